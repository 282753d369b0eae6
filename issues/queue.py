"""The queue of the first look: what waits on those who run a network, a section for each way of waiting."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Value
from django.utils.translation import gettext_lazy as _

from issues.first_reply import ISSUES, KIND
from issues.models import MERGEABLE, Issue, Merge, State
from issues.rules import runs_home
from issues.workflow import STEPS
from network.deadlines import local_day, running_of
from network.models import Deadline
from network.registries import Stops


@dataclass(frozen=True)
class Section:
    """A part of the queue: `rows(day)` is the condition of what stands there. Nothing stands in two.

    `what` is asked of those who run the network, under «Venter på deg»; without it, it waits on someone else.
    """

    name: str
    title: str
    text: str
    rows: object
    order: tuple = ("pk",)
    what: str = ""
    stops: Stops = Stops.NOBODY


def _asked_to_merge():
    return Q(pk__in=Merge.objects.filter(status=Merge.Status.PROPOSED).values("issue"))


def _is_unheard(day):
    """Whoever raised it has not heard from a person, and should have."""
    late = Deadline.objects.filter(target_label=ISSUES, kind=KIND, ended_at=None, due_on__lt=day)
    return Q(pk__in=late.values("target_id"), hold_until=None)


def _is_back(day):
    return Q(state__in=[State.ON_HOLD, State.WITH_NETWORK], hold_until__lte=day) & ~_asked_to_merge()


SECTIONS = (
    Section(
        "nye",
        _("Nye"),
        _("Ingen har sett på dem ennå."),
        lambda day: Q(state=State.NEW) & ~_asked_to_merge(),
        what=_("Ny innmelding: ta første gjennomgang"),
        stops=Stops.FIRST_LOOK,
    ),
    Section(
        "uten-svar",
        _("Fristen for første svar er ute"),
        _("Noen har sett på saken, men den som meldte inn, har ikke hørt fra et menneske."),
        lambda day: (
            Q(state__in=[State.WITH_NETWORK, State.PROPOSED, State.LIFTED])
            & _is_unheard(day)
            & ~_asked_to_merge()
        ),
        what=_("Fristen for første svar er ute: skriv til den som meldte inn"),
        stops=Stops.DEADLINE,
    ),
    Section(
        "hjalp-ikke",
        _("Svaret hjalp ikke"),
        _("Tatt opp igjen fordi den som meldte inn, sier at svaret ikke hjalp."),
        lambda day: (
            Q(state=State.WITH_NETWORK, hold_until=None, reopened=True)
            & ~_is_unheard(day)
            & ~_asked_to_merge()
        ),
        what=_("Svaret hjalp ikke: svar på nytt, henvis eller foreslå løftet"),
        stops=Stops.CASE,
    ),
    Section(
        "pa-vent",
        _("På vent, og tiden er inne"),
        _("Datoen de var satt på vent til, har kommet."),
        _is_back,
        ("hold_until", "pk"),
        what=_("Tiden på vent er ute: ta saken videre"),
        stops=Stops.CASE,
    ),
    Section(
        "ikke-vurdert",
        _("Ikke vurdert"),
        _("Tatt inn i nettverket, men ingen har vurdert alvorlighet, ressursbruk og nytte."),
        lambda day: (
            Q(state=State.WITH_NETWORK, hold_until=None, reopened=False, rank=None)
            & ~_is_unheard(day)
            & ~_asked_to_merge()
        ),
        what=_("Vurder alvorlighet, ressursbruk og nytte"),
    ),
    Section(
        "venter-pa-noen",
        _("Venter på noen"),
        _("Foreslått løftet, løftet, eller foreslått slått sammen med en annen."),
        lambda day: (Q(state__in=[State.PROPOSED, State.LIFTED]) & ~_is_unheard(day)) | _asked_to_merge(),
    ),
)
BY_NAME = {section.name: section for section in SECTIONS}
MOST = 40


@dataclass(frozen=True)
class Line:
    """One innmelding in the queue, with its exits and what waits for it."""

    issue: Issue
    day: date
    clock: Deadline | None
    exits: list
    next_pk: int
    times: int = 0  # it has been passed over on agendas, where that is told

    @property
    def waited(self):
        """Calendar days since it was raised."""
        return (self.day - local_day(self.issue.raised_at)).days

    @property
    def may_be_merged(self):
        return self.issue.state in MERGEABLE

    @property
    def is_overdue(self):
        return self.clock is not None and self.clock.due_on < self.day


def held(bodies):
    """The innmeldinger of the networks with these ids."""
    return Issue.objects.filter(home_body__in=bodies)


def counts(bodies, now):
    """{section name: how many stand there}, in one query."""
    day = local_day(now)
    named = {section.name.replace("-", "_"): section for section in SECTIONS}
    found = held(bodies).aggregate(
        **{name: Count("pk", filter=section.rows(day)) for name, section in named.items()}
    )
    return {section.name: found[name] for name, section in named.items()}


def rows_of(section, bodies, now):
    return (
        held(bodies)
        .filter(section.rows(local_day(now)))
        .select_related("organisation", "raised_by", "home_body")
        .order_by(*section.order)
    )


def waiting(bodies, now, *, to_weigh):
    """What waits on those who run these networks, each with its `section` and when a first reply is `due_on`;
    what stops others most comes first. `to_weigh`: also what they have to weigh."""
    day = local_day(now)
    asked = [section for section in SECTIONS if section.what and (to_weigh or section.name != "ikke-vurdert")]
    asked.sort(key=lambda section: section.stops)
    parts = [_first_of(section, place, bodies, day) for place, section in enumerate(asked)]
    rows = parts[0].union(*parts[1:], all=True)
    for issue in sorted(rows, key=lambda issue: (issue.place, issue.pk))[:MOST]:
        issue.section = asked[issue.place]
        yield issue


def _first_of(section, place, bodies, day):
    """As many of a part as are shown, so that nothing is sorted; in columns that can stand under each other."""
    first = held(bodies).filter(section.rows(day)).order_by("pk").values("pk")[:MOST]
    rows = Issue.objects.filter(pk__in=first).order_by()
    rows = rows.annotate(place=Value(place), due_on=running_of(ISSUES))
    return rows.only("pk", "title", "raised_at", "hold_until")


def lines(issues, now):
    """The lines of some innmeldinger whose networks the reader runs, with their clocks in one query. The exits
    are those of the table that whoever runs the home takes."""
    issues, day = list(issues), local_day(now)
    clocks = Deadline.objects.filter(
        target_label=ISSUES, target_id__in=[issue.pk for issue in issues], kind=KIND, ended_at=None
    )
    due = {clock.target_id: clock for clock in clocks}
    after = [*(issue.pk for issue in issues[1:]), 0]
    return [
        Line(issue, day, due.get(issue.pk), exits(issue), following)
        for issue, following in zip(issues, after, strict=False)
    ]


def exits(issue):
    """[(name, label)] of the steps that whoever runs the home may take from here."""
    return [
        (name, step.label)
        for name, step in STEPS.items()
        if step.who is runs_home and not step.follows and issue.state in step.sources
    ]
