"""Fills in a form as its page asks: all but what it says is «valgfritt», with whatever will do."""

import re
from datetime import timedelta

from django import forms
from django.utils import timezone

LABELLED = re.compile(r'<label[^>]* for="([^"]+)"[^>]*>((?:(?!</label>).)*)</label>', re.DOTALL)
GROUPED = re.compile(r'<fieldset[^>]* id="([^"]+)"[^>]*>\s*<legend[^>]*>((?:(?!</legend>).)*)', re.DOTALL)
SOON = timezone.now() + timedelta(days=30)
TEXT = "Noe som kan stå her."
# By the first kind that fits; None: nothing is ticked or sent along.
WILL_DO = {
    (forms.BooleanField, forms.FileField): None,
    forms.DateField: SOON.date().isoformat(),
    forms.DateTimeField: SOON.strftime("%Y-%m-%dT%H:%M"),
    forms.TimeField: "09:00",
    forms.URLField: "https://eksempel.no/",
    forms.EmailField: "ida@eksempel.no",
    (forms.IntegerField, forms.DecimalField): "1",
}


def optional_in(page):
    """Ids of the fields that a page says are optional."""
    return {
        field
        for labels in (LABELLED, GROUPED)
        for field, label in labels.findall(page)
        if "(valgfritt)" in label
    }


def empty(form):
    """What is sent when nothing is filled in: the hidden fields."""
    return {field.html_name: field.value() for field in form.hidden_fields() if field.value() is not None}


def fillings(form, optional):
    """All but the optional fields filled in: once for each choice of each field that has few."""
    first = empty(form) | {
        field.html_name: value
        for field in form.visible_fields()
        if field.auto_id not in optional and (value := _something(field)) is not None
    }
    yield first
    for field in form.visible_fields():
        if field.html_name in first and not isinstance(field.field, forms.ModelMultipleChoiceField):
            for choice in _choices(field)[1:12]:
                yield first | {field.html_name: choice}


def _choices(field):
    rows = getattr(field.field, "choices", ())
    flat = [
        one for key, label in rows for one in (label if isinstance(label, list | tuple) else [(key, label)])
    ]
    return [str(key) for key, _label in flat if str(key)]


def _something(field):
    kind = field.field
    if choices := _choices(field):
        return choices[0]
    return next((value for kinds, value in WILL_DO.items() if isinstance(kind, kinds)), TEXT)
