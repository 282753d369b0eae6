import django_filters

from escalation.models import Escalation, State


class EscalationFilter(django_filters.FilterSet):
    """What a list of løftede saker can be narrowed by; kept in the address."""

    state = django_filters.ChoiceFilter(label="Status", choices=State.choices, empty_label="Alle")

    class Meta:
        model = Escalation
        fields = ("state",)
