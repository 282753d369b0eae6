"""What a project cost, gave, needed or taught: one short form for each."""

from django import forms

from network.pages import OnceForm
from register.forms.fields import KronerField, long_text
from register.models import Experience


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
