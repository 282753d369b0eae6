"""What exists already, so that nobody makes it again: fora, networks and larger environments run by others.

Source: Annex 2 of the 2021 recommendations.
"""

import re

from django.db import IntegrityError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record
from network.collation import by_name
from network.deadlines import local_day
from network.likeness import closest
from network.models import Forum, ForumContact
from network.workflow import Refused
from network.writing import writing

Status = Forum.Status
SHORTEST = 3  # letters of an abbreviation that can tell a forum from others
MOST_SHOWN = 3


@writing()
def suggest(*, actor, seat, now, is_kept, **told):
    """Add a forum: at once by those who keep the directory (`is_kept`), else as a suggestion to them, which
    nobody has checked yet. Raises `Refused` when it is there already, by its name in any capitals."""
    same = Forum.objects.filter(name__iexact=told["name"]).first()
    if same:
        suggested, listed = _("«{name}» er alt foreslått."), _("«{name}» står alt i oversikten.")
        there = suggested if same.status == Status.SUGGESTED else listed
        raise Refused(format_lazy(there, name=same.name), field="name")
    status, checked_on = (Status.LISTED, local_day(now)) if is_kept else (Status.SUGGESTED, None)
    forum = Forum.objects.create(status=status, suggested_by=seat, checked_on=checked_on, **told)
    record("forum.suggested", actor=actor, seat=seat, at=now, target=forum, title=forum.name, status=status)
    search.index(forum)
    return forum


@writing()
def check(forum, *, actor, seat, now, **told):
    """What stands there is right, or is corrected now; a suggestion is thereby taken in. `now` becomes its date."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    changed = [name for name, value in told.items() if getattr(forum, name) != value]
    suggester_id = _suggester_of(forum)
    for name, value in told.items():
        setattr(forum, name, value)
    forum.status, forum.checked_on = Status.LISTED, local_day(now)
    try:
        with writing():
            forum.save()
    except IntegrityError as error:
        raise Refused(_("Et annet forum har det navnet."), field="name") from error
    record(
        "forum.checked", actor=actor, seat=seat, at=now, target=forum, title=forum.name, fields=changed,
        suggester_id=suggester_id,
    )  # fmt: skip
    search.index(forum)
    return forum


@writing()
def decline(forum, *, actor, seat, now, reason):
    """A suggestion is not taken in; the reason stays in its history."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    if forum.status != Status.SUGGESTED:
        raise Refused(_("Forumet står alt i oversikten."))
    suggester_id, forum.status = _suggester_of(forum), Status.DECLINED
    forum.save(update_fields=["status"])
    record(
        "forum.declined", actor=actor, seat=seat, at=now, target=forum, title=forum.name, text=reason,
        suggester_id=suggester_id,
    )  # fmt: skip


def _suggester_of(forum):
    """Who waits to hear what becomes of a suggestion; None of what is listed."""
    waits = forum.status == Status.SUGGESTED and forum.suggested_by
    return forum.suggested_by.person_id if waits else None


def overlapping(name, purpose, among):
    """Of some fora those that may do already what a new one is for: named alike, or else told of in the same words.
    At most three, so that they are read; one of the very same name is refused anyway."""
    among = among.exclude(name__iexact=name)
    alike = [forum for forum in among.order_by("pk") if _is_same(_names_of(name), _names_of(forum.name))]
    like = [forum for forum, _words in closest(among, f"{name} {purpose}")]
    return list(dict.fromkeys([*alike, *like]))[:MOST_SHOWN]


def likely_doubles(suggested, viewer):
    """{id of a suggestion: the others that may be the same}: those whose names share an abbreviation (also when
    one has only the words it is made of), or where all words of one are among those of the other."""
    standing = Forum.objects.visible_to(viewer).standing().order_by("pk")
    rows = [(forum, _names_of(forum.name)) for forum in standing]
    named = {forum.pk: names for forum, names in rows}
    return {
        one.pk: [other for other, names in rows if other.pk != one.pk and _is_same(named[one.pk], names)]
        for one in suggested
    }


def _names_of(name):
    """The words of a name, and its abbreviations: those that are written, and its capitals."""
    words = re.findall(r"\w+", name)
    capitals = "".join(word[0] for word in words if word[0].isupper() and not word.isupper())
    short = {word for word in [*words, capitals] if word.isupper() and len(word) >= SHORTEST}
    plain = "".join(words).lower()
    return {word.lower() for word in words}, short, plain


def _is_same(one, other):
    (words, short, plain), (other_words, other_short, other_plain) = one, other
    return bool(short & other_short or words <= other_words or other_words <= words or plain == other_plain)


@writing()
def tell_contact(forum, *, actor, seat, now, step, on, note=""):
    """That the network contacted, offered or met. The same step told twice for a day counts once. Raises `Refused`
    for a day that has not been."""
    if on > local_day(now):
        raise Refused(_("Velg dagen det skjedde: i dag eller tidligere."), field="on")
    contact, is_new = ForumContact.objects.get_or_create(
        forum=forum, step=step, on=on, defaults={"note": note, "by": seat}
    )
    if is_new:
        record(
            "forum.contact", actor=actor, seat=seat, at=now, target=forum, title=forum.name,
            step=contact.get_step_display(), text=note,
        )  # fmt: skip
    return contact


def environments_by_region(viewer):
    """[(region or None, its larger environments)], each with `reached`: the words for what has been done, in order.
    One statement for the environments and one for the contacts."""
    rows = Forum.objects.visible_to(viewer).filter(is_environment=True, status=Status.LISTED)
    found = {}
    listed = rows.select_related("region").prefetch_related("contacts")
    for forum in listed.order_by(by_name("region__name"), by_name()):
        steps = {contact.step for contact in forum.contacts.all()}
        forum.reached = [step.label for step in ForumContact.Step if step in steps]
        found.setdefault(forum.region, []).append(forum)
    return list(found.items())
