"""Proposed measures: putting one out, replying to it, and saying what the replies changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.models import Issue, Measure
from network.forms import Form, WrittenChoices
from network.models import Body
from network.pages import OnceForm, StepForm

MOST_OFFERED = 20


class MeasureForm(OnceForm):
    """`desks`: those the writer answers for. `begun_with`: the innmelding they came from."""

    desk = forms.ModelChoiceField(label=_("Etat"), queryset=Body.objects.none())
    title = forms.CharField(label=_("Hva foreslår dere?"), max_length=200, help_text=_("Én setning."))
    kind = forms.ChoiceField(
        label=_("Hva slags tiltak er det?"), choices=Measure.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Forslaget"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Hva vil dere gjøre, og hva vil dere helst ha råd om? Ikke skriv om enkeltpasienter."),
    )
    closes_on = forms.DateField(
        label=_("Frist for å uttale seg"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reach = forms.ChoiceField(
        label=_("Hvem er det til uttalelse for?"),
        choices=Measure._meta.get_field("reach").choices,
        initial="network",
        widget=forms.RadioSelect,
    )
    issues = WrittenChoices(
        label=_("Hvilke innmeldinger bygger tiltaket på?"),
        queryset=Issue.objects.none(),
        required=False,
        help_text=_(
            "Den du begynte fra, og de som er løftet til dere. Er tiltaket deres eget, velger du ingen."
        ),
    )

    def __init__(self, *args, desks, viewer, begun_with=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = Body.objects.filter(pk__in=[desk.pk for desk in desks])
        if len(desks) == 1:
            # Nobody is asked what there is only one answer to.
            self.fields["desk"].initial = desks[0]
            self.fields["desk"].widget = forms.HiddenInput()
        seen = Issue.objects.visible_to(viewer)
        lifted = seen.filter(holders__body__in=viewer.seat_body_ids).order_by("-pk")
        offered = {*lifted.values_list("pk", flat=True).distinct()[:MOST_OFFERED], begun_with} - {None}
        self.fields["issues"].queryset = seen.filter(pk__in=offered).order_by("-pk")
        self.fields["issues"].initial = [begun_with]
        if not offered:
            del self.fields["issues"]


class ReplyForm(Form):
    text = forms.CharField(
        label=_("Hva mener dere om forslaget?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Hver person kan sende én uttalelse, og endre den frem til fristen. Ikke skriv om enkeltpasienter."
        ),
        error_messages={"required": _("Skriv uttalelsen.")},
    )


class CloseForm(StepForm):
    """Nothing to fill in: it closes before its date."""


class ConcludeForm(StepForm):
    changed = forms.CharField(
        label=_("Dette endret vi"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Alle som uttalte seg, får det du skriver. Endret dere ingenting, skriver du hvorfor."),
    )


STEP_FORMS = {"close": CloseForm, "conclude": ConcludeForm}
