import django_filters
from django.db.models import Exists, OuterRef

from issues.loop import with_link
from issues.models import Issue, State
from network.models import Organisation, Region


class IssueFilter(django_filters.FilterSet):
    """What the list of innmeldinger can be narrowed by; kept in the address."""

    state = django_filters.ChoiceFilter(label="Status", choices=State.choices, empty_label="Alle")
    kind = django_filters.ChoiceFilter(label="Type", choices=Issue.Kind.choices, empty_label="Alle")
    region = django_filters.ModelChoiceFilter(
        label="Region",
        queryset=Region.objects.order_by("name"),
        empty_label="Alle",
        method="of_region",
    )

    prosjekt = django_filters.ChoiceFilter(
        label="Prosjekt",
        choices=[("med", "noen arbeider med det"), ("uten", "ingen arbeider med det")],
        empty_label="Alle",
        method="with_project",
    )

    class Meta:
        model = Issue
        fields = ("state", "kind", "region")

    def of_region(self, issues, name, region):
        """By `Exists`, so that the list is still walked from its top and stops after a page."""
        return issues.filter(Exists(Organisation.objects.filter(pk=OuterRef("organisation"), region=region)))

    def with_project(self, issues, name, asked):
        """Needs that some project works on, as far as the reader may see, or none does."""
        needs = issues.filter(kind=Issue.Kind.NEED)
        return with_link(needs, self.request.viewer).filter(has_project=asked == "med")
