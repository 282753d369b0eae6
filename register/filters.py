import django_filters

from network.models import Region
from network.search import matching
from register.models import Phase, Project


class ProjectFilter(django_filters.FilterSet):
    """What the list of projects can be narrowed by; kept in the address."""

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

    class Meta:
        model = Project
        fields = ("ord", "fase", "region")

    def by_words(self, queryset, name, value):
        return queryset.filter(pk__in=matching("register.project", value))
