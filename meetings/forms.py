from django import forms

from escalation.forms import ESCALATION_FORMS, REFERRAL_FORMS
from meetings.models import AgendaItem, ItemType
from network.forms import Form
from network.models import Seat
from network.pages import OnceForm

# The steps that end a line of the agenda with a decision, by what the line is about.
DECISIONS = {
    "escalation.escalation": {name: ESCALATION_FORMS[name] for name in ("lift", "not_lift")},
    "escalation.referral": {"decide": REFERRAL_FORMS["decide"]},
}


class MeetingForm(OnceForm):
    starts_at = forms.DateTimeField(
        label="Når?",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"],
    )
    capacity_minutes = forms.IntegerField(label="Minutter til saker", min_value=10, max_value=600, initial=90)
    place = forms.CharField(label="Sted eller lenke", required=False, max_length=300)


class ProposeItemForm(OnceForm):
    title = forms.CharField(label="Hva vil du ta opp?", max_length=200)
    minutes = forms.IntegerField(label="Hvor mange minutter?", min_value=5, max_value=120, initial=10)
    item_type = forms.ChoiceField(
        label="Hva skal møtet gjøre?",
        choices=[
            (ItemType.DISCUSSION, "Drøfte saken"),
            (ItemType.DECISION, "Beslutte"),
            (ItemType.INFORMATION, "Få orientering"),
        ],
    )


class ItemForm(Form):
    """What a person may say of a line. Whoever leaves a field empty lets Løft decide it."""

    pinned = forms.BooleanField(label="Skal være med, uansett tid", required=False)
    removed = forms.BooleanField(label="Ta av sakslisten", required=False)
    own_minutes = forms.IntegerField(label="Minutter", required=False, min_value=1, max_value=240)
    own_type = forms.ChoiceField(
        label="Type", required=False, choices=[("", "Som foreslått"), *ItemType.choices]
    )
    own_presenter = forms.CharField(label="Legges frem av", required=False, max_length=200)
    own_position = forms.IntegerField(
        label="Plass i avsnittet", required=False, min_value=1, max_value=200, help_text="1 er først."
    )
    own_text = forms.CharField(
        label="Merknad", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_late = forms.CharField(
        label="Hvorfor skal saken behandles, selv om den kom etter fristen?",
        required=False,
        max_length=300,
        help_text="Uten begrunnelse er saken bare til orientering.",
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        if not item.late:
            del self.fields["why_late"]


class LineChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, item):
        times = f" (forbigått {item.passed_over} ganger)" if item.passed_over else ""
        return f"{item.title}{times}"


class SetAsideForm(Form):
    """One reason for as many lines as it holds for."""

    lines = LineChoices(
        label="Hvilke saker?", queryset=AgendaItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(
        label="Hva skal skje med dem?",
        choices=[
            (AgendaItem.Outcome.PARKED, "Legges bort til noen tar dem opp igjen"),
            (AgendaItem.Outcome.DECLINED, "Avvises: vi går ikke videre med dem"),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label="Hvorfor?", max_length=300, help_text="Den som meldte saken, får beskjed med begrunnelsen."
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines


class SeatChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, seat):
        return f"{seat.signature}, {seat.get_role_display()}"


class MinutesForm(OnceForm):
    """Who was there, what came of each line, and what was said."""

    present = SeatChoices(
        label="Til stede", queryset=Seat.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label="Referat", max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args, meeting, items, now, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.at(now).filter(body=meeting.body_id).with_names().order_by("role", "pk")
        self.fields["present"].queryset = seats
        self.items = items
        for item in items:
            self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
                label=item.title,
                choices=[choice for choice in AgendaItem.Outcome.choices if choice[0]],
                initial=AgendaItem.Outcome.DONE,
            )

    def outcomes(self):
        return {item.pk: self.cleaned_data[f"outcome_{item.pk}"] for item in self.items}
