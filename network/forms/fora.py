from django import forms

from network.forms import Form
from network.models import Forum, ForumContact, Region
from network.pages import OnceForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ForumForm(Form):
    name = forms.CharField(label="Navn", max_length=160)
    purpose = forms.CharField(label="Hva er det til for?", max_length=400)
    owner = forms.CharField(label="Hvem eier det?", max_length=160)
    level = forms.ChoiceField(label="Nivå", choices=Forum.Level.choices)
    url = forms.URLField(label="Nettside", max_length=300, required=False, assume_scheme="https")
    region = forms.ModelChoiceField(
        label="Helseregion",
        queryset=Region.objects.order_by("name"),
        required=False,
        empty_label="Hele landet",
    )
    cadence = forms.CharField(label="Hvor ofte møtes de?", max_length=160, required=False)
    could_extend_to = forms.CharField(label="Hva kunne det også brukes til?", max_length=300, required=False)
    is_environment = forms.BooleanField(label="Dette er et større fag- eller forskningsmiljø", required=False)


class DeclineForm(Form):
    reason = forms.CharField(label="Hvorfor tas det ikke inn?", max_length=400)


class ContactForm(OnceForm):
    step = forms.ChoiceField(label="Hva skjedde?", choices=ForumContact.Step.choices)
    on = forms.DateField(label="Når?", widget=DAY)
    note = forms.CharField(label="Kort om det", max_length=400, required=False)
