from django import forms
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import CHOOSE, Form
from register.models import Project, Withdrawal


class WithdrawForm(Form):
    """Why a registration is taken back: by mistake, or because the project is there already, and which it is."""

    because = forms.ChoiceField(
        label=_("Hvorfor trekkes registreringen?"),
        choices=Withdrawal.Because.choices,
        widget=forms.RadioSelect,
    )
    same_as = forms.ModelChoiceField(
        label=_("Hvilket prosjekt er det samme?"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=CHOOSE,
        help_text=_("De som åpner adressen, blir vist dit. Her står virksomhetens egne, og de som ligner."),
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["same_as"].queryset = others.order_by(by_name("title"), "pk")
        self.fields["same_as"].needed_when = _("(hvis det er registrert fra før)")
