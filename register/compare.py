"""Projects side by side, and the figures of an area: what it cost, gave and needed, in one year's money."""

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from statistics import median

from django.db.models import Exists, F, OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext

from network.language import Written
from network.plots import height_of, heights, named, table, tall
from network.reach import Reach, narrowest
from register.disclosure import band, may_show
from register.groups import PROCUREMENT, reach_of
from register.models import Experience, Project
from register.prices import adjusted, can_adjust

CostOf, Kind = Experience.CostOf, Experience.Kind
FULL, PLAN = 300, 150  # the widest bar, and where the plan is marked
MOST_SHOWN = 50  # reports a figure opens to on the page; the list of experiences has them all
# What a figure is reckoned from: an area has thousands of costs, and of most of them nothing else is read.
RECKONED = ("pk", "organisation_id", "project_id", "cost_of", "amount_nok", "is_estimate", "year")
INFRASTRUCTURE = [
    (name, Experience._meta.get_field(name).verbose_name) for name in Experience.INFRASTRUCTURE_FIELDS
]
COUNTED = (Reach.REGION, Reach.NETWORK, Reach.PUBLIC)


@dataclass
class Figure:
    """Median and range of one kind of cost. Amounts are pairs (from, to): the same number twice when exact."""

    cost_of: str
    label: str
    organisations: int = 0
    middle: tuple = ()
    lowest: tuple = ()
    highest: tuple = ()
    is_exact: bool = True
    is_shown: bool = False
    reports: list = field(default_factory=list)  # the newest of those the viewer may open
    seen: int = 0
    unseen: int = 0


@dataclass
class Column:
    """One project in the comparison. Amounts are whole kroner in the newest year's money. `as_told`: costs of a
    kind that cannot all be that, so that they have no sum."""

    project: Project
    costs: dict = field(default_factory=dict)
    as_told: dict = field(default_factory=dict)
    estimated: dict = field(default_factory=dict)
    actual: dict = field(default_factory=dict)
    reports: dict = field(default_factory=lambda: defaultdict(list))

    @property
    def infrastructure(self):
        """Each report with its cells, in the order of `INFRASTRUCTURE`."""
        return [
            (report, [(label, getattr(report, name)) for name, label in INFRASTRUCTURE])
            for report in self.reports[Kind.INFRASTRUCTURE]
        ]

    @property
    def cost_cells(self):
        return [
            (label, self.costs[of], self.estimated[of], self.actual[of], self.as_told[of])
            for of, label in CostOf.choices
        ]


def columns_of(projects, viewer):
    """One column for each project (all visible to the viewer), from the reports the viewer may open."""
    columns = {project.pk: Column(project) for project in projects}
    told = Experience.objects.visible_to(viewer).standing().filter(project__in=columns)
    for experience in told.select_related("organisation", "procedure__tool").order_by("pk"):
        columns[experience.project_id].reports[experience.kind].append(experience)
    for column in columns.values():
        for of in CostOf.values:
            costs = [cost for cost in column.reports[Kind.COST] if _is_amount_of(cost, of)]
            column.costs[of], column.as_told[of] = _amount(costs, of), _as_told(costs, of)
            column.estimated[of] = _amount([cost for cost in costs if cost.is_estimate], of)
            column.actual[of] = _amount([cost for cost in costs if not cost.is_estimate], of)
    return list(columns.values())


def told_at_home(columns):
    """Costs side by side that only their own organisation sees: they are in no figure over several (`disclosure`)."""
    costs = [(column.project, cost) for column in columns for cost in column.reports[Kind.COST]]
    return [cost for project, cost in costs if _reach(project, cost) == Reach.ORGANISATION]


def _reach(project, cost):
    return narrowest([Reach(cost.reach), reach_of(project, PROCUREMENT)])


def procedures_of(columns):
    """What the benefits side by side are measured by; None among them where some are not by a shared procedure."""
    return {benefit.procedure for column in columns for benefit in column.reports[Kind.BENEFIT]}


def figures_of_projects(columns):
    """Median and range over projects set side by side: only what the viewer may open, so exact."""
    for of, label in CostOf.choices:
        summed = [column for column in columns if column.costs[of] is not None]
        reports = [cost for one in summed for cost in one.reports[Kind.COST] if _is_amount_of(cost, of)]
        amounts = [column.costs[of] for column in summed]
        if len(amounts) > 1:
            yield _figure(of, label, amounts, reports, {cost.pk for cost in reports})


def figures_of_area(viewer, *, area="", product=None):
    """Median and range over all organisations in a clinical area, or with a product, by `disclosure`."""
    if not viewer.is_inside:
        return []
    is_seen = Exists(Experience.objects.visible_to(viewer).filter(pk=OuterRef("pk")))
    told = _counted(area, product).annotate(is_seen=is_seen, area=F("project__clinical_area"))
    counted = list(told.values_list(*RECKONED, "is_seen", "area", named=True))
    seen = {cost.pk for cost in counted if cost.is_seen}
    around = []
    if product:
        within = _counted("", None).filter(project__clinical_area__in={cost.area for cost in counted})
        around = list(within.values_list(*RECKONED, named=True))
    figures = []
    for of, label in CostOf.choices:
        costs, wider = _summed(counted, of), _summed(around, of)
        if may_show(costs, seen, within=wider):
            figures.append(_figure(of, label, _of_organisations(costs, of), costs, seen))
        else:
            opened = _opened(costs, seen)
            figures.append(Figure(of, label, reports=opened, seen=len(opened)))
    _fetch_newest(figures)
    return figures


def _fetch_newest(figures):
    """The reports themselves in the place of what was reckoned from: as many as the page names."""
    newest = {figure.cost_of: [cost.pk for cost in figure.reports[:MOST_SHOWN]] for figure in figures}
    asked = [pk for pks in newest.values() for pk in pks]
    reports = Experience.objects.select_related("organisation", "project").in_bulk(asked)
    for figure in figures:
        figure.reports = [reports[pk] for pk in newest[figure.cost_of]]


def _opened(reports, seen):
    return sorted((report for report in reports if report.pk in seen), key=attrgetter("pk"), reverse=True)


def _figure(of, label, amounts, reports, seen):
    opened = _opened(reports, seen)
    unseen = len(reports) - len(opened)
    three = median(amounts), min(amounts), max(amounts)
    pairs = [band(amount) for amount in three] if unseen else [(round(amount),) * 2 for amount in three]
    return Figure(
        of,
        label,
        len({report.organisation_id for report in reports}),
        *pairs,
        is_exact=not unseen,
        is_shown=True,
        reports=opened,
        seen=len(opened),
        unseen=unseen,
    )


def _counted(area, product):
    costs = Experience.objects.standing().reaching(*COUNTED)
    costs = costs.filter(
        kind=Kind.COST, amount_nok__isnull=False, organisation__isnull=False, project__country="Norge"
    )
    if area:
        return costs.filter(_from(clinical_area=area))
    return costs.filter(_from(product=product)) if product else costs


def _from(**about):
    """By `Exists`, so that costs are gone through, and not all projects of the area."""
    return Exists(Project.objects.filter(pk=OuterRef("project"), **about))


def _is_amount_of(cost, of):
    return cost.cost_of == of and cost.amount_nok is not None


def _summed(costs, of):
    """Of some costs those of one kind, from projects whose costs of that kind have a sum."""
    told = _by_project(cost for cost in costs if cost.cost_of == of)
    return [cost for some in told.values() if _amount(some, of) is not None for cost in some]


def _by_project(costs):
    projects = defaultdict(list)
    for cost in costs:
        projects[cost.organisation_id, cost.project_id].append(cost)
    return projects


def _of_organisations(costs, of):
    """One amount for each organisation: the median of its projects."""
    by_organisation = defaultdict(list)
    for (organisation, _), told in _by_project(costs).items():
        by_organisation[organisation].append(_amount(told, of))
    return [median(amounts) for amounts in by_organisation.values()]


def _amount(costs, of):
    """What a project cost: actual amounts before estimates; of running, the newest year's that can be adjusted.
    None where nothing is told, or a part of the sum cannot be adjusted."""
    costs = _actual(costs)
    if of == CostOf.OPERATING:
        costs = _newest(cost for cost in costs if can_adjust(cost.year))
    amounts = [adjusted(cost.amount_nok, cost.year) for cost in costs]
    return sum(amounts) if amounts and None not in amounts else None


def _as_told(costs, of):
    """What the table shows beside the sum, or instead of it: what was told of a year the index cannot adjust."""
    costs = _actual(costs)
    if of == CostOf.OPERATING:
        costs = _newest(costs)
    return [] if all(can_adjust(cost.year) for cost in costs) else costs


def _actual(costs):
    return [cost for cost in costs if not cost.is_estimate] or costs


def _newest(costs):
    costs = list(costs)
    newest = max((cost.year or 0 for cost in costs), default=0)
    return [cost for cost in costs if (cost.year or 0) == newest]


def plots_of(columns, figures):
    """{name in the address: plot} with their tables: the figures, what each project cost, and plan against
    outcome; only those that have something to show."""
    plots = {f"samlet-{figure.cost_of}": range_plot(figure) for figure in figures if figure.is_shown}
    plots |= {of: cost_plot(columns, of) for of in CostOf.values}
    return {name: plot for name, plot in (plots | {"gevinst": plan_plot(columns)}).items() if plot}


def range_plot(figure):
    """Lowest, median and highest as bars; of a band, what lies between its ends is open."""
    named = (
        (gettext("Laveste"), figure.lowest),
        (gettext("Median"), figure.middle),
        (gettext("Høyeste"), figure.highest),
    )
    if figure.is_exact:
        rows = [(name, [(gettext("Kroner"), low)]) for name, (low, _high) in named]
    else:
        low_end, high_end = gettext("Fra, kroner"), gettext("Til, kroner")
        rows = [(name, [(low_end, low), (high_end, high)]) for name, (low, high) in named]
    most = figure.highest[1] or 1
    drawn = [
        (f"{name}: {kroner(pair)}", FULL * pair[0] / most, FULL * (pair[1] - pair[0]) / most)
        for name, pair in named
    ]
    return _wide(figure.label.capitalize(), rows, drawn)


def cost_plot(columns, of):
    """A bar for each project that told the cost, the dearest filling the width."""
    told = [column for column in columns if column.costs[of] is not None]
    most = max((column.costs[of] for column in told), default=0) or 1
    rows = [
        (
            _title(column.project),
            [
                (gettext("Virksomhet"), column.project.whose),
                (gettext("Kroner"), column.costs[of]),
                (gettext("Anslag"), column.estimated[of]),
                (gettext("Faktisk"), column.actual[of]),
            ],
        )
        for column in told
    ]
    drawn = [
        (f"{shortened(column.project.whose)}: {tall(column.costs[of])}", FULL * column.costs[of] / most, 0)
        for column in told
    ]
    return _wide(gettext("Prosjekt"), rows, drawn)


def plan_plot(columns):
    """A bar for each benefit with plan and outcome, in per cent of the plan; the plan is a mark half-way."""
    told = [
        (column.project, benefit)
        for column in columns
        for benefit in column.reports[Kind.BENEFIT]
        if benefit.share_of_plan is not None
    ]
    rows = [
        (
            _title(project),
            [
                (gettext("Virksomhet"), project.whose),
                (gettext("Gevinst"), Written(benefit.measure or benefit.title)),
                (gettext("Enhet"), Written(benefit.unit)),
                (gettext("Før"), benefit.baseline_value),
                (gettext("Planlagt"), benefit.planned_value),
                (gettext("Målt"), benefit.observed_value),
                (gettext("Prosent av planen"), benefit.share_of_plan),
            ],
        )
        for project, benefit in told
    ]
    drawn = [
        (
            Written(
                f"{shortened(project.whose)}, {shortened(benefit.measure or benefit.title)}: {benefit.share_of_plan} %"
            ),
            PLAN * min(max(benefit.share_of_plan, 0), 200) / 100,
            0,
        )
        for project, benefit in told
    ]
    return _wide(gettext("Prosjekt"), rows, drawn) | ({"mark": PLAN} if told else {})


def _title(project):
    return project.title if project.is_foreign else Written(project.title)


def _wide(first, rows, drawn):
    """What `register/_wide_plot.html` draws: a line of text over each bar. `drawn`: (text, width, open width)."""
    placed = [
        {
            **named(label),
            **heights(place),
            "width": max(1, round(width)),
            "open_x": round(width),
            "open": round(more),
        }
        for place, (label, width, more) in enumerate(drawn)
    ]
    return table(first, rows) | {"bars": placed, "height": height_of(placed)} if rows else {}


def kroner(pair):
    """An amount, or the band it is in, in kroner."""
    low, high = map(tall, pair)
    if pair[0] == pair[1]:
        return gettext("{low} kroner").format(low=low)
    if not pair[0]:
        return gettext("under {high} kroner").format(high=high)
    return gettext("{low}–{high} kroner").format(low=low, high=high)


def shortened(text):
    return Truncator(text).chars(26)
