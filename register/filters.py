import django_filters
from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import Form
from network.models import Organisation, Region
from network.narrowing import Narrowed
from register.forms.asking import PHASES
from register.groups import APPROVALS, seen_by
from register.models import BoundaryCheck, ClinicalArea, Experience, Phase, Product, Project, ResourcePerson
from register.rules import own_ids

ORDERS = {
    "navn": (by_name("title"), "-pk"),
    "bekreftet": ("confirmed_at", "-pk"),
    "endret": ("-changed_at", "-pk"),
}


def containing(column, text):
    """That a column contains a text. SQLite takes å and Å for two letters, so names are also tried with capitals."""
    found = Q()
    for spelled in {text, text.lower(), text.capitalize(), text.title()}:
        found |= Q(**{f"{column}__icontains": spelled})
    return found


def of_region(queryset, name, value):
    """By `Exists`, so that the list is still walked from its top and stops after a page."""
    return queryset.filter(Exists(Organisation.objects.filter(pk=OuterRef("organisation"), region=value)))


def region_filter():
    regions = Region.objects.order_by(by_name())
    return django_filters.ModelChoiceFilter(
        label=_("Region"), method=of_region, queryset=regions, empty_label=_("Alle")
    )


class ProjectFilter(Narrowed):
    """What the list of projects can be narrowed by; kept in the address. Norwegian, unless others are asked for.

    `viewer`: who reads it, and when.
    """

    ord = django_filters.CharFilter(label=_("Fagområde eller andre ord"), max_length=200, method="by_words")
    fase = django_filters.ChoiceFilter(
        label=_("Fase"), field_name="phase", choices=Phase.choices, empty_label=_("Alle")
    )
    region = region_filter()
    virksomhet = django_filters.CharFilter(label=_("Virksomhet"), max_length=200, method="of_organisation")
    produkt = django_filters.CharFilter(label=_("Produkt"), max_length=200, method="with_product")
    niva = django_filters.ChoiceFilter(
        label=_("Nivå"), choices=Project.CareLevel.choices[:2], empty_label=_("Alle"), method="at_level"
    )
    bruk = django_filters.ChoiceFilter(
        label=_("Bruk i kommunen"),
        field_name="municipal_use",
        choices=Project.MunicipalUse.choices,
        empty_label=_("Alle"),
    )
    bekreftet = django_filters.ChoiceFilter(
        label=_("Bekreftet"),
        choices=[("gammelt", _("Ikke på ni måneder")), ("nylig", _("De siste ni månedene"))],
        empty_label=_("Alle"),
        method="by_confirmation",
    )
    hvem = django_filters.ChoiceFilter(
        label=_("Hvem sine prosjekter"),
        choices=[("mine", _("Våre, og de jeg er med i"))],
        empty_label=_("Alle"),
        method="by_whose",
    )
    grense = django_filters.ChoiceFilter(
        label=_("Grense til Nye metoder"),
        choices=[("uavklart", _("Uavklart"))],
        empty_label=_("Alle"),
        method="by_boundary",
    )
    land = django_filters.ChoiceFilter(
        label=_("Land"),
        choices=[("andre", _("Andre land")), ("alle", _("Alle land"))],
        empty_label=_("Norge"),
        method="by_country",
    )
    rekkefolge = django_filters.ChoiceFilter(
        label=_("Rekkefølge"),
        choices=[
            ("navn", _("Navn")),
            ("bekreftet", _("Lengst siden bekreftet")),
            ("endret", _("Sist endret")),
        ],
        empty_label=_("Nyeste først"),
        method="in_order",
    )

    WORDS = "ord"
    FIRST = ("ord", "fase", "region", "rekkefolge")

    class Meta:
        model = Project
        form = Form
        fields = (
            "ord", "fase", "region", "virksomhet", "produkt", "niva", "bruk", "bekreftet", "hvem", "grense", "land",
            "rekkefolge",
        )  # fmt: skip

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer, self.at = viewer, viewer.at

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("land") else found.norwegian()

    @property
    def beside(self):
        """Those of other countries are kept apart, so that a register brought in does not stand before ours."""
        return {"alle": None, "andre": True}.get(self.form.cleaned_data["land"], False)

    def by_country(self, queryset, name, value):
        return queryset if value == "alle" else queryset.exclude(country="Norge")

    def by_whose(self, queryset, name, value):
        return queryset.filter(pk__in=own_ids(self.viewer))

    def by_confirmation(self, queryset, name, value):
        """Those that nobody has confirmed for longest come first, unless another order is asked for."""
        if value == "nylig":
            return queryset.fresh(self.at)
        return queryset.stale(self.at).order_by(*ORDERS["bekreftet"])

    def by_boundary(self, queryset, name, value):
        """Where the newest answers left it unclear, and the viewer may see what was answered."""
        unclear = BoundaryCheck.objects.newest().filter(result=BoundaryCheck.Result.UNCLEAR)
        return queryset.filter(seen_by(self.viewer, APPROVALS), pk__in=unclear.values("project"))

    def of_organisation(self, queryset, name, value):
        """Those called so are found first: where nothing is, no projects are read to see that."""
        named = containing("name", value) | containing("short_name", value)
        known = list(Organisation.objects.filter(named).values_list("pk", flat=True))
        unknown = Q(organisation__isnull=True) & containing("organisation_name", value)
        return queryset.filter(Q(organisation__in=known) | unknown)

    def with_product(self, queryset, name, value):
        products = list(Product.objects.filter(containing("name", value)).values_list("pk", flat=True))
        return queryset.filter(product__in=products)

    def at_level(self, queryset, name, value):
        """Those at the one level, and at both: all but those at the other only."""
        specialist, municipal = Project.CareLevel.SPECIALIST, Project.CareLevel.MUNICIPAL
        return queryset.exclude(care_level=specialist if value == municipal else municipal)

    def in_order(self, queryset, name, value):
        """Those not confirmed for long stand far down among the last changed; the index of that order tells them."""
        if value == "endret" and self.form.cleaned_data.get("bekreftet") == "gammelt":
            queryset = queryset.stale(self.at)
        return queryset.order_by(*ORDERS[value])


class ProductFilter(django_filters.FilterSet):
    """What the list of products can be narrowed by: those used in projects the viewer sees, of ours unless others
    are asked for."""

    q = django_filters.CharFilter(label=_("Produkt"), max_length=200, method="called")
    land = django_filters.ChoiceFilter(
        label=_("Land"), choices=[("alle", _("Alle land"))], empty_label=_("Norge"), method="as_it_is"
    )

    class Meta:
        model = Product
        fields = ("q", "land")

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def filter_queryset(self, queryset):
        seen = Project.objects.visible_to(self.viewer)
        everywhere = self.form.cleaned_data.get("land")
        return super().filter_queryset(queryset.used_in(seen if everywhere else seen.norwegian()))

    def called(self, queryset, name, value):
        return queryset.filter(containing("name", value))

    def as_it_is(self, queryset, name, value):
        return queryset


class ExperienceFilter(Narrowed):
    """What «Erfaringer» can be narrowed by; kept in the address."""

    q = django_filters.CharFilter(label=_("Hva leter du etter?"), max_length=200, method="by_words")
    type = django_filters.ChoiceFilter(
        label=_("Type"), field_name="kind", choices=Experience.Kind.choices, empty_label=_("Alle")
    )
    region = region_filter()
    fagomrade = django_filters.CharFilter(label=_("Fagområde"), max_length=80, method="of_area")
    rekkefolge = django_filters.ChoiceFilter(
        label=_("Rekkefølge"),
        choices=[("belop", _("Størst beløp først"))],
        empty_label=_("Nyeste først"),
        method="by_amount",
    )

    WORDS = "q"

    class Meta:
        model = Experience
        form = Form
        fields = ("q", "type", "region", "fagomrade", "rekkefolge")

    def without_costs(self):
        """For who is outside, and sees none: nothing is offered that would be empty."""
        del self.filters["rekkefolge"]
        kinds = [(kind, label) for kind, label in Experience.Kind.choices if kind != Experience.Kind.COST]
        self.filters["type"].extra["choices"] = kinds

    def of_area(self, queryset, name, value):
        """The areas called so are found first, as the organisations of projects are."""
        areas = list(ClinicalArea.objects.filter(containing("name", value)).values_list("name", flat=True))
        return queryset.filter(project__clinical_area__in=areas)

    def by_amount(self, queryset, name, value):
        """Those with an amount, as it was told: costs alone. An index has just them in this order."""
        if self.form.cleaned_data["type"] not in ("", Experience.Kind.COST):
            return queryset.none()
        return queryset.filter(amount_nok__isnull=False).order_by(F("amount_nok").desc(), "-pk")


class ResourceFilter(django_filters.FilterSet):
    """What the list of people to ask can be narrowed by; kept in the address."""

    q = django_filters.CharFilter(label=_("Hva trenger du hjelp med?"), max_length=200, method="by_words")
    fase = django_filters.ChoiceFilter(
        label=_("Fase"), choices=PHASES, empty_label=_("Alle"), method="of_phase"
    )

    class Meta:
        model = ResourcePerson
        form = Form
        fields = ("q", "fase")

    def by_words(self, queryset, name, value):
        return queryset.filter(containing("knows", value) | containing("organisation__name", value))

    def of_phase(self, queryset, name, value):
        """SQLite cannot look into JSON lists: their text is the same on both engines."""
        return queryset.annotate(told=Cast("phases", TextField())).filter(told__contains=f'"{value}"')
