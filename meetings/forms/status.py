from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms import Form


class PeriodForm(Form):
    """The days a status is about; kept in the address."""

    fra = forms.DateField(label=_("Fra"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    til = forms.DateField(label=_("Til"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("fra"), cleaned.get("til")
        if first and first > self.today:
            self.add_error("fra", _("Perioden kan ikke begynne frem i tid."))
        elif first and last and last < first:
            self.add_error("til", _("Siste dag må være samme dag som første dag, eller senere."))
        return cleaned
