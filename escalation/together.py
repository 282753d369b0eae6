"""One answer from several: recipients of the same round that answer together (Recommendation 1, Annex 4).

The lead recipient drafts, each decides for itself and signs its part, and the lead sends one answer home for
all. Off until a network turns it on.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation import letters
from escalation.answering import finish_if_last, follow_up, write_answer, write_desk_decision
from escalation.models import Answer, Referral, ReferralState
from escalation.telling import told_of
from guidance import joint
from network.workflow import Missing, Refused, follow


def possible_partners(referral):
    """The other recipients of this round that have not answered."""
    others = Referral.objects.open().filter(escalation=referral.escalation_id, round=referral.round)
    return others.exclude(pk=referral.pk).select_related("holder").order_by("pk")


def cannot_start(referral, now):
    if not referral.escalation.home_body.joint_answers:
        return format_lazy(
            _("{home_body} har ikke slått på felles svar."), home_body=referral.escalation.home_body.name
        )
    if not referral.is_lead:
        return _("Det er hovedmottakeren som foreslår et felles svar.")
    if referral.joint_id:
        return _("Dere svarer alt sammen med andre.")
    return None if possible_partners(referral).exists() else _("Ingen andre skal svare i denne runden.")


def write_start(referral, act):
    partners = list(act["partners"])
    possible = set(possible_partners(referral).values_list("pk", flat=True))
    if any(partner.pk not in possible for partner in partners):
        raise Refused(_("Velg blant mottakerne som ikke har svart."), field="partners")
    holders = [partner.holder for partner in partners]
    if referral.holder in holders:
        raise Refused(
            format_lazy(
                _("Begge sakene er hos {holder}. Svar på dem hver for seg."), holder=referral.holder.name
            ),
            field="partners",
        )
    referral.joint = joint.start(referral.holder, holders, now=act.now)
    Referral.objects.filter(pk__in=[partner.pk for partner in partners]).update(joint=referral.joint)
    return told_of(referral, **_partners(referral))


def _partners(referral):
    bodies = referral.joint.bodies
    return {"partners": [body.pk for body in bodies], "partner_names": [body.name for body in bodies]}


def is_alone(referral, now):
    return None if referral.joint_id else _("Dere svarer ikke sammen med andre.")


def answers_together(referral, now):
    """A sak in a joint answer is answered through it; a corrected one, by its own body."""
    if referral.joint_id and referral.state != ReferralState.ANSWERED:
        return _(
            "Dere svarer sammen med andre. Signer det felles svaret, eller velg «Gå ut av det felles svaret»."
        )
    return None


def write_draft(referral, act):
    """New text. The signatures it touches fall; a correction of spelling leaves them standing."""
    fallen = joint.edit(
        referral.joint,
        act["texts"],
        body=referral.holder,
        seat=act.seat,
        now=act.now,
        only_spelling=bool(act["only_spelling"]),
        longest=Answer.MAX_LENGTH,
    )
    return told_of(
        referral,
        only_spelling=bool(act["only_spelling"]),
        fallen=[body.pk for body in fallen],
        fallen_names=[body.name for body in fallen],
        **_partners(referral),
    )


def decides_first(referral):
    """A content desk decides in the same act as it signs."""
    return not referral.holder.is_desk and referral.state == ReferralState.IN_REVIEW


def cannot_sign(referral, now):
    if referral.joint_id is None:
        return is_alone(referral, now)
    if referral.holder not in joint.unsigned(referral.joint):
        return _("Dere har signert det felles svaret slik det står nå.")
    if decides_first(referral):
        return format_lazy(_("{decides} må beslutte før dere kan signere."), decides=referral.decides.name)
    return None


def write_signature(referral, act):
    """Stand behind the text as it reads."""
    act.given["is_first"] = not referral.decisions.exists()
    if act["is_first"]:
        _decide(referral, act)
    joint.sign(referral.joint, body=referral.holder, seat=act.seat, now=act.now)
    return told_of(
        referral,
        lead=referral.joint.lead_id,
        unsigned=[body.name for body in joint.unsigned(referral.joint)],
        officer_id=referral.officer.person_id if referral.officer else None,
    )


def follow_up_once(referral, act, event):
    if act["is_first"]:
        follow_up(referral, act, event)


def _decide(referral, act):
    if not act["outcome"]:
        raise Missing(_("Velg utfallet."), field="outcome")
    if not (act["grounds"] or "").strip():
        raise Missing(_("Skriv begrunnelsen."), field="grounds")
    write_desk_decision(referral, act, wording=joint.composed(referral.joint))


def _ends_without(referral):
    """The lead, or one of a pair."""
    return (
        referral.holder_id == referral.joint.lead_id
        or Referral.objects.filter(joint=referral.joint).count() <= 2
    )


def leaving_means(referral):
    """What follows from leaving a joint answer, for whoever considers it."""
    if _ends_without(referral):
        return gettext(
            "Går du ut, faller hele det felles svaret bort. Hver part svarer for seg, og signaturene gjelder ikke lenger."
        )
    return gettext("Går du ut, svarer dere selv. De andre svarer fortsatt sammen.")


def write_leaving(referral, act):
    """Answer alone after all. Without the lead there is no joint answer, and each answers for itself."""
    data = told_of(referral, reason=act["reason"].strip(), **_partners(referral))
    within, ends = Referral.objects.filter(joint=referral.joint), _ends_without(referral)
    if ends:
        within.exclude(pk=referral.pk).update(joint=None)
    joint.leave(referral.joint, referral.holder, now=act.now)
    referral.joint = None
    return data | {"ends": ends}


def not_ready(referral, now):
    """The lead sends when everyone's signature stands."""
    if referral.joint_id is None:
        return is_alone(referral, now)
    if referral.holder_id != referral.joint.lead_id:
        return format_lazy(_("{lead} sender det felles svaret."), lead=referral.joint.lead.name)
    if missing := joint.unsigned(referral.joint):
        names = ", ".join(body.name for body in missing)
        return format_lazy(_("Disse har ikke signert: {names}."), names=names)
    return None


def write_joint_answer(referral, act):
    act.given["text"] = joint.composed(referral.joint)
    return write_answer(referral, act, joint=referral.joint) | _partners(referral)


def others_answer(referral, act, event):
    """The same answer ends the others' saker too, in the same transaction."""
    others = Referral.objects.filter(joint=referral.joint).exclude(pk=referral.pk).order_by("pk")
    for other in others:
        follow(other, "answered_jointly", cause=event, text=act["text"], link=act["link"])
    letters.answer_went(referral, act, event)
    finish_if_last(referral, act, event)


def write_answered_with_others(referral, act):
    """Given by whoever signed for the body, and sent with the lead's."""
    signed = joint.standing(referral.joint)[referral.holder_id]
    return write_answer(referral, act, joint=referral.joint, seat=signed.seat)


def next_for(referral):
    """What a joint answer waits for from whoever has this sak, and the step that does it; None when it waits
    for the others."""
    missing = joint.unsigned(referral.joint)
    if referral.state not in (ReferralState.IN_REVIEW, ReferralState.DECIDED):
        return gettext("Bekreft at saken er mottatt, og velg saksbehandler"), "acknowledge"
    if referral.holder in missing:
        return gettext("Les og signer det felles svaret"), "sign_joint"
    if not missing and referral.holder_id == referral.joint.lead_id:
        return gettext("Alle har signert: send det felles svaret"), "answer_jointly"
    return None
