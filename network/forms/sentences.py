"""What a form says of a field that is missing or wrong: what to give. Django's own words say what was refused."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

NOT_SHOWN = _("Noe mangler i skjemaet. Last inn siden på nytt, og prøv en gang til.")
NOT_A_CHOICE = _("Det du valgte, står ikke i listen. Velg noe annet.")
# What is demanded, by the first kind that fits; but a label that asks wants an answer, whatever the kind.
ANSWER = _("Svar på «{label}»")
REQUIRED = (
    (forms.FileField, _("Velg en fil.")),
    (forms.BooleanField, _("Kryss av for «{label}».")),
    (forms.ChoiceField, _("Velg noe under «{label}».")),
    (forms.Field, _("Fyll ut «{label}».")),
)
# What is wrong, by each kind that fits, the first first, and Django's name for it.
WRONG = (
    (
        forms.ChoiceField,
        {"invalid_choice": NOT_A_CHOICE, "invalid_list": NOT_A_CHOICE, "invalid_pk_value": NOT_A_CHOICE},
    ),
    (forms.DateField, {"invalid": _("Skriv en dato, for eksempel 31.12.2026.")}),
    (forms.DateTimeField, {"invalid": _("Skriv dato og klokkeslett, for eksempel 31.12.2026 14:30.")}),
    (forms.TimeField, {"invalid": _("Skriv et klokkeslett, for eksempel 14:30.")}),
    (forms.EmailField, {"invalid": _("Skriv en e-postadresse, for eksempel kari.nordmann@sykehuset.no.")}),
    (forms.URLField, {"invalid": _("Skriv en nettadresse, for eksempel https://www.helsenorge.no.")}),
    (forms.DecimalField, {"invalid": _("Skriv et tall, for eksempel 12,5.")}),
    (forms.IntegerField, {"invalid": _("Skriv et helt tall, for eksempel 12.")}),
    (
        forms.FileField,
        {
            "invalid": _("Velg en fil."),
            "missing": _("Velg en fil."),
            "empty": _("Filen er tom."),
            "max_length": _("Navnet på filen er for langt. Kort det ned til høyst %(max)s tegn."),
        },
    ),
    (
        forms.Field,
        {
            "max_length": _("Teksten er på %(show_value)s tegn. Kort den ned til høyst %(limit_value)s."),
            "min_length": _("Teksten er på %(show_value)s tegn. Skriv minst %(limit_value)s."),
            "max_value": _("Skriv et tall som er høyst %(limit_value)s."),
            "min_value": _("Skriv et tall som er minst %(limit_value)s."),
            "max_digits": _("Skriv et tall med høyst %(max)s sifre."),
            "max_whole_digits": _("Skriv et tall med høyst %(max)s sifre foran komma."),
            "max_decimal_places": _("Skriv et tall med høyst %(max)s sifre etter komma."),
        },
    ),
)


def say_what_to_give(field):
    """Gives a field of a form our sentences, where it has none of its own."""
    for code, sentence in _sentences_for(field):
        if _is_djangos(field, code):
            field.error_messages[code] = sentence


def _sentences_for(field):
    if field.widget.is_hidden:  # nobody can give what they are not shown
        yield from ((code, NOT_SHOWN) for code in ("required", "invalid", "invalid_choice"))
    else:
        yield "required", format_lazy(_demand(field), label=field.label or "")
    for kind, sentences in WRONG:
        if isinstance(field, kind):
            yield from sentences.items()


def _demand(field):
    if str(field.label).endswith("?"):
        return ANSWER
    return next(sentence for kind, sentence in REQUIRED if isinstance(field, kind))


def _is_djangos(field, code):
    kinds = (kind for kind in type(field).__mro__ if kind.__module__.startswith("django."))
    defaults = (vars(kind).get("default_error_messages", {}) for kind in kinds)
    return any(field.error_messages.get(code) is default.get(code) for default in defaults)
