from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from network.collation import by_name
from network.exports import csv_file
from network.pages import page_of
from network.plots import table_file
from register import compare, prices
from register.disclosure import FEWEST
from register.forms.compare import CompareForm
from register.models import Experience, Project
from register.rules import shows_outside

MOST, MOST_CHOSEN = 50, 500  # projects side by side, and numbers of projects in an address


def _asked(request):
    """What the address asks for: the form, the projects chosen, and a page of columns to show."""
    seen = Project.objects.visible_to(request.viewer).for_lists().filter(country="Norge")
    form = CompareForm(request.GET or None, projects=seen)
    given = form.cleaned_data if form.is_valid() else {}
    area, product = given.get("omrade", ""), given.get("produkt")
    area = "" if product else area  # one or the other: their overlap would be a filter of its own
    chosen = [int(pk) for pk in request.GET.getlist("prosjekt") if pk.isascii() and pk.isdigit()]
    projects = seen.none()
    if chosen:
        projects = seen.filter(pk__in=[pk for pk in chosen[:MOST_CHOSEN] if pk < 2**31])
    elif product:
        projects = seen.filter(product=product)
    elif area:
        projects = seen.filter(clinical_area=area)
    page = page_of(request, projects.order_by(by_name("title"), "pk"), per_page=MOST)
    return form, chosen, area, product, page, compare.columns_of(page, request.viewer)


@require_GET
def project_compare(request):
    """Projects side by side, or all of an area, in the same year's kroner."""
    form, chosen, area, product, page, columns = _asked(request)
    figures = []
    if chosen:
        figures = list(compare.figures_of_projects(columns))
    elif area or product:
        figures = compare.figures_of_area(request.viewer, area=area, product=product)
    plots, procedures = compare.plots_of(columns, figures), compare.procedures_of(columns)
    if asked := table_file(request, plots):
        return asked
    context = {
        "form": form,
        "columns": columns,
        "page": page,
        "most": MOST,
        "is_chosen": bool(chosen),
        "none_chosen": not chosen
        and ("valgte" in request.GET or (bool(request.GET) and not (area or product))),
        "shows_costs": shows_outside(request.viewer, [one.reports[Experience.Kind.COST] for one in columns]),
        "asked": area or product,
        "area": area,
        "figures": [(figure, plots.get(f"samlet-{figure.cost_of}")) for figure in figures],
        "costs": [(of, label, plots[of]) for of, label in Experience.CostOf.choices if of in plots],
        "infrastructure": compare.INFRASTRUCTURE if any(one.infrastructure for one in columns) else (),
        "plan": plots.get("gevinst"),
        "told_at_home": bool(figures) and not chosen and compare.told_at_home(columns),
        "measured_unlike": len(procedures) > 1,
        "has_unadjusted": any(column.as_told[of] for column in columns for of in Experience.CostOf.values),
        "prices": prices,
        "fewest": FEWEST,
        "address": request.GET.urlencode(),
    }
    return render(request, "register/compare.html", context)


@require_GET
def project_compare_csv(request):
    """The same rows as the page, as a file for a spreadsheet."""
    header = [gettext("Prosjekt"), gettext("Virksomhet"), gettext("Fase")]
    for label in Experience.CostOf.labels:
        header += [
            gettext("{label}, {year}-kroner (nyere beløp som meldt)").format(
                label=label, year=prices.NEWEST_YEAR
            ),
            gettext("{label}, anslag").format(label=label),
            gettext("{label}, faktisk").format(label=label),
            gettext("{label}, ikke justert").format(label=label),
        ]
    header += [
        gettext("Gevinst"),
        gettext("Enhet"),
        gettext("Før"),
        gettext("Planlagt"),
        gettext("Målt"),
        gettext("Prosent av planen"),
        gettext("Målt etter"),
        gettext("Kilde for omregning"),
    ]
    rows = []
    for column in _asked(request)[-1]:
        project = column.project
        start = [project.title, project.whose, project.get_phase_display()]
        for _, *amounts, as_told in column.cost_cells:
            start += [*amounts, "; ".join(f"{cost.amount_nok} ({cost.year or '?'})" for cost in as_told)]
        for one in column.reports[Experience.Kind.BENEFIT] or [None]:
            told = ["measure", "unit", "baseline_value", "planned_value", "observed_value", "share_of_plan"]
            said = [getattr(one, name, "") for name in told] + [str(getattr(one, "procedure", None) or "")]
            rows.append([*start, *said, prices.SOURCE])
    return csv_file("sammenligning.csv", header, rows)
