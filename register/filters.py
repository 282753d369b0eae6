import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.models import Organisation, Region
from network.search import matching
from register.groups import APPROVALS, seen_by
from register.models import BoundaryCheck, Phase, Project
from register.rules import own_projects

ORDERS = {
    "navn": (by_name("title"), "-pk"),
    "bekreftet": ("confirmed_at", "-pk"),
    "endret": ("-changed_at", "-pk"),
}


class ProjectFilter(django_filters.FilterSet):
    """What the list of projects can be narrowed by; kept in the address. Norwegian, unless others are asked for.

    `viewer`: who reads it, and when.
    """

    ord = django_filters.CharFilter(label=_("Fagområde eller andre ord"), max_length=200, method="by_words")
    fase = django_filters.ChoiceFilter(
        label=_("Fase"), field_name="phase", choices=Phase.choices, empty_label=_("Alle")
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        method="of_region",
        queryset=Region.objects.order_by("name"),
        empty_label=_("Alle"),
    )
    bekreftet = django_filters.ChoiceFilter(
        label=_("Bekreftet"),
        choices=[("gammelt", _("Ikke på ni måneder")), ("nylig", _("De siste ni månedene"))],
        empty_label=_("Alle"),
        method="by_confirmation",
    )
    hvem = django_filters.ChoiceFilter(
        label=_("Hvem sine"),
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
        empty_label="Norge",
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

    class Meta:
        model = Project
        fields = ("ord", "fase", "region", "bekreftet", "hvem", "grense", "land", "rekkefolge")

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer, self.at = viewer, viewer.at

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("land") else found.norwegian()

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=matching("register.project", value))

    def by_country(self, queryset, name, value):
        return queryset if value == "alle" else queryset.exclude(country="Norge")

    def by_whose(self, queryset, name, value):
        return queryset.filter(pk__in=own_projects(self.viewer).values("pk"))

    def by_confirmation(self, queryset, name, value):
        """Those that nobody has confirmed for longest come first, unless another order is asked for."""
        if value == "nylig":
            return queryset.fresh(self.at)
        return queryset.stale(self.at).order_by(*ORDERS["bekreftet"])

    def by_boundary(self, queryset, name, value):
        """Where the newest answers left it unclear, and the viewer may see what was answered."""
        later = BoundaryCheck.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk"))
        unclear = BoundaryCheck.objects.filter(~Exists(later), result=BoundaryCheck.Result.UNCLEAR)
        return queryset.filter(seen_by(self.viewer, APPROVALS), pk__in=unclear.values("project"))

    def of_region(self, queryset, name, value):
        """By `Exists`, so that the list is still walked from its top and stops after a page."""
        return queryset.filter(Exists(Organisation.objects.filter(pk=OuterRef("organisation"), region=value)))

    def in_order(self, queryset, name, value):
        return queryset.order_by(*ORDERS[value])
