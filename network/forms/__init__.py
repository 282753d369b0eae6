"""What every form shares: how it is drawn, what it says of what is missing, what an empty choice says, and that
no national identity number gets in."""

from django import forms
from django.core.validators import URLValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from network.forms.sentences import say_what_to_give
from network.language import Written
from network.links import WEB
from network.national_id import has_national_id


class Renderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


DASHES = BLANK_CHOICE_DASH[0][1]
CHOOSE = _("Velg …")
FOUND = _(
    "Teksten inneholder noe som ser ut som et fødselsnummer. Fjern det: her skal det ikke stå noe om "
    "enkeltpasienter."
)


class FoldedChoices(forms.CheckboxSelectMultiple):
    """Many boxes, of which most are seldom ticked: those that are stand first, the rest is opened."""

    is_folded = True


class WrittenChoices(forms.ModelMultipleChoiceField):
    """Boxes to tick for what people wrote."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, thing):
        return Written(thing)


class LinkField(forms.URLField):
    """An address on the web, also when it is written without its beginning."""

    default_validators = [URLValidator(schemes=WEB)]

    def __init__(self, **kwargs):
        super().__init__(assume_scheme=WEB[-1], **kwargs)


class SafeTextMixin:
    """Stops a form whose text holds a national identity number, beside the field it stands in, and says in our
    own words what is missing.

    The number is never repeated in a message, and so never reaches a log.
    """

    def full_clean(self):
        """Here, and not where the form is made: by now each field has the label and the sentences it gets."""
        for field in self.fields.values():
            say_what_to_give(field)
        super().full_clean()

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            value = cleaned.get(name) if cleaned else None
            is_text = isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)
            if is_text and isinstance(value, str) and has_national_id(value):
                self.add_error(name, FOUND)
        return cleaned


class Form(SafeTextMixin, forms.Form):
    """The form of all our pages: the text is safe, and where nothing is chosen it says «Velg …»."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = CHOOSE
