import django_filters

from network.collation import by_name
from network.models import Region
from network.search import matching
from register.models import Phase, Project

ORDERS = {
    "navn": (by_name("title"), "-pk"),
    "bekreftet": ("confirmed_at", "-pk"),
    "endret": ("-changed_at", "-pk"),
}


class ProjectFilter(django_filters.FilterSet):
    """What the list of projects can be narrowed by; kept in the address. Norwegian, unless others are asked for.

    `at`: the moment it is read.
    """

    ord = django_filters.CharFilter(label="Fagområde eller andre ord", max_length=200, method="by_words")
    fase = django_filters.ChoiceFilter(
        label="Fase", field_name="phase", choices=Phase.choices, empty_label="Alle"
    )
    region = django_filters.ModelChoiceFilter(
        label="Region",
        field_name="organisation__region",
        queryset=Region.objects.order_by("name"),
        empty_label="Alle",
    )
    bekreftet = django_filters.ChoiceFilter(
        label="Bekreftet",
        choices=[("gammelt", "Ikke på ni måneder"), ("nylig", "De siste ni månedene")],
        empty_label="Alle",
        method="by_confirmation",
    )
    land = django_filters.ChoiceFilter(
        label="Land",
        choices=[("andre", "Andre land"), ("alle", "Alle land")],
        empty_label="Norge",
        method="by_country",
    )
    rekkefolge = django_filters.ChoiceFilter(
        label="Rekkefølge",
        choices=[("navn", "Navn"), ("bekreftet", "Lengst siden bekreftet"), ("endret", "Sist endret")],
        empty_label="Nyeste først",
        method="in_order",
    )

    class Meta:
        model = Project
        fields = ("ord", "fase", "region", "bekreftet", "land", "rekkefolge")

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("land") else found.norwegian()

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=matching("register.project", value))

    def by_country(self, queryset, name, value):
        return queryset if value == "alle" else queryset.exclude(country="Norge")

    def by_confirmation(self, queryset, name, value):
        old = Project.objects.stale(self.at).values("pk")
        return queryset.filter(pk__in=old) if value == "gammelt" else queryset.exclude(pk__in=old)

    def in_order(self, queryset, name, value):
        return queryset.order_by(*ORDERS[value])
