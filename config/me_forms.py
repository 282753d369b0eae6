from django import forms
from django.utils.translation import gettext_lazy as _

from config.leaving import may_take_over
from network.forms import Form
from network.models import Person


class LeaveForm(Form):
    heir = forms.ModelChoiceField(
        label=_("Hvem tar over?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Den som leder nettverket"),
        help_text=_(
            "Velg en kollega i samme virksomhet. Velger du ingen, tar den som leder nettverket, over. Den som tar over, får beskjed."
        ),
    )

    def __init__(self, *args, person, now, has_something=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_something:
            del self.fields["heir"]
            return
        self.fields["heir"].queryset = may_take_over(person, now)
