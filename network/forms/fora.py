from django import forms
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import Form, LinkField
from network.models import Forum, ForumContact, Region
from network.pages import OnceForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ForumForm(Form):
    name = forms.CharField(label=_("Navn"), max_length=160)
    purpose = forms.CharField(label=_("Hva er det til for?"), max_length=400)
    owner = forms.CharField(label=_("Hvem eier det?"), max_length=160)
    level = forms.ChoiceField(label=_("Nivå"), choices=Forum.Level.choices)
    url = LinkField(label=_("Nettside"), max_length=300, required=False)
    region = forms.ModelChoiceField(
        label=_("Helseregion"),
        queryset=Region.objects.order_by(by_name()),
        required=False,
        empty_label=_("Hele landet"),
    )
    country = forms.CharField(
        label=_("Land"), max_length=40, required=False, help_text=_("Bare hvis det er i et annet land.")
    )
    cadence = forms.CharField(label=_("Hvor ofte møtes de?"), max_length=160, required=False)
    could_extend_to = forms.CharField(
        label=_("Hva mer kunne det brukes til?"), max_length=300, required=False
    )
    is_environment = forms.BooleanField(
        label=_("Dette er et større fag- eller forskningsmiljø"), required=False
    )


class DeclineForm(Form):
    reason = forms.CharField(label=_("Hvorfor tas det ikke inn?"), max_length=400)


class ContactForm(OnceForm):
    step = forms.ChoiceField(label=_("Hva skjedde?"), choices=ForumContact.Step.choices)
    on = forms.DateField(label=_("Når?"), widget=DAY)
    note = forms.CharField(label=_("Kort om det"), max_length=400, required=False)
