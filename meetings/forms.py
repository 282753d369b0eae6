from django import forms

from escalation.forms import ESCALATION_FORMS, REFERRAL_FORMS
from meetings.models import AgendaItem
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


class ItemForm(Form):
    pinned = forms.BooleanField(label="Skal være med, uansett tid", required=False)
    removed = forms.BooleanField(label="Ta av sakslisten", required=False)
    own_minutes = forms.IntegerField(label="Minutter", required=False, min_value=1, max_value=240)
    own_text = forms.CharField(
        label="Merknad", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


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


class PeriodForm(Form):
    """The days a status is about; kept in the address."""

    fra = forms.DateField(label="Fra", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    til = forms.DateField(label="Til", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("fra"), cleaned.get("til")
        if first and first > self.today:
            self.add_error("fra", "Perioden kan ikke begynne frem i tid.")
        elif first and last and last < first:
            self.add_error("til", "Siste dag må være samme dag som første dag, eller senere.")
        return cleaned
