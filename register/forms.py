"""The shape of what members tell of a project: at most six fields are required."""

from django import forms

from network.models import Organisation
from network.pages import OnceForm
from network.reach import Reach
from register.models import Experience, Phase, Project


def long_text(label, *, rows=4, required=True, help_text=""):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=4000, widget=widget, help_text=help_text
    )


class ProjectForm(OnceForm):
    title = forms.CharField(label="Hva heter prosjektet?", max_length=200)
    phase = forms.ChoiceField(label="Hvor langt er dere kommet?", choices=[("", "Velg fase"), *Phase.choices])
    clinical_area = forms.CharField(
        label="Fagområde", max_length=80, help_text="For eksempel radiologi eller hjemmeoppfølging."
    )
    purpose = long_text("Hva skal det hjelpe med?", help_text="Ikke skriv om enkeltpasienter.")
    organisation = forms.ModelChoiceField(label="Virksomhet", queryset=Organisation.objects.none())
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
    )
    reach = forms.ChoiceField(label="Hvem kan se prosjektet?", choices=Reach.choices, initial=Reach.NETWORK)
    ASKED_FIRST = ("title", "phase", "clinical_area", "purpose", "organisation")

    def __init__(self, *args, viewer, project=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = set(viewer.organisation_ids)
        if project:
            own = {project.organisation_id}
            for name in self.fields.keys() - {"token"}:
                self.fields[name].initial = getattr(project, name)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=own).order_by("name")
        if len(own) == 1:
            # Nobody is asked what there is only one answer to.
            self.fields["organisation"].initial = own.pop()
            self.fields["organisation"].widget = forms.HiddenInput()

    @property
    def asked_first(self):
        return [self[name] for name in self.ASKED_FIRST if not self[name].is_hidden]

    @property
    def more(self):
        return [field for field in self.visible_fields() if field.name not in self.ASKED_FIRST]


class CostForm(OnceForm):
    title = forms.CharField(label="Hva gjelder kostnaden?", max_length=200)
    cost_of = forms.ChoiceField(
        label="Etablering eller drift?", choices=Experience.CostOf.choices, widget=forms.RadioSelect
    )
    amount_nok = forms.DecimalField(
        label="Beløp i kroner", max_digits=12, decimal_places=0, min_value=0, help_text="Hele kroner."
    )
    year = forms.IntegerField(label="År", required=False, min_value=2000, max_value=2100)
    is_estimate = forms.BooleanField(label="Beløpet er et anslag", required=False)


class BenefitForm(OnceForm):
    title = forms.CharField(label="Hva ble bedre?", max_length=200)
    measure = forms.CharField(label="Hva måles?", max_length=120, help_text="For eksempel ventetid i døgn.")
    planned = forms.CharField(label="Planlagt gevinst", required=False, max_length=80)
    achieved = forms.CharField(label="Oppnådd gevinst", required=False, max_length=80)
    text = long_text("Hvordan vet dere det?", rows=3, required=False)


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
