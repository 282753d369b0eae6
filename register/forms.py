"""The shape of what members tell of a project: at most six fields are required."""

import re

from django import forms

from network.collation import by_name
from network.models import Organisation
from network.pages import OnceForm
from network.reach import Reach
from register.models import Experience, Phase, Project


def long_text(label, *, rows=4, required=True, help_text=""):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=4000, widget=widget, help_text=help_text
    )


class KronerField(forms.DecimalField):
    """Whole kroner as people write them: «2 000 000», «2.000.000 kr»."""

    GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        messages = {
            "invalid": "Skriv beløpet i hele kroner, for eksempel 2 000 000.",
            "max_decimal_places": "Skriv beløpet i hele kroner, uten øre.",
        }
        super().__init__(
            max_digits=12, decimal_places=0, min_value=0, widget=widget, error_messages=messages, **kwargs
        )

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"\s|,-|kroner|kr\.?", "", value, flags=re.IGNORECASE)
            if self.GROUPED.fullmatch(value):
                value = value.replace(".", "")
        return super().to_python(value)


class ProjectForm(OnceForm):
    title = forms.CharField(label="Hva heter prosjektet?", max_length=200)
    phase = forms.ChoiceField(label="Hvor langt er dere kommet?", choices=[("", "Velg fase"), *Phase.choices])
    clinical_area = forms.CharField(
        label="Fagområde", max_length=80, help_text="For eksempel radiologi eller hjemmeoppfølging."
    )
    purpose = long_text("Hva skal det hjelpe med?", help_text="Ikke skriv om enkeltpasienter.")
    organisation = forms.ModelChoiceField(
        label="Virksomhet", queryset=Organisation.objects.none(), empty_label="Velg virksomhet"
    )
    product = forms.CharField(label="Produkt", required=False, max_length=200)
    supplier = forms.CharField(label="Leverandør", required=False, max_length=200)
    technique = forms.CharField(label="Teknikk", required=False, max_length=200)
    implementation_decided_on = forms.DateField(
        label="Når ble gjennomføring besluttet?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    care_level = forms.ChoiceField(
        label="Hvor brukes det?",
        choices=Project.CareLevel.choices,
        initial=Project.CareLevel.SPECIALIST,
        required=False,
    )
    reach = forms.ChoiceField(
        label="Hvem kan se prosjektet?",
        choices=[
            (Reach.NETWORK, "Hele nettverket"),
            (Reach.REGION, "Bare regionen"),
            (Reach.ORGANISATION, "Bare virksomheten"),
            (Reach.PUBLIC, "Alle, også næringslivet"),
        ],
        initial=Reach.NETWORK,
        required=False,
    )
    ASKED_FIRST = ("title", "phase", "clinical_area", "purpose", "organisation")

    def __init__(self, *args, viewer, project=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = {seat.organisation_id for seat in viewer.seats if seat.body.is_network}
        if project:
            own = {project.organisation_id} if project.organisation_id else own
            for name in self.fields.keys() - {"token"}:
                self.fields[name].initial = getattr(project, name)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=own).order_by(by_name())
        if len(own) == 1:
            # Nobody is asked what there is only one answer to.
            self.fields["organisation"].initial = own.pop()
            self.fields["organisation"].widget = forms.HiddenInput()

    def clean_care_level(self):
        return self.cleaned_data["care_level"] or self.fields["care_level"].initial

    def clean_reach(self):
        return self.cleaned_data["reach"] or self.fields["reach"].initial

    @property
    def asked_first(self):
        return [self[name] for name in self.ASKED_FIRST if not self[name].is_hidden]

    @property
    def more(self):
        return [field for field in self.visible_fields() if field.name not in self.ASKED_FIRST]

    @property
    def more_is_wrong(self):
        return any(field.errors for field in self.more)


class CostForm(OnceForm):
    title = forms.CharField(label="Hva gjelder kostnaden?", max_length=200)
    cost_of = forms.ChoiceField(
        label="Etablering eller drift?", choices=Experience.CostOf.choices, widget=forms.RadioSelect
    )
    amount_nok = KronerField(label="Beløp i kroner", help_text="Hele kroner.")
    year = forms.IntegerField(label="År", required=False, min_value=2000, max_value=2100)
    is_estimate = forms.BooleanField(label="Beløpet er et anslag", required=False)


class BenefitForm(OnceForm):
    title = forms.CharField(label="Hva ble bedre?", max_length=200)
    measure = forms.CharField(label="Hva måles?", max_length=120, help_text="For eksempel ventetid i døgn.")
    planned = forms.CharField(label="Planlagt gevinst", required=False, max_length=80)
    achieved = forms.CharField(label="Oppnådd gevinst", required=False, max_length=80)
    text = long_text("Hvordan vet dere det?", rows=3, required=False)

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("planned") or cleaned.get("achieved")):
            self.add_error("achieved", "Skriv hva dere planla eller oppnådde, for eksempel «30 prosent».")
        return cleaned


class InfrastructureForm(OnceForm):
    title = forms.CharField(label="Hva bruker eller trenger dere?", max_length=200)
    text = long_text("Fortell mer", required=False, help_text="Drift, integrasjon, utstyr, overvåking.")


class LessonForm(OnceForm):
    title = forms.CharField(label="Hva lærte dere?", max_length=200)
    text = long_text("Fortell mer", required=False, help_text="Også det som ikke gikk, er nyttig for andre.")


EXPERIENCE_FORMS = {
    Experience.Kind.COST: CostForm,
    Experience.Kind.BENEFIT: BenefitForm,
    Experience.Kind.INFRASTRUCTURE: InfrastructureForm,
    Experience.Kind.LESSON: LessonForm,
}
