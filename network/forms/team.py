"""Forms about a body's people: being away, who should sit there, what was learned, and the first year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.absence import colleagues_of
from network.collation import by_name
from network.forms import Form, LinkField
from network.models import Field, Lesson, Organisation, Person, Region
from network.pages import OnceForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AbsenceForm(Form):
    first = forms.DateField(label=_("Første dag"), widget=DAY)
    last = forms.DateField(label=_("Siste dag"), widget=DAY)
    colleague = forms.ModelChoiceField(
        label=_("Hvem står inn for deg?"),
        required=False,
        queryset=Person.objects.none(),
        empty_label=_("Bare de som er nestleder eller vara"),
        help_text=_(
            "Nestleder og vara står inn uansett. Velg en kollega når du ikke har noen, eller vil ha flere."
        ),
    )

    def __init__(self, *args, person, now, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = colleagues_of(person, now).order_by(by_name())
        self.fields["colleague"].queryset = colleagues
        if not colleagues:
            del self.fields["colleague"]


class PlaceForm(Form):
    field = forms.ChoiceField(
        label=_("Fagfelt"), required=False, choices=[("", _("Uansett fagfelt")), *Field.choices]
    )
    region = forms.ModelChoiceField(
        label=_("Helseregion"),
        required=False,
        queryset=Region.objects.none(),
        empty_label=_("Uansett helseregion"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Virksomhet"),
        required=False,
        queryset=Organisation.objects.none(),
        empty_label=_("Uansett virksomhet"),
    )
    count = forms.IntegerField(label=_("Hvor mange?"), min_value=1, max_value=20, initial=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("field", "region", "organisation"):
            self.fields[name].needed_when = _("(velg minst ett av de tre)")
        self.fields["region"].queryset = Region.objects.order_by(by_name())
        self.fields["organisation"].queryset = Organisation.objects.filter(ended_on=None).order_by(by_name())


DOES = [
    (Lesson.Status.ADOPTED, _("Vi har tatt det i bruk")),
    (Lesson.Status.CONSIDERED, _("Vi vurderer det")),
    (Lesson.Status.REJECTED, _("Det passer ikke for oss")),
]


class LessonForm(OnceForm):
    partner = forms.CharField(
        label=_("Hvem har dere lært av?"),
        max_length=200,
        help_text=_("Et prosjekt, et nettverk eller en virksomhet."),
    )
    what = forms.CharField(
        label=_("Hva har dere lært?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    status = forms.ChoiceField(label=_("Hva gjør dere med det?"), choices=DOES, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Hvorfor?"), max_length=300)
    on = forms.DateField(label=_("Når lærte dere det?"), widget=DAY)
    link = LinkField(label=_("Lenke"), required=False, max_length=500)


class JudgeForm(Form):
    status = LessonForm.base_fields["status"]
    why = LessonForm.base_fields["why"]


class EvaluationForm(Form):
    text = forms.CharField(
        label=_("Hva så dere?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Hva virket, hva virket ikke, og hva gjør dere annerledes? Noen setninger er nok."),
    )
    link = LinkField(
        label=_("Lenke til evalueringen, om den står et annet sted"),
        required=False,
        max_length=500,
    )
