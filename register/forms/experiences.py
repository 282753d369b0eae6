"""What a project cost, gave, needed or taught: one short form for each, the rest folded."""

from django import forms

from network.collation import by_name
from network.forms import Form
from network.pages import OnceForm
from register.forms.fields import KronerField, long_text
from register.models import Experience, Project

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _day(label):
    return forms.DateField(label=label, required=False, widget=DAY)


def _number(label):
    return forms.DecimalField(
        label=label, required=False, max_digits=14, decimal_places=2, localize=True, widget=forms.TextInput
    )


def _short(label, length=200, help_text=""):
    return forms.CharField(label=label, required=False, max_length=length, help_text=help_text)


class ExperienceForm(OnceForm):
    """`asked_first` names what everyone is asked; all else is folded."""

    asked_first: tuple = ()

    def __init__(self, *args, corrects=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_names = self.asked_first
        if corrects:
            self.fields["reason"] = forms.CharField(
                label="Hvorfor rettes det?",
                max_length=400,
                help_text="Den gamle raden blir stående ved siden av.",
            )
            self.first_names = (*self.asked_first, "reason")
            for name in self.fields.keys() - {"token", "reason"}:
                self.fields[name].initial = getattr(corrects, name)

    @property
    def first(self):
        return [self[name] for name in self.first_names]

    @property
    def more(self):
        return [field for field in self.visible_fields() if field.name not in self.first_names]

    @property
    def more_is_wrong(self):
        return any(field.errors for field in self.more)

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("period_from"), cleaned.get("period_to")
        if end and not start:
            self.add_error("period_from", "Skriv også når perioden begynte.")
        elif end and end < start:
            self.add_error("period_to", "Perioden kan ikke slutte før den begynner.")
        return cleaned


class CostForm(ExperienceForm):
    asked_first = ("title", "cost_of", "amount_nok", "year", "is_estimate")
    title = forms.CharField(label="Hva gjelder kostnaden?", max_length=200)
    cost_of = forms.ChoiceField(
        label="Etablering eller drift?", choices=Experience.CostOf.choices, widget=forms.RadioSelect
    )
    amount_nok = KronerField(label="Beløp i kroner", help_text="Hele kroner.")
    year = forms.IntegerField(
        label="År",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="Året pengene ble brukt. Da kan beløpet regnes om til samme kroneverdi som andres.",
    )
    is_estimate = forms.BooleanField(label="Beløpet er et anslag", required=False)
    category = forms.ChoiceField(
        label="Hva slags kostnad?", required=False, choices=[("", "Velg …"), *Experience.Category.choices]
    )
    includes = _short(
        "Hva er med i beløpet?", 400, "For eksempel: lisens for to sykehus, uten egen arbeidstid."
    )
    period_from = _day("Gjelder fra")
    period_to = _day("Gjelder til")


class BenefitForm(ExperienceForm):
    asked_first = ("title", "measure", "planned", "achieved")
    title = forms.CharField(label="Hva ble bedre?", max_length=200)
    measure = forms.CharField(label="Hva måles?", max_length=120, help_text="For eksempel ventetid i døgn.")
    planned = forms.CharField(label="Planlagt gevinst", required=False, max_length=80)
    achieved = forms.CharField(label="Oppnådd gevinst", required=False, max_length=80)
    unit = _short("Enhet", 40, "For eksempel døgn, minutter, prosent. Trengs når dere skriver tall under.")
    baseline_value = _number("Tall før innføring")
    planned_value = _number("Planlagt tall")
    observed_value = _number("Målt tall")
    text = long_text("Hvordan vet dere det?", rows=3, required=False)
    method = _short("Hvordan er det målt?", 400)
    uncertainty = _short("Hvor sikkert er tallet?")
    period_from = _day("Målt fra")
    period_to = _day("Målt til")
    realisation_plan = long_text(
        "Plan for å hente ut gevinsten", rows=3, required=False, help_text="Hvem gjør hva, og når?"
    )

    def clean(self):
        cleaned = super().clean()
        told = ("planned", "achieved", "planned_value", "observed_value")
        if not any(cleaned.get(name) not in ("", None) for name in told):
            self.add_error("achieved", "Skriv hva dere planla eller oppnådde, for eksempel «30 prosent».")
        numbers = ("baseline_value", "planned_value", "observed_value")
        if not cleaned.get("unit") and any(cleaned.get(name) is not None for name in numbers):
            self.add_error("unit", "Skriv hva tallene er målt i, for eksempel «døgn».")
        return cleaned


class InfrastructureForm(ExperienceForm):
    asked_first = ("title", "need")
    title = forms.CharField(label="Hva bruker eller trenger dere?", max_length=200)
    need = forms.ChoiceField(
        label="Mangler dere noe av dette?",
        required=False,
        choices=[("", "Nei, vi har det vi trenger"), *Experience.Need.choices],
        help_text="Når flere virksomheter mangler det samme, kan behovet meldes inn sammen.",
    )
    text = long_text("Fortell mer", required=False)
    hosting = _short("Drift", help_text="Eget datasenter, sky, leverandørens drift.")
    integration = _short("Integrasjon", help_text="Hvilke systemer er det koblet til?")
    hardware = _short("Utstyr")
    monitoring = _short("Overvåking", help_text="Hvordan ser dere at løsningen fortsatt virker?")
    standards = _short("Standarder", help_text="For eksempel DICOM, HL7 FHIR, openEHR.")
    would_share = _short("Hva kan dere dele med andre?", 400)


class LessonForm(ExperienceForm):
    asked_first = ("title", "text")
    title = forms.CharField(label="Hva lærte dere?", max_length=200)
    text = long_text("Fortell mer", required=False, help_text="Også det som ikke gikk, er nyttig for andre.")


class ReuseForm(Form):
    project = forms.ModelChoiceField(label="Hvilket prosjekt brukte det?", queryset=Project.objects.none())
    note = _short("Hva brukte dere?", 400)
    hours_avoided = forms.IntegerField(
        label="Omtrent hvor mange timer slapp dere å bruke?", required=False, min_value=0, max_value=100_000
    )

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects.order_by(by_name("title"))


EXPERIENCE_FORMS = {
    Experience.Kind.COST: CostForm,
    Experience.Kind.BENEFIT: BenefitForm,
    Experience.Kind.INFRASTRUCTURE: InfrastructureForm,
    Experience.Kind.LESSON: LessonForm,
}
