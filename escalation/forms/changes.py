"""Forms for «Hva det førte til»."""

from django import forms
from django.utils.translation import gettext_lazy as _

from escalation.changes import (
    NO_ISSUE,
    Kind,
    bodies_of,
    likely_followers,
    may_register_without_issues,
    possible_followers,
)
from escalation.forms.parts import FollowerMixin, a_date, long_text
from escalation.models import Change
from issues.models import Issue
from network.collation import by_name
from network.deadlines import local_day
from network.forms import LinkField, WrittenChoices
from network.models import Body, Organisation, Person
from network.pages import OnceForm, StepForm


class ChangeForm(FollowerMixin, OnceForm):
    """A change that came of innmeldinger, found outside a decision."""

    kind = forms.ChoiceField(label=_("Hva slags endring?"), choices=Kind.choices, widget=forms.RadioSelect)
    what = forms.CharField(label=_("Hva er endret, eller foreslått endret?"), max_length=200)
    issues = WrittenChoices(
        label=_("Hvilke innmeldinger kom den av?"),
        queryset=Issue.objects.none(),
        required=False,
        help_text=_("Velg ingen hvis endringen ikke kom av en innmelding."),
    )
    status_on = a_date(_("Når ble det endret eller foreslått?"))
    link = LinkField(label=_("Lenke"), required=False, max_length=500)
    follower = forms.ModelChoiceField(label=_("Hvem følger den?"), queryset=Person.objects.none())

    def __init__(self, *args, issues, viewer, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issues"].queryset = issues
        if not may_register_without_issues(viewer):
            field = self.fields["issues"]
            field.required, field.help_text = True, _("Velg minst én.")
            field.error_messages["required"] = NO_ISSUE
        own = [seat.body for seat in viewer.seats]
        homes = Body.objects.filter(pk__in=issues.values("home_body")) if issues else []
        likely = likely_followers([*own, *homes], now, viewer.person)
        self.add_follower(likely, possible_followers(now), missing=_("Velg hvem som følger den."))
        self.fields["status_on"].initial = local_day(now)


class MoveForm(StepForm):
    """Where it stands now, since when, and where that can be read."""

    on = a_date(_("Når skjedde det?"))
    link = LinkField(label=_("Lenke til kilden"), required=False, max_length=500)
    note = long_text(_("Merknad"), required=False, rows=3, max_length=2000)

    def __init__(self, *args, case: Change, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["on"].initial = local_day(now)
        if case.link:
            self.fields["link"].help_text = _("Lenken på endringen nå gjelder bare statusen den har nå.")


class StandsForm(MoveForm):
    """Nothing has moved, and so there is no date."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["on"]
        self.fields["link"].label = _("Lenke til siste nytt")
        if self.case.link:
            self.fields["link"].help_text = _("La feltet stå tomt hvis lenken på endringen fortsatt gjelder.")


class EndForm(MoveForm):
    on = a_date(_("Når ble det avgjort?"))
    note = long_text(_("Hvorfor?"), rows=3, max_length=2000)


class IntoPlanForm(MoveForm):
    """Recommended is not taken in: the executing organisation has said yes itself."""

    executor = forms.ModelChoiceField(label=_("Hvem skal gjøre det?"), queryset=Organisation.objects.none())
    agreed = forms.CharField(label=_("Hvem i virksomheten har sagt ja?"), max_length=200)
    field_order = ["executor", "agreed", "on", "link", "note"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        kinds = [Organisation.Kind.AGENCY, Organisation.Kind.RHF, Organisation.Kind.KS]
        known = Organisation.objects.filter(kind__in=kinds, ended_on=None) | Organisation.objects.filter(
            pk=case.executor_id
        )
        self.fields["executor"].queryset = known.order_by(by_name())
        self.fields["executor"].initial = case.executor_id


class FollowerForm(FollowerMixin, StepForm):
    follower = forms.ModelChoiceField(label=_("Hvem skal følge endringen?"), queryset=Person.objects.none())

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if lifted := case.escalation:
            bodies = bodies_of(
                lifted, lifted.referrals.select_related("recipient", "holder", "deciding_body")
            )
        else:
            bodies = Body.objects.filter(pk__in=case.issues.values("home_body"))
        likely = likely_followers(bodies, now, self.actor).exclude(pk=case.follower_id)
        self.add_follower(likely, possible_followers(now), missing=_("Velg hvem som skal følge endringen."))


CHANGE_FORMS = {
    "to_ministry": MoveForm,
    "to_hearing": MoveForm,
    "adopt": MoveForm,
    "not_adopt": EndForm,
    "into_plan": IntoPlanForm,
    "complete": MoveForm,
    "drop": EndForm,
    "stands": StandsForm,
    "hand_over": FollowerForm,
}
