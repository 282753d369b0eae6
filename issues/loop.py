"""The learning loop of figure 1, counted: projects in each phase, needs from the clinic, and which of them some
project works on. Everything through what the viewer may see; grouped by the database."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from issues.models import Issue, NeedProject
from network.collation import by_name
from network.models import Region
from network.plots import height_of, heights, table
from register.models import Phase, Project

WITHOUT_PHASE, WITHOUT_REGION = _("Uten fase"), _("Uten region")
LONGEST = 220  # of a plot that is 320 wide, beside its numbers
# Where each part of figure 1 stands in a drawing of 320 × 300: a circle that is read clockwise.
CORNERS = {
    "need": (90, 6),
    Phase.RESEARCH: (178, 74),
    Phase.DEVELOPMENT: (178, 171),
    Phase.PROCUREMENT: (90, 242),
    Phase.IN_USE: (2, 122),
}


def with_link(issues, viewer):
    """`has_project` on each: whether a project that the viewer may see works on it."""
    return issues.annotate(has_project=Exists(links_seen(viewer).filter(issue=OuterRef("pk"))))


def links_seen(viewer):
    """That projects which the viewer may see work on needs."""
    seen = Exists(Project.objects.visible_to(viewer).filter(pk=OuterRef("project")))
    return NeedProject.objects.standing().filter(seen)


def loop_of(viewer):
    """The parts of the loop in order, each with what stands in it and the list of it."""
    needs = Counter(dict(_needs(viewer).values_list("has_project").annotate(n=Count("pk")).order_by()))
    ours = Project.objects.visible_to(viewer).norwegian()
    projects = Counter(dict(ours.values_list("phase").annotate(n=Count("pk")).order_by()))
    links = NeedProject.objects.standing().visible_to(viewer)
    answered = Counter(dict(links.values_list("project__phase").annotate(n=Count("issue", distinct=True))))
    parts = [
        {
            "label": gettext("Behov"),
            "lines": [
                ngettext("{count} behov", "{count} behov", needs.total()).format(count=needs.total()),
                gettext("{count} uten prosjekt").format(count=needs[False]),
            ],
            "url": f"{reverse('issue-list')}?kind=need",
            "at": CORNERS["need"],
        }
    ]
    for phase in (Phase.RESEARCH, Phase.DEVELOPMENT, Phase.PROCUREMENT, Phase.IN_USE):
        count = projects[phase]
        lines = [ngettext("{count} prosjekt", "{count} prosjekter", count).format(count=count)]
        lines += (
            [gettext("gir nye behov")]
            if phase == Phase.IN_USE
            else [gettext("for {count} behov").format(count=answered[phase])]
        )
        parts.append(
            {
                "label": gettext("Klinisk bruk") if phase == Phase.IN_USE else phase.label.capitalize(),
                "lines": lines,
                "url": f"{reverse('project-list')}?fase={phase}",
                "at": CORNERS[phase],
            }
        )
    return parts


def table_of_loop(parts):
    """What stands in each part of the loop, as a table."""
    rows = [(part["label"], [(gettext("Tall"), ", ".join(part["lines"]))]) for part in parts]
    return table(gettext("Læringssløyfen"), rows)


def table_of(plot):
    """Needs with and without a project, as a table."""
    names = {"with": gettext("Med prosjekt"), "without": gettext("Uten prosjekt")}
    rows = [(row["name"], [(label, row[key]) for key, label in names.items()]) for row in plot["rows"]]
    return table(plot["first"], rows)


def _needs(viewer):
    return with_link(Issue.objects.visible_to(viewer).filter(kind=Issue.Kind.NEED), viewer)


def needs_by(viewer, what):
    """Needs with and without a project by «phase» or «region»: {"first", "rows", "height"}, each row with its
    two numbers, where to draw them, and the lists. A need in several phases counts in each."""
    return (
        _plot(gettext("Fase"), _by_phase(viewer))
        if what == "phase"
        else _plot(gettext("Helseregion"), _by_region(viewer))
    )


def _by_phase(viewer):
    grouped = _needs(viewer).values_list("phases", "has_project").annotate(n=Count("pk")).order_by()
    counts = Counter()
    for phases, linked, n in grouped:
        for phase in phases or [""]:
            counts[phase, linked] += n
    names = [(phase.value, phase.label.capitalize()) for phase in Phase] + [("", WITHOUT_PHASE)]
    return [(name, counts[key, True], counts[key, False], "") for key, name in names]


def _by_region(viewer):
    region = "organisation__region"
    grouped = _needs(viewer).values_list(region, "has_project").annotate(n=Count("pk")).order_by()
    counts = Counter({(key, linked): n for key, linked, n in grouped})
    rows = [(found.pk, found.name) for found in Region.objects.order_by(by_name())] + [(None, WITHOUT_REGION)]
    return [
        (name, counts[key, True], counts[key, False], f"&region={key}" if key else "") for key, name in rows
    ]


def _plot(first, counted):
    rows = [row for row in counted if row[1] or row[2]]
    most = max((with_one + without for _, with_one, without, _ in rows), default=1)
    needs = f"{reverse('issue-list')}?kind=need"
    drawn = []
    for place, (name, with_one, without, narrowed) in enumerate(rows):
        wide = round(LONGEST * with_one / most)
        drawn.append(
            {
                "name": name,
                "with": with_one,
                "without": without,
                "url_with": f"{needs}&prosjekt=med{narrowed}" if narrowed else "",
                "url_without": f"{needs}&prosjekt=uten{narrowed}" if narrowed else "",
                **heights(place),
                "wide": wide,
                "rest_x": wide,
                "rest": round(LONGEST * without / most),
                "end_x": 6 + wide + round(LONGEST * without / most),
            }
        )
    return {"first": first, "rows": drawn, "height": height_of(drawn)}
