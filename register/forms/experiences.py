"""What a project cost, gave, needed or taught: one short form for each, the rest folded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import Form
from network.pages import OnceForm
from register.forms.fields import KronerField, long_text
from register.forms.projects import REACHES
from register.models import Experience, Project, ToolVersion
from register.sharing import versions_for

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
    """`asked_first` names what everyone is asked; all else is folded. `organisation`: whose project it is about."""

    REACH_HELP = _("Bare de som ser prosjektet, kan se dette, uansett hva du velger.")
    asked_first: tuple = ()

    def __init__(self, *args, organisation=None, corrects=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_names = self.asked_first
        self.fields["reach"] = forms.ChoiceField(
            label=_("Hvem kan se dette?"),
            required=False,
            choices=REACHES if corrects else [("", _("De som ser prosjektet")), *REACHES],
            help_text=self.REACH_HELP,
        )
        if corrects:
            self.fields["reason"] = forms.CharField(
                label=_("Hvorfor rettes det?"),
                max_length=400,
                help_text=_("Den gamle teksten blir tatt vare på, med grunnen til at den ble rettet."),
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
            self.add_error("period_from", _("Skriv også når perioden begynte."))
        elif end and end < start:
            self.add_error("period_to", _("Perioden kan ikke slutte før den begynner."))
        if not cleaned.get("reach"):
            cleaned.pop("reach", None)  # then it is the project's
        return cleaned


class CostForm(ExperienceForm):
    REACH_HELP = _(
        "Er prisen fortrolig, velger du bare virksomheten. Bare de som ser prosjektet, kan se dette, uansett hva du "
        "velger."
    )
    asked_first = ("title", "cost_of", "amount_nok", "year", "is_estimate")
    title = forms.CharField(label=_("Hva gjelder kostnaden?"), max_length=200)
    cost_of = forms.ChoiceField(
        label=_("Etablering eller drift?"), choices=Experience.CostOf.choices, widget=forms.RadioSelect
    )
    amount_nok = KronerField(label=_("Beløp i kroner"), help_text=_("Hele kroner."))
    year = forms.IntegerField(
        label=_("År"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Året pengene ble brukt. Da kan beløpet regnes om til samme kroneverdi som andres."),
    )
    is_estimate = forms.BooleanField(label=_("Beløpet er et anslag"), required=False)
    category = forms.ChoiceField(
        label=_("Hva slags kostnad?"),
        required=False,
        choices=[("", _("Velg …")), *Experience.Category.choices],
    )
    includes = _short(
        _("Hva er med i beløpet?"), 400, _("For eksempel: lisens for to sykehus, uten egen arbeidstid.")
    )
    period_from = _day(_("Gjelder fra"))
    period_to = _day(_("Gjelder til"))


class BenefitForm(ExperienceForm):
    asked_first = ("title", "measure", "planned", "achieved")
    title = forms.CharField(label=_("Hva ble eller skal bli bedre?"), max_length=200)
    measure = forms.CharField(
        label=_("Hva måles?"), max_length=120, help_text=_("For eksempel ventetid i døgn.")
    )
    planned = forms.CharField(label=_("Planlagt gevinst"), required=False, max_length=80)
    achieved = forms.CharField(
        label=_("Oppnådd gevinst"),
        required=False,
        max_length=80,
        help_text=_("For eksempel «30 prosent»."),
    )
    planned.needed_when = achieved.needed_when = _("(fyll ut minst én: planlagt eller oppnådd)")
    unit = _short(_("Enhet"), 40, _("For eksempel døgn, minutter, prosent."))
    unit.needed_when = _("(trengs når dere skriver tall under)")
    baseline_value = _number(_("Tall før innføring"))
    planned_value = _number(_("Planlagt tall"))
    observed_value = _number(_("Målt tall"))
    text = long_text(_("Hvordan vet dere det?"), rows=3, required=False)
    method = _short(_("Hvordan er det målt?"), 400)
    procedure = forms.ModelChoiceField(
        label=_("Er det målt etter en felles prosedyre?"),
        queryset=ToolVersion.objects.none(),
        required=False,
        empty_label=_("Nei, eller vet ikke"),
        help_text=_(
            "En versjon av en mal eller metode som er delt. Da kan tallene sammenlignes. Har dere sagt at dere bruker "
            "en eldre versjon, kan dere velge den også."
        ),
    )
    uncertainty = _short(_("Hvor sikkert er tallet?"))
    period_from = _day(_("Målt fra"))
    period_to = _day(_("Målt til"))
    realisation_plan = long_text(
        _("Plan for å hente ut gevinsten"), rows=3, required=False, help_text=_("Hvem gjør hva, og når?")
    )

    def __init__(self, *args, organisation=None, corrects=None, **kwargs):
        super().__init__(*args, organisation=organisation, corrects=corrects, **kwargs)
        told = corrects.procedure_id if corrects else None
        self.fields["procedure"].queryset = versions_for(organisation, and_also=told)

    def clean(self):
        cleaned = super().clean()
        told = ("planned", "achieved", "planned_value", "observed_value")
        if not any(cleaned.get(name) not in ("", None) for name in told):
            self.add_error("achieved", _("Skriv hva dere planla eller oppnådde, for eksempel «30 prosent»."))
        numbers = ("baseline_value", "planned_value", "observed_value")
        if not cleaned.get("unit") and any(cleaned.get(name) is not None for name in numbers):
            self.add_error("unit", _("Skriv hva tallene er målt i, for eksempel «døgn»."))
        return cleaned


class InfrastructureForm(ExperienceForm):
    asked_first = ("title", "need")
    title = forms.CharField(label=_("Hva bruker eller trenger dere?"), max_length=200)
    need = forms.ChoiceField(
        label=_("Mangler dere noe av dette?"),
        required=False,
        choices=[("", _("Nei, eller ikke oppgitt")), *Experience.Need.choices],
        help_text=_("Når flere virksomheter mangler det samme, kan de melde inn behovet sammen."),
    )
    text = long_text(_("Fortell mer"), required=False)
    hosting = _short(_("Drift"), help_text=_("Eget datasenter, sky, leverandørens drift."))
    integration = _short(_("Integrasjon"), help_text=_("Hvilke systemer er det koblet til?"))
    hardware = _short(_("Utstyr"))
    monitoring = _short(_("Overvåking"), help_text=_("Hvordan ser dere at løsningen fortsatt virker?"))
    standards = _short(_("Standarder"), help_text=_("For eksempel DICOM, HL7 FHIR, openEHR."))
    would_share = _short(_("Hva kan dere dele med andre?"), 400)


class LessonForm(ExperienceForm):
    asked_first = ("title", "text")
    title = forms.CharField(label=_("Hva lærte dere?"), max_length=200)
    text = long_text(
        _("Fortell mer"), required=False, help_text=_("Også det som ikke gikk, er nyttig for andre.")
    )


class ReuseForm(Form):
    project = forms.ModelChoiceField(label=_("Hvilket prosjekt brukte det?"), queryset=Project.objects.none())
    note = _short(_("Hva brukte dere?"), 400)
    hours_avoided = forms.IntegerField(
        label=_("Omtrent hvor mange timer sparte dere?"),
        required=False,
        min_value=0,
        max_value=100_000,
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
