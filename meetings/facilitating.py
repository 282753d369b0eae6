"""A forum of its own may hold a network's meetings for a time, when the network's owner wishes it."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.series import locked, told, who_runs
from network.deadlines import local_day
from network.membership import runs
from network.workflow import NotAllowed, Refused
from network.writing import writing


@writing()
def facilitate(series, *, actor, now, facilitator, wish, until=None):
    """Let another body hold the meetings of a series, up to and with `until`. `wish` says who of the owner
    wished it, and where that is written. Those who run the facilitator do the clerical work with them.

    Raises NotAllowed, and Refused for a body that is over, the body itself or a date that has been.
    """
    seat = who_runs(series.body, actor, now)
    series = locked(series)
    today = local_day(now)
    if facilitator.pk == series.body_id:
        raise Refused(
            format_lazy(_("{body} holder sine egne møter fra før."), body=series.body.name),
            field="facilitator",
        )
    if facilitator.ended_by(today):
        raise Refused(
            format_lazy(_("{facilitator} er avsluttet."), facilitator=facilitator.name), field="facilitator"
        )
    if until and until < today:
        raise Refused(_("Datoen har vært."), field="until")
    given = {"facilitator": facilitator, "facilitator_until": until, "facilitator_wish": wish.strip()}
    if all(getattr(series, name) == value for name, value in given.items()):
        return series
    for name, value in given.items():
        setattr(series, name, value)
    series.save(update_fields=list(given))
    _give_to_whoever_holds_them(series, now)
    told("series.facilitated", series, actor=actor, seat=seat, now=now, since=today, **_with_whom(series))
    return series


@writing()
def end_facilitation(series, *, actor, now, last):
    """The owner holds its own meetings after `last`. Either side may end it. Ending it again the same day does
    nothing.

    Raises NotAllowed, and Refused when nobody facilitates, or for a date that has been.
    """
    series = locked(series)
    seat = runs(actor, series.body, now) or runs(actor, series.facilitator, now)
    if seat is None:
        raise NotAllowed(_("Det er de som leder gruppen eller fasiliterer møtene, som avslutter dette."))
    if series.facilitator is None:
        raise Refused(_("Ingen andre fasiliterer disse møtene."))
    if series.facilitator_until == last:
        return series
    if last < local_day(now):
        raise Refused(_("Datoen har vært."), field="last")
    if series.facilitator_until and last > series.facilitator_until:
        raise Refused(_("Fasiliteringen er over før den datoen."), field="last")
    series.facilitator_until = last
    series.save(update_fields=["facilitator_until"])
    _give_to_whoever_holds_them(series, now)
    with_whom = _with_whom(series)
    told("series.facilitation_ended", series, actor=actor, seat=seat, now=now, since=last, **with_whom)
    return series


def _give_to_whoever_holds_them(series, now):
    for meeting in series.meetings.filter(state=Meeting.State.PLANNED, starts_at__gt=now):
        meeting.facilitator_id = series.facilitated_on(local_day(meeting.starts_at))
        meeting.save(update_fields=["facilitator"])


def _with_whom(series):
    return {
        "facilitator_id": series.facilitator_id,
        "facilitator": series.facilitator.name,
        "wish": series.facilitator_wish,
    }
