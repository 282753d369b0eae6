import django_filters

from issues.models import Issue, State
from network.models import Region


class IssueFilter(django_filters.FilterSet):
    """What the list of innmeldinger can be narrowed by; kept in the address."""

    state = django_filters.ChoiceFilter(label="Status", choices=State.choices, empty_label="Alle")
    kind = django_filters.ChoiceFilter(label="Type", choices=Issue.Kind.choices, empty_label="Alle")
    region = django_filters.ModelChoiceFilter(
        label="Region",
        field_name="organisation__region",
        queryset=Region.objects.order_by("name"),
        empty_label="Alle",
    )

    class Meta:
        model = Issue
        fields = ("state", "kind", "region")
