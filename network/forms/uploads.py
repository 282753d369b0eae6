"""A file field for the forms of our pages: what is sent passes the gate before anything is saved."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.forms import Form, has_national_id
from network.uploads import MOST_BYTES, check_size, opened, size_text
from network.workflow import Refused

NO_PATIENTS = _("Ikke last opp noe om enkeltpasienter.")
FOUND_IN_FILE = _(
    "Filen inneholder noe som ser ut som et fødselsnummer. Velg en annen fil: her skal det ikke stå noe om "
    "enkeltpasienter."
)


class UploadField(forms.FileField):
    """Gives an `Upload`, or None. A refusal stands beside the field."""

    def __init__(self, **kwargs):
        given = {
            "label": _("Vedlegg"),
            "required": False,
            "help_text": format_lazy(
                _("PDF eller bilde, høyst {most}. {no_patients}"),
                most=size_text(MOST_BYTES),
                no_patients=NO_PATIENTS,
            ),
            "widget": forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
            "error_messages": {"empty": _("Filen er tom.")},
        }
        super().__init__(**(given | kwargs))

    def clean(self, data, initial=None):
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            check_size(sent.size)
            upload = opened(sent.name, sent.read())
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        if has_national_id(upload.text) or has_national_id(upload.name):
            raise forms.ValidationError(FOUND_IN_FILE)
        return upload


class WithFile(Form):
    """For forms that take one file. A browser keeps no file when a form comes back: that is said."""

    file = UploadField()

    def clean(self):
        cleaned = super().clean()
        if self.errors and self.files.get(self.add_prefix("file")) and "file" not in self.errors:
            self.add_error("file", _("Velg filen på nytt når resten er rettet."))
        return cleaned


class WithdrawForm(Form):
    because = forms.CharField(label=_("Hvorfor trekkes vedlegget?"), max_length=300)
    erase = forms.BooleanField(
        label=_("Filen skulle aldri vært lastet opp: slett innholdet for alltid"), required=False
    )
