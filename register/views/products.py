"""Products and «Hvem andre bruker dette produktet?», similar projects, and what is missing per trust."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from network.collation import by_name
from network.deadlines import local_day
from network.models import Body
from network.pages import attempt, page_of, visible_or_404
from network.story import story_of
from register import products, reporting
from register.filters import ProductFilter
from register.forms.facts import DutyForm, ProductForm
from register.groups import PROCUREMENT, may_see
from register.models import Product, Project
from register.rules import may_correct_product, may_record_duty, networks_run, shows_outside
from register.similar import neighbours, similar_projects


@require_GET
def product_list(request):
    """The list that grows as members tell: what is used in projects one may see, by name."""
    named = Product.objects.exclude(name="").order_by(by_name(), "-pk")
    shown = ProductFilter(request.GET, queryset=named, viewer=request.viewer)
    page = page_of(request, shown.qs)
    used = products.used(list(page), request.viewer)
    for product in page:
        # A project can come between: then it is told the next time.
        product.in_projects, product.tells_supplier = used.get(product.pk, (0, False))
        product.is_widely_used = product.in_projects == products.MOST_COUNTED
    suppliers = [product.tells_supplier and product.supplier for product in page]
    context = {"page": page, "filter": shown}
    context["shows_suppliers"] = shows_outside(request.viewer, suppliers)
    return render(request, "register/products.html", context)


@require_GET
def product_detail(request, pk):
    """The organisations that use a product: validation, cost band, benefit, and someone to ring."""
    viewer = request.viewer
    product = visible_or_404(Product.objects.all(), viewer, pk)
    seen = Project.objects.visible_to(viewer).for_lists().filter(product=product).order_by("-pk")
    page = page_of(request, seen)
    context = {
        "product": product,
        "page": page,
        "rows": neighbours(list(page), viewer),
        "sees_supplier": any(may_see(viewer, project, PROCUREMENT) for project in page),
        "may_correct": may_correct_product(viewer),
        # A reason can name the supplier, which companies do not see.
        "timeline": story_of(product) if viewer.is_inside else [],
    }
    return render(request, "register/product.html", context)


@require_http_methods(["GET", "POST"])
def product_correct(request, pk):
    """Put a product's supplier and class right, with a reason."""
    product = visible_or_404(Product.objects.all(), request.viewer, pk)
    seat = may_correct_product(request.viewer)
    if seat is None:
        raise Http404
    stands = {"supplier": product.supplier, "device_class": product.device_class}
    form = ProductForm(request.POST or None, initial=stands)
    given = lambda: {name: value for name, value in form.cleaned_data.items() if name != "token"}  # noqa: E731
    act = lambda: products.correct(product, actor=request.user, seat=seat, now=timezone.now(), **given())  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, gettext("Produktet er rettet for alle som bruker det."))
        return redirect("product-detail", pk=pk)
    return render(request, "register/product_correct.html", {"product": product, "form": form})


@require_GET
def project_similar(request):
    """Similar projects while the purpose is written: a fragment of the form's page."""
    found = similar_projects(request.GET.get("purpose", "")[:2000], request.viewer)
    return render(request, "register/_similar.html", {"similar": found})


@require_GET
def report_missing(request):
    """What is missing per trust, for those who run the region's network."""
    viewer = request.viewer
    networks = networks_run(viewer)
    if not networks:
        raise Http404
    day = local_day(viewer.at)
    regions = {body.region_id for body in networks}
    duties = reporting.duties_by_region(day)
    context = {
        "standings": reporting.standings(viewer, regions, day),
        # What the national network has decided holds in every region.
        "networks": [
            (body, duties.get(body.region_id) or duties.get(None), may_record_duty(viewer, body))
            for body in networks
        ],
    }
    return render(request, "register/missing.html", context)


@require_http_methods(["GET", "POST"])
def report_duty(request, pk):
    """Record that the owner of a network has decided that reporting is a duty, or has lifted it."""
    body = get_object_or_404(Body, pk=pk)
    seat = may_record_duty(request.viewer, body)
    if seat is None:
        raise Http404
    running = body.report_duties.filter(ended_on__isnull=True).first()
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = reporting.turn_off if running else reporting.turn_on
        given = {name: form.cleaned_data[name] for name in ("decision", "decided_on")}
        record = lambda: act(body, actor=request.user, seat=seat, now=timezone.now(), **given) or True  # noqa: E731
        if attempt(form, record):
            messages.success(request, gettext("Beslutningen er ført."))
            return redirect("report-missing")
    return render(request, "register/duty.html", {"body": body, "running": running, "form": form})
