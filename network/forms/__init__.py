"""What every form shares: how it is drawn, what an empty choice says, and that no national identity number
gets in."""

import re

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


DASHES = BLANK_CHOICE_DASH[0][1]
CHOOSE = "Velg …"
ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{6}[\s.\-]?\d{5}(?!\d)")
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
FOUND = (
    "Teksten inneholder noe som ser ut som et fødselsnummer. Fjern det: her skal det ikke stå noe om "
    "enkeltpasienter."
)


def has_national_id(text):
    """Whether a text holds a valid fødselsnummer or D-number, by today's two check digits."""
    return any(_is_national_id(re.sub(r"\D", "", match)) for match in ELEVEN_DIGITS.findall(text))


def _is_national_id(digits):
    numbers = [int(digit) for digit in digits]
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= day % 40 <= 31 and 1 <= month <= 12):
        return False
    first = -sum(w * n for w, n in zip(FIRST_WEIGHTS, numbers, strict=False)) % 11
    second = -sum(w * n for w, n in zip(SECOND_WEIGHTS, numbers, strict=False)) % 11
    return (first, second) == (numbers[9], numbers[10])


class SafeTextMixin:
    """Stops a form whose text holds a national identity number, beside the field it stands in.

    The number is never repeated in a message, and so never reaches a log.
    """

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            value = cleaned.get(name) if cleaned else None
            if isinstance(field, forms.CharField) and isinstance(value, str) and has_national_id(value):
                self.add_error(name, FOUND)
        return cleaned


class Form(SafeTextMixin, forms.Form):
    """The form of all our pages: the text is safe, and where nothing is chosen it says «Velg …»."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = CHOOSE
