"""Oppfølgingspunkter: who does what, by when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms import Form
from network.models import Person
from network.pages import OnceForm


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return person.name


class HandOverForm(Form):
    owner = PersonChoice(label=_("Hvem?"), queryset=Person.objects.none())
    due_on = forms.DateField(
        label=_("Innen når?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people


class ActionForm(HandOverForm, OnceForm):
    what = forms.CharField(label=_("Hva skal gjøres?"), max_length=300)
    field_order = ("what", "owner", "due_on")


class FinishForm(Form):
    how = forms.CharField(label=_("Hva ble gjort?"), required=False, max_length=500)


class DropForm(Form):
    how = forms.CharField(label=_("Hvorfor skal det ikke gjøres?"), max_length=500)
