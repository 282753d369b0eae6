import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from issues.loop import links_seen, with_link
from issues.models import RESPONSIBILITY, Classification, Instrument, Issue, State
from issues.prioritise import in_known_order
from issues.rules import weighs
from network.collation import by_first, by_name
from network.forms import Form
from network.models import Organisation, Phase, Region, Regulation
from network.narrowing import FoundByWords


class IssueFilter(FoundByWords):
    """What the list of innmeldinger can be narrowed by; kept in the address."""

    ord = django_filters.CharFilter(label=_("Ord"), max_length=200, method="by_words")
    state = django_filters.ChoiceFilter(
        label=_("Status"), choices=State.choices, empty_label=_("Alle"), method="in_state"
    )
    kind = django_filters.ChoiceFilter(
        label=_("Type"), choices=Issue.Kind.choices, empty_label=_("Alle"), method="of_kind"
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.order_by(by_name()),
        empty_label=_("Alle"),
        method="of_region",
    )

    instrument = django_filters.ChoiceFilter(
        label=_("Virkemiddel"),
        field_name="classification__instrument",
        choices=Instrument.choices,
        empty_label=_("Alle"),
    )
    phase = django_filters.ChoiceFilter(
        label=_("Fase"), field_name="classification__phase", choices=Phase.choices, empty_label=_("Alle")
    )
    regulation = django_filters.ModelChoiceFilter(
        label=_("Regelverk"),
        queryset=Regulation.objects.order_by(by_first("short_name", "title")),
        empty_label=_("Alle"),
        method="under_rule",
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Ansvarlig etat"),
        queryset=Organisation.objects.none(),
        empty_label=_("Alle"),
        method="of_agency",
    )
    responsibility = django_filters.ChoiceFilter(
        label=_("Ansvar"),
        field_name="classification__responsibility",
        choices=RESPONSIBILITY,
        empty_label=_("Alle"),
    )
    prosjekt = django_filters.ChoiceFilter(
        label=_("Prosjekt"),
        choices=[("med", _("noen arbeider med det")), ("uten", _("ingen arbeider med det"))],
        empty_label=_("Alle"),
        method="with_project",
    )
    orden = django_filters.ChoiceFilter(
        label=_("Rekkefølge"),
        choices=[("nyest", _("Nyeste først")), ("vekt", _("Høyest vurdert først"))],
        empty_label=None,
        method="in_order",
    )

    WORDS = "ord"
    FIRST = ("ord", "state", "kind", "region", "orden")

    class Meta:
        model = Issue
        form = Form
        fields = (
            "ord", "state", "kind", "region", "instrument", "phase", "regulation", "agency", "responsibility",
            "prosjekt", "orden",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["agency"].queryset = agencies()

    @property
    def is_by_weight(self):
        return self.data.get("orden") == "vekt"

    def in_order(self, issues, name, order):
        """By weight as on an agenda, those that have waited longest first; an index of Rank has just this order.

        The order tells the rank: whoever weighs sees it for what they have weighed themselves.
        """
        if order != "vekt":
            return issues
        issues, viewer = issues.filter(rank__isnull=False), self.request.viewer
        if weighs(viewer):
            issues = in_known_order(issues, viewer, self.form.cleaned_data["state"])
        return issues.order_by("-rank__score", "rank__pk")

    def under_rule(self, issues, name, regulation):
        return issues.filter(Exists(_confirmed(regulations=regulation)))

    def of_agency(self, issues, name, agency):
        return issues.filter(Exists(_confirmed(agencies=agency)))

    def in_state(self, issues, name, state):
        """What is new is seldom weighed: in the order of weight it would be sought to the end."""
        return issues.filter(state=state) if state == State.NEW else self._that_are(issues, state=state)

    def of_kind(self, issues, name, kind):
        return self._that_are(issues, kind=kind)

    def _that_are(self, issues, **alike):
        """What is alike stands newest first in an index. By weight it is asked by `Exists`, as the region is."""
        if self.is_by_weight:
            return issues.filter(Exists(Issue.objects.filter(pk=OuterRef("pk"), **alike)))
        return issues.filter(**alike)

    def of_region(self, issues, name, region):
        """By `Exists`, so that the list is still walked from its top and stops after a page."""
        return issues.filter(Exists(Organisation.objects.filter(pk=OuterRef("organisation"), region=region)))

    def with_project(self, issues, name, asked):
        """Needs that some project works on, as far as the reader may see, or none does."""
        needs = self._that_are(issues, kind=Issue.Kind.NEED)
        if asked == "med":
            return needs.filter(pk__in=links_seen(self.request.viewer).values("issue"))
        return with_link(needs, self.request.viewer).filter(has_project=False)


def agencies():
    """Those that can have the responsibility for a matter, by name."""
    return Organisation.objects.filter(kind=Organisation.Kind.AGENCY, ended_on=None).order_by(by_name())


def _confirmed(**about):
    return Classification.objects.filter(issue=OuterRef("pk"), **about)
