"""What people say of the lines of an agenda."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, ItemType
from network.forms import Form
from network.forms.uploads import WithFile
from network.language import Quoting
from network.pages import OnceForm


class ProposeItemForm(WithFile, OnceForm):
    title = forms.CharField(label=_("Hva vil du ta opp?"), max_length=200)
    minutes = forms.IntegerField(label=_("Hvor mange minutter?"), min_value=5, max_value=120, initial=10)
    item_type = forms.ChoiceField(
        label=_("Hva skal møtet gjøre?"),
        choices=[
            (ItemType.DISCUSSION, _("Drøfte saken")),
            (ItemType.DECISION, _("Beslutte")),
            (ItemType.INFORMATION, _("Få orientering")),
        ],
    )
    field_order = ("title", "minutes", "item_type", "file")


class ItemForm(WithFile, Form):
    """What a person may say of a line. Whoever leaves a field empty lets Løft decide it."""

    pinned = forms.BooleanField(label=_("Skal behandles, selv om møtet blir for langt"), required=False)
    removed = forms.BooleanField(label=_("Ta av sakslisten"), required=False)
    own_minutes = forms.IntegerField(label=_("Minutter"), required=False, min_value=1, max_value=240)
    own_type = forms.ChoiceField(
        label=_("Hva skal møtet gjøre?"),
        required=False,
        choices=[("", _("Som foreslått")), *ItemType.choices],
    )
    own_presenter = forms.CharField(label=_("Legges frem av"), required=False, max_length=200)
    own_position = forms.IntegerField(
        label=_("Rekkefølge i avsnittet"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("1 er først."),
    )
    own_text = forms.CharField(
        label=_("Merknad"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_late = forms.CharField(
        label=_("Hvorfor skal saken behandles, selv om den kom etter fristen?"),
        required=False,
        max_length=300,
        help_text=_("Uten begrunnelse er saken bare til orientering."),
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"] = self.fields.pop("file")  # last, and called what those who meet call it
        self.fields["file"].label = _("Legg ved saksfremlegg")
        now = gettext("Nå: {minutes}. Tomt felt betyr at Løft bestemmer.").format(
            minutes=item.planned_minutes
        )
        self.fields["own_minutes"].help_text = now
        if not item.late:
            del self.fields["why_late"]


class LineChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, item):
        times = (
            gettext(" (forbigått {passed_over} ganger)").format(passed_over=item.passed_over)
            if item.passed_over
            else ""
        )
        return Quoting(f"{item.title}{times}", item.title)


class SetAsideForm(Form):
    """One reason for as many lines as it holds for."""

    lines = LineChoices(
        label=_("Hvilke saker?"), queryset=AgendaItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(
        label=_("Hva skal skje med dem?"),
        choices=[
            (AgendaItem.Outcome.PARKED, _("Legges bort til noen tar dem opp igjen")),
            (AgendaItem.Outcome.DECLINED, _("Avvises: vi går ikke videre med dem")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Hvorfor?"),
        max_length=300,
        help_text=_("Den som meldte saken, får beskjed med begrunnelsen."),
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines
