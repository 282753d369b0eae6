"""One text that several bodies stand behind: the lead drafts, and each signs the common part and its own.

An edit voids the signatures it touches. A correction of spelling does not, and is shown as such. Who acts
for a body is for the caller to know: it gives the body and the seat.
"""

import re
from difflib import SequenceMatcher
from itertools import pairwise

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guidance.models import JointPart, JointRevision, JointSignature, JointText
from network.workflow import Missing, Refused

MOST_LETTERS = 2  # that a correction of spelling changes in a word
SHORTEST = 5  # «kan» and «må» are two letters apart, and worlds


def start(lead, others, *, now):
    """Open a text for `lead` to write, with an empty part for each body and one for what is common."""
    joint = JointText.objects.create(lead=lead, started_at=now)
    JointPart.objects.bulk_create(JointPart(joint=joint, body=body) for body in (None, lead, *others))
    return joint


def may_write(joint, part, body):
    """The lead writes everywhere; the others in their own part."""
    return body.pk in (joint.lead_id, part.body_id)


def edit(joint, texts, *, body, seat, now, only_spelling=False, longest=None):
    """Write new texts, {part id: text}. Returns the bodies whose signatures fell.

    Raises Missing when nothing is changed, and Refused for a part that is not the body's to write, for
    what is more than spelling but said to be that, and for what becomes longer than `longest` characters.
    """
    joint = JointText.objects.select_for_update().get(pk=joint.pk)
    parts = {part.pk: part for part in joint.parts_now}
    changed = [
        (parts[pk], text.strip())
        for pk, text in texts.items()
        if pk in parts and parts[pk].text != text.strip()
    ]
    if not changed:
        raise Missing(_("Ingenting er endret."))
    before = set(standing(joint))
    for part, text in changed:
        _rewrite(joint, part, text, body=body, seat=seat, now=now, only_spelling=only_spelling)
    if longest and (length := len(composed(joint))) > longest:
        raise Refused(
            format_lazy(
                _("Det felles svaret er på {length} tegn. Det kan være på høyst {longest}."),
                length=length,
                longest=longest,
            )
        )
    return [one for one in joint.bodies if one.pk in before - set(standing(joint))]


def _rewrite(joint, part, text, *, body, seat, now, only_spelling):
    field = field_of(part)
    if not may_write(joint, part, body):
        raise Refused(
            format_lazy(
                _("Denne delen skrives av {part} eller {lead}."), part=part.name, lead=joint.lead.name
            ),
            field=field,
        )
    if only_spelling and not is_spelling(part.text, text):
        raise Refused(
            _(
                "Dette er mer enn skrivefeil: ord er lagt til, fjernet eller byttet. Da må de andre signere på nytt."
            ),
            field=field,
        )
    part.text, part.revision = text, part.revision + 1
    if not only_spelling:
        part.substance = part.revision
    part.save(update_fields=["text", "revision", "substance"])
    JointRevision.objects.create(
        part=part, number=part.revision, text=text, is_spelling=only_spelling, seat=seat, at=now
    )


def field_of(part):
    """What a part is called in a form."""
    return f"part_{part.pk}"


def sign(joint, *, body, seat, now):
    """Stand behind the common part and one's own as they read now. Raises Missing when there is no text."""
    joint = JointText.objects.select_for_update().get(pk=joint.pk)
    if not composed(joint):
        raise Missing(_("Det felles svaret er ikke skrevet ennå."))
    common, own = _covered(joint, body.pk)
    return JointSignature.objects.create(
        joint=joint, body=body, seat=seat, common_revision=common.revision, own_revision=own.revision, at=now
    )


def _covered(joint, body_id):
    parts = {part.body_id: part for part in joint.parts_now}
    return parts[None], parts[body_id]


def standing(joint):
    """The signatures that cover the text as it reads now: {body id: signature}."""
    parts = joint.parts_now
    return {pk: signature for pk, signature in newest(joint).items() if _covers(signature, parts)}


def newest(joint):
    """The last signature of each body that is in it, whether or not it still stands."""
    within = {part.body_id for part in joint.parts_now}
    return {one.body_id: one for one in joint.signatures.all() if one.body_id in within}


def _covers(signature, parts):
    covered = {None: signature.common_revision, signature.body_id: signature.own_revision}
    return all(part.substance <= covered[part.body_id] for part in parts if part.body_id in covered)


def unsigned(joint):
    """Those whose signature is missing, or has fallen."""
    signed = standing(joint)
    return [body for body in joint.bodies if body.pk not in signed]


def leave(joint, body, *, now):
    joint.parts.filter(body=body).update(left_at=now)


def succeed(joint, before, after):
    """Whoever took over after a body has its part; it signs anew."""
    joint.parts.filter(body=before).update(body=after)
    JointText.objects.filter(pk=joint.pk, lead=before).update(lead=after)


def composed(joint):
    """The text as one: what is common, then what each answers for."""
    written = [part for part in joint.parts_now if part.text]
    return "\n\n".join(f"{_voice(part.body)}: {part.text}" if part.body else part.text for part in written)


def _voice(body):
    """A content desk speaks for its agency; a group for itself."""
    return body.owner.name if body.is_desk else body.name


def corrections(part):
    """The corrections of spelling since it was last changed in substance: (before, revision) pairs."""
    read = list(part.revisions.select_related("seat__person").order_by("number"))
    return [(old.text, new) for old, new in pairwise(read) if new.is_spelling and new.number > part.substance]


def is_spelling(before, after):
    """Whether a change can be one of spelling: the same words in the same order, none of them another word.

    Words may be joined or parted, and two letters of a longer word changed, but never its first («lovlig»,
    «ulovlig»), a short word or a number.
    """
    if "".join(before.split()) == "".join(after.split()):
        return True
    old, new = before.split(), after.split()
    return len(old) == len(new) and all(map(_is_same_word, old, new))


def _is_same_word(old, new):
    if old == new:
        return True
    old, new = (re.sub(r"[^\w]", "", word).casefold() for word in (old, new))
    if old == new:
        return True
    if min(len(old), len(new)) < SHORTEST or old[0] != new[0] or re.search(r"\d", old + new):
        return False
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in changes if tag != "equal") <= MOST_LETTERS
