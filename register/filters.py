import django_filters

from network.models import Region
from register.models import Phase, Project


class ProjectFilter(django_filters.FilterSet):
    """What the list of projects can be narrowed by; kept in the address."""

    phase = django_filters.ChoiceFilter(label="Fase", choices=Phase.choices, empty_label="Alle")
    region = django_filters.ModelChoiceFilter(
        label="Region",
        field_name="organisation__region",
        queryset=Region.objects.order_by("name"),
        empty_label="Alle",
    )

    class Meta:
        model = Project
        fields = ("phase", "region")
