"""The status of a network on one sheet, for its regional director: page, PDF and Word alike."""

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from escalation.document import bullets, document, line, section, table
from escalation.models import ChangeState, State
from meetings import status
from network.deadlines import date_text, local_day
from network.language import Quoting

# How much of each there is room for on one sheet, and how long a title is there.
CASES, WAITING, CHANGES, LONGEST = 5, 6, 4, 90

FOOT = _(
    "Samme periode gir samme tall. Alle saker er talt med. Bare saker som hele nettverket kan lese, er nevnt "
    "med navn."
)


def sheet_of(body, period, now):
    """The document for a network's region, or for all of them when it has none, over a period."""
    issues, cases = status.issue_figures(body.region, period), status.case_figures(body.region, period)
    return document(
        kind=gettext("Status"),
        case_number=date_text(period.last),
        title=gettext("Status for {region}").format(
            region=body.region.name if body.region else gettext("hele landet")
        ),
        about={
            gettext("Nettverk"): body.name,
            gettext("Periode"): gettext("{first} til {last}").format(
                first=date_text(period.first), last=date_text(period.last)
            ),
        },
        sections=_sections(body, period, now, issues, cases),
        foot=[
            gettext("Slik det sto {date}. {foot}").format(date=date_text(period.last), foot=FOOT),
            *_before(period),
        ],
        dense=True,
    )


def _before(period):
    """That nothing is known of the first part of the period, where nobody reported here yet."""
    began = status.first_raised()
    if began and began > period.first:
        yield gettext(
            "Den første innmeldingen i Løft kom {date}. Det som skjedde før, er ikke talt med."
        ).format(date=date_text(began))


def _sections(body, period, now, issues, cases):
    yield section(gettext("Tallene"), _figures(issues, cases))
    yield _listed(
        gettext("Løftet, og hva som kom tilbake"),
        [_case(case) for case in status.lifted_cases(body.region, period)[: CASES + 1]],
        CASES,
        gettext("Ingen saker ble løftet eller besvart i perioden."),
    )
    waits = [_waits(one) for one in status.what_waits(body.region, period)]
    if issues["new"]:
        waits.insert(
            0,
            line(
                _innmeldinger(issues["new"])
                + gettext(" på første gjennomgang i {body}").format(body=body.name)
            ),
        )
    yield _listed(gettext("Hva som venter, og på hvem"), waits, WAITING, gettext("Ingenting venter."))
    yield _listed(
        gettext("Hva det førte til"),
        [_change(change) for change in status.changes_of(body.region, period)[: CHANGES + 1]],
        CHANGES,
        gettext("Ingen endringer ble ført i perioden."),
    )
    phases = status.projects_by_phase(body.region, period)
    if any(number for _, number in phases):
        row = {capfirst(name): str(number) for name, number in phases}
        yield section(gettext("KI-prosjekter i hver fase"), table(gettext("Antall prosjekter"), [row]))
    if period.last == local_day(now) and (meetings := status.next_meetings(body, now)):
        yield section(gettext("Neste møter"), bullets(_meeting(meeting) for meeting in meetings))


def _figures(issues, cases):
    row = {
        gettext("Meldt inn"): issues["raised"],
        gettext("Besvart"): issues["answered"],
        gettext("Åpne ved slutten"): issues["open"],
        gettext("Saker løftet"): cases["lifted"],
        gettext("Løftede saker besvart"): cases["answered"],
    }
    rows = [{name: str(number) for name, number in row.items()}]
    return table(gettext("Innmeldinger og løftede saker i perioden"), rows)


def _listed(heading, rows, most, nothing):
    rows = list(rows)
    if not rows:
        return section(heading, {"text": nothing})
    more = [line(gettext("Flere står i Løft."))] if len(rows) > most else []
    return section(heading, bullets([*rows[:most], *more]))


def _short(title):
    return Truncator(title.strip().removesuffix(".")).chars(LONGEST)


def _case(case):
    if case.n_sent == 0:
        came = gettext("ingen mottaker ennå")
    elif case.state_then == State.LIFTED or case.n_answered < case.n_sent:
        came = gettext("{n_answered} av {n_sent} har svart").format(
            n_answered=case.n_answered, n_sent=case.n_sent
        )
    else:
        came = gettext("besvart")
    title = _short(case.title)
    return line(Quoting(gettext("«{title}»: {came}").format(title=title, came=came), title))


def _waits(one):
    title = _short(one.title)
    said = gettext("«{title}»: {whom}, siden {date}")
    return line(Quoting(said.format(title=title, whom=one.whom, date=date_text(one.since)), title))


def _innmeldinger(number):
    return ngettext("{number} innmelding venter", "{number} innmeldinger venter", number).format(
        number=number
    )


def _change(change):
    title = _short(change.what)
    state = ChangeState(change.state_then or change.state).label
    return line(Quoting(gettext("«{title}»: {came}").format(title=title, came=state), title))


def _meeting(meeting):
    return line(f"{meeting.body.name}, {date_text(local_day(meeting.starts_at))}")
