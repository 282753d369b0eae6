"""Being away: whoever stands in acts meanwhile, and afterwards all is as before, by itself."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.collation import by_name
from network.deadlines import local_day, midnight
from network.models import Absence, Person, Seat
from network.workflow import Refused
from network.writing import writing


def colleagues_of(person, at):
    """Who could be named to stand in: those seated in a body this person leads or is secretary of."""
    run = Seat.objects.at(at).filter(person=person, role__in=Seat.RUNNING)
    seated = Seat.objects.at(at).filter(body__in=run.values("body")).exclude(role=Seat.Role.OBSERVER)
    return Person.objects.filter(seats__in=seated, is_active=True).exclude(pk=person.pk).distinct()


def stand_ins_of(absence, at):
    """The seats that stand in for someone with the seats they have at a moment, as if they were away then."""
    run = Seat.objects.at(at).filter(person=absence.person_id, role__in=Seat.RUNNING)
    lead = run.filter(role=Seat.Role.LEAD)
    seats = Seat.objects.at(at).with_names()
    deputies = seats.filter(role=Seat.Role.DEPUTY_LEAD, body__in=lead.values("body"))
    members = seats.filter(role__in=[Seat.Role.MEMBER, Seat.Role.DEPUTY], body__in=run.values("body"))
    deputising = members.filter(deputises_for__in=run.values("pk"))
    found = deputies | deputising | members.filter(person=absence.colleague_id)
    return found.exclude(person=absence.person_id).order_by(by_name("body__name"), "pk")


@writing()
def leave(person, *, actor, now, first: date, last: date, colleague=None):
    """Be away from a day to and including another; today begins now. Returns the absence.

    Refused for the past, for days one is away already, and for a colleague who could not stand in.
    """
    today = local_day(now)
    if first < today:
        raise Refused(_("Fraværet kan ikke begynne tilbake i tid."), field="first")
    if last < first:
        raise Refused(_("Siste dag må være samme dag som første dag, eller senere."), field="last")
    starts_at = now if first == today else midnight(first)
    ends_at = midnight(last + timedelta(days=1))
    # One at a time: the person's row is the lock.
    person = Person.objects.select_for_update().get(pk=person.pk)
    known = Absence.objects.filter(person=person, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if known.exists():
        raise Refused(_("Du har alt meldt fravær i disse dagene. Avslutt det først."), field="first")
    if colleague and not colleagues_of(person, now).filter(pk=colleague.pk).exists():
        raise Refused(
            _("Velg en som har en rolle i en gruppe du leder eller er sekretær for."), field="colleague"
        )
    absence = Absence.objects.create(
        person=person, colleague=colleague, starts_at=starts_at, ends_at=ends_at, made_at=now
    )
    _tell("absence.begun", absence, actor, now, first=first, last=last)
    return absence


@writing()
def come_back(absence, *, actor, now):
    """Be back before the time, or call it off before it begins: from now on nobody stands in."""
    absence = Absence.objects.select_for_update().select_related("person").get(pk=absence.pk)
    if absence.ends_at <= now:
        raise Refused(_("Fraværet er alt over."))
    absence.ends_at = max(absence.starts_at, now)
    absence.save(update_fields=["ends_at"])
    _tell("absence.ended", absence, actor, now)
    return absence


def _tell(verb, absence, actor, now, **days):
    texts = {f"{name}_text": day for name, day in days.items()}
    record(verb, actor=actor, at=now, target=absence, title=absence.person.name, **texts)
