"""Confirming what an innmelding is about: on one screen, with what is suggested chosen beforehand."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from issues.filters import agencies
from issues.forms.merging import CaseField
from issues.models import RESPONSIBILITY, Instrument, Issue
from network.collation import by_first
from network.forms import CHOOSE, FoldedChoices, WrittenChoices
from network.models import Phase, Regulation
from network.pages import OnceForm
from register.models import Project

SUGGESTED = {
    "instrument": _("Foreslått fordi {reasons}."),
    "regulations": _("Foreslått fordi reglene handler om det samme som saken: {reasons}."),
    "agencies": _("Foreslått ut fra ansvar og regelverk: {reasons}."),
}


class ClassifyForm(OnceForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    instrument = forms.ChoiceField(
        label=_("Hva må til?"), choices=Instrument.choices, widget=forms.RadioSelect
    )
    responsibility = forms.ChoiceField(
        label=_("Hvem har ansvaret?"), choices=RESPONSIBILITY, widget=forms.RadioSelect
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("Ansvarlige etater"),
        queryset=agencies(),
        required=False,
        widget=FoldedChoices,
    )
    agencies.needed_when = _("(trengs når noen har ansvaret)")
    regulations = WrittenChoices(
        label=_("Regelverk"),
        queryset=Regulation.objects.order_by(by_first("short_name", "title")),
        required=False,
        widget=FoldedChoices,
    )
    phase = forms.ChoiceField(label=_("Fase"), choices=[("", CHOOSE), *Phase.choices], required=False)
    care_level = forms.ChoiceField(
        label=_("Nivå"), choices=[("", CHOOSE), *Project.CareLevel.choices], required=False
    )
    tension = forms.CharField(
        label=_("Trekker reglene hver sin vei? Skriv hvordan, i én setning."),
        max_length=300,
        required=False,
        help_text=_("Da står saken på «Regler i spenning». Velg minst to regelverk."),
    )
    conflicts_with = CaseField(
        label=_("Har en lignende sak fått et annet svar?"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=_("Nei, ikke så vidt vi vet"),
    )

    def __init__(self, *args, why, answered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["conflicts_with"].queryset = answered
        for name, because in why.items():
            self.fields[name].help_text = format_html(SUGGESTED[name], reasons=because)
