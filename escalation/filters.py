from datetime import timedelta

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from escalation.models import Change, ChangeState, Escalation, Referral, ReferralState, State
from issues.models import Issue
from network.collation import by_name
from network.deadlines import local_day
from network.forms import Form
from network.models import Body, Event, Organisation, Region

NEAR = timedelta(days=10)
DUE = [("over", _("Over fristen")), ("near", _("Innen ti dager")), ("paused", _("Fristen står stille"))]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EscalationFilter(django_filters.FilterSet):
    """What a list of løftede saker can be narrowed and ordered by; kept in the address."""

    whose = django_filters.ChoiceFilter(
        label=_("Hvilke saker"),
        method="only_whose",
        empty_label=_("Alle jeg kan se"),
        choices=[("mine", _("Mine og gruppenes")), ("others", _("Andres"))],
    )
    home = django_filters.ModelChoiceFilter(
        label=_("Fra"), field_name="home_body", queryset=Body.objects.none(), empty_label=_("Alle")
    )
    state = django_filters.ChoiceFilter(label=_("Status"), choices=State.choices, empty_label=_("Alle"))
    due = django_filters.ChoiceFilter(label=_("Frist"), method="only_due", empty_label=_("Alle"), choices=DUE)
    kind = django_filters.ChoiceFilter(
        label=_("Hva det gjelder"), method="only_kind", choices=Issue.Kind.choices, empty_label=_("Alle")
    )
    order = django_filters.ChoiceFilter(
        label=_("Rekkefølge"),
        method="in_order",
        empty_label=_("Nyeste først"),
        choices=[("due", _("Frist først"))],
    )

    class Meta:
        model = Escalation
        form = Form
        fields = ("whose", "home", "state", "due", "kind", "order")

    def __init__(self, *args, viewer, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer, self.today = viewer, local_day(now)
        homes = Body.objects.filter(pk__in=Escalation.objects.values("home_body"))
        self.filters["home"].queryset = homes.order_by(by_name())

    def only_whose(self, rows, name, value):
        """Those one raised or joined, those one's network proposed, and those that came to one's groups."""
        viewer = self.viewer
        mine = Escalation.objects.filter(
            Q(issues__voices__person=viewer.person_id, issues__voices__ended_event=None)
            | Q(home_body__in=viewer.run_body_ids)
            | Q(parties__body__in=viewer.seat_body_ids | viewer.run_body_ids)
        ).values("pk")
        return rows.filter(pk__in=mine) if value == "mine" else rows.exclude(pk__in=mine)

    def only_due(self, rows, name, value):
        if value == "paused":
            return rows.filter(is_paused=True)
        return rows.filter(due_on__lt=self.today if value == "over" else self.today + NEAR)

    def only_kind(self, rows, name, value):
        return rows.filter(pk__in=Escalation.objects.filter(issues__kind=value).values("pk"))

    def in_order(self, rows, name, value):
        return rows.order_by(F("due_on").asc(nulls_last=True), "-pk")


class QueueFilter(django_filters.FilterSet):
    """The queue of a body: state, deadline, agency and kind of ask; mine and others'."""

    whose = django_filters.ChoiceFilter(
        label=_("Hvilke saker"),
        method="only_whose",
        empty_label=_("Alle jeg kan se"),
        choices=[
            ("mine", _("Mine, som saksbehandler")),
            ("open", _("Våre, som ikke er besvart")),
            ("ours", _("Våre")),
        ],
    )
    body = django_filters.ModelChoiceFilter(
        label=_("Hos"), method="only_body", queryset=Body.objects.none(), empty_label=_("Alle")
    )
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=ReferralState.choices, empty_label=_("Alle")
    )
    due = django_filters.ChoiceFilter(
        label=_("Frist"),
        method="only_due",
        empty_label=_("Alle"),
        choices=DUE,
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Etat"),
        field_name="holder__owner",
        queryset=Organisation.objects.none(),
        empty_label=_("Alle"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Hva det gjelder"), method="only_kind", choices=Issue.Kind.choices, empty_label=_("Alle")
    )

    class Meta:
        model = Referral
        form = Form
        fields = ("whose", "body", "state", "due", "agency", "kind")

    def __init__(self, *args, viewer, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer, self.today = viewer, local_day(now)
        bodies = Body.objects.filter(pk__in=Referral.objects.values("holder")) | Body.objects.filter(
            pk__in=Referral.objects.values("deciding_body")
        )
        self.filters["body"].queryset = bodies.order_by(by_name())
        self.filters["agency"].queryset = Organisation.objects.filter(
            pk__in=Referral.objects.values("holder__owner")
        ).order_by(by_name())

    def only_whose(self, rows, name, value):
        if value == "mine":
            return rows.filter(officer__person=self.viewer.person_id)
        ours = self.viewer.seat_body_ids | self.viewer.run_body_ids
        rows = rows.open() if value == "open" else rows
        return rows.filter(Q(holder__in=ours) | Q(deciding_body__in=ours) | Q(asked_body__in=ours))

    def only_body(self, rows, name, value):
        return rows.filter(Q(holder=value) | Q(deciding_body=value))

    def only_due(self, rows, name, value):
        if value == "paused":
            return rows.filter(paused_on__isnull=False)
        limit = self.today if value == "over" else self.today + NEAR
        return rows.filter(paused_on__isnull=True, due_on__lt=limit)

    def only_kind(self, rows, name, value):
        return rows.filter(escalation__in=Escalation.objects.filter(issues__kind=value))


class JournalFilter(django_filters.FilterSet):
    """A journal between two days, both included."""

    fra = django_filters.DateFilter(label=_("Fra"), field_name="at", lookup_expr="date__gte", widget=DAY)
    til = django_filters.DateFilter(label=_("Til"), field_name="at", lookup_expr="date__lte", widget=DAY)

    class Meta:
        model = Event
        form = Form
        fields = ("fra", "til")


class ChangeFilter(django_filters.FilterSet):
    """What came of it, by year, region, kind and how far it has come."""

    year = django_filters.NumberFilter(
        label=_("Registrert år"),
        field_name="registered_at",
        lookup_expr="year",
        min_value=2000,
        max_value=2200,
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        method="only_region",
        queryset=Region.objects.order_by(by_name()),
        empty_label=_("Alle"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Type endring"), choices=Change.Kind.choices, empty_label=_("Alle")
    )
    state = django_filters.ChoiceFilter(label=_("Status"), choices=ChangeState.choices, empty_label=_("Alle"))

    class Meta:
        model = Change
        form = Form
        fields = ("year", "region", "kind", "state")

    def only_region(self, rows, name, value):
        return rows.filter(pk__in=Change.objects.filter(issues__organisation__region=value).values("pk"))
