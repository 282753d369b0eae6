"""Fields that more than one form of the register asks for."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _


def long_text(label, *, rows=4, required=True, help_text=""):
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=4000, widget=widget, help_text=help_text
    )


class KronerField(forms.DecimalField):
    """Whole kroner as people write them: «2 000 000», «2.000.000 kr»."""

    GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        messages = {
            "invalid": _("Skriv beløpet i hele kroner, for eksempel 2 000 000."),
            "max_decimal_places": _("Skriv beløpet i hele kroner, uten øre."),
        }
        super().__init__(max_digits=12, decimal_places=0, widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"\s|,-|kroner|kr\.?", "", value, flags=re.IGNORECASE)
            if self.GROUPED.fullmatch(value):
                value = value.replace(".", "")
        return super().to_python(value)
