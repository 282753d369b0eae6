"""A file field for the forms of our pages: what is sent passes the gate before anything is saved."""

from django import forms

from network.forms import FOUND, Form, has_national_id
from network.uploads import MOST_BYTES, check_size, megabytes, opened
from network.workflow import Refused

NO_PATIENTS = "Ikke last opp noe om enkeltpasienter."


class UploadField(forms.FileField):
    """Gives an `Upload`, or None. A refusal stands beside the field."""

    def __init__(self, **kwargs):
        given = {
            "label": "Vedlegg",
            "required": False,
            "help_text": f"PDF eller bilde, høyst {megabytes(MOST_BYTES)}. {NO_PATIENTS}",
            "widget": forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
            "error_messages": {"empty": "Filen er tom."},
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
            raise forms.ValidationError(
                FOUND.replace("Teksten", "Filen").replace("Fjern det", "Velg en annen fil")
            )
        return upload


class WithFile(Form):
    """For forms that take one file. A browser keeps no file when a form comes back: that is said."""

    file = UploadField()

    def clean(self):
        cleaned = super().clean()
        if self.errors and self.files.get(self.add_prefix("file")) and "file" not in self.errors:
            self.add_error("file", "Velg filen på nytt når resten er rettet.")
        return cleaned


class WithdrawForm(Form):
    because = forms.CharField(label="Hvorfor trekkes vedlegget?", max_length=300)
    erase = forms.BooleanField(
        label="Filen skulle aldri vært lastet opp: slett innholdet for alltid", required=False
    )
