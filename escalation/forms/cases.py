"""Forms for the steps of a løftet sak."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.forms.parts import DecidedForm, ReasonForm, a_date, long_text
from escalation.lifting import answered_by, possible_recipients
from escalation.models import Verdict
from escalation.routing import suggested
from network.collation import by_name
from network.deadlines import local_day
from network.forms.uploads import WithFile
from network.models import Body
from network.pages import OnceForm, StepForm
from network.reach import ORDER, Reach


class RecipientsField(forms.ModelMultipleChoiceField):
    """Who could have the case, and why some are suggested; none is chosen for anyone."""

    widget = forms.CheckboxSelectMultiple
    why = {}

    def label_from_instance(self, body):
        return (
            format_html(gettext("{body} – foreslått. {reason}."), body=body.name, reason=self.why[body.pk])
            if body.pk in self.why
            else body.name
        )


class ProposeForm(OnceForm):
    title = forms.CharField(label=_("Tittel på saken"), max_length=200)
    ask = long_text(_("Hva ber vi om?"), rows=3, max_length=300, help_text=_("Én setning."))
    recipients = RecipientsField(label=_("Hvem skal saken til?"), queryset=Body.objects.none())
    no_assessment_because = forms.CharField(
        label=_("Hvorfor bør den løftes uten vurdering?"),
        required=False,
        max_length=500,
        help_text=_("Ingen har vurdert innmeldingen ennå. Skriv hvorfor den likevel bør løftes."),
    )
    urgent = forms.BooleanField(
        label=_("Saken haster, og kan ikke vente på en vurdering"),
        required=False,
        help_text=_("Krysser du av her, trenger du ikke skrive noe over."),
    )
    tie_to_raiser = forms.CharField(
        label=_("Har du selv tilknytning til den som meldte inn?"),
        required=False,
        max_length=300,
        help_text=_("Skriv hvilken tilknytning. La feltet stå tomt hvis du ikke har noen."),
    )
    target_on = a_date(
        _("Når bør det være tatt stilling til forslaget?"),
        required=False,
        help_text=_(
            "For eksempel når gruppen som løfter saken, har møte. La feltet stå tomt for å bruke den vanlige fristen."
        ),
    )

    def __init__(self, *args, issues, now, **kwargs):
        super().__init__(*args, **kwargs)
        day = local_day(now)
        recipients = self.fields["recipients"]
        recipients.why = suggested(issues, possible_recipients(day).select_related("owner"), day)
        recipients.queryset = possible_recipients(day)
        if any(getattr(issue, "rank", None) for issue in issues):
            del self.fields["no_assessment_because"], self.fields["urgent"]
        else:
            self.fields["no_assessment_because"].needed_when = _("(trengs når saken ikke haster)")

    def clean(self):
        cleaned = {"no_assessment_because": ""} | super().clean()
        # That it cannot wait is reason enough, alone or before what else is written.
        if cleaned.pop("urgent", False):
            cleaned["no_assessment_because"] = f"Haster. {cleaned.get('no_assessment_because', '')}".strip()
        return cleaned


class ProposeAgainForm(StepForm, ProposeForm):
    """A draft that was sent back, proposed once more."""

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, issues=list(case.issues.all()), now=now, **kwargs)
        del self.fields["title"]
        self.fields["ask"].initial = case.ask
        self.fields["recipients"].initial = list(case.proposed_to.all())
        if "no_assessment_because" in self.fields:
            self.fields["no_assessment_because"].initial = case.no_assessment_because
        self.fields["tie_to_raiser"].initial = case.tie_to_raiser


class SendBackForm(ReasonForm):
    reason = long_text(_("Hva mangler?"))


class LiftForm(DecidedForm):
    recipients = forms.ModelMultipleChoiceField(
        label=_("Hvem skal saken sendes til?"),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Velger du andre enn de foreslåtte, får de hele saken. Skal en av dem bare svare på en del, tar du den med "
            "etterpå, med «Legg til en mottaker»."
        ),
    )
    lead_recipient = forms.ModelChoiceField(label=_("Hovedmottaker"), queryset=Body.objects.none())
    reason = long_text(_("Begrunnelse"))
    field_order = ["recipients", "lead_recipient", "reason", "how", "decided_on", "dissent"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.lifting_body, **kwargs)
        possible = possible_recipients(local_day(now))
        proposed = list(case.proposed_to.order_by("kind", by_name()))
        self.fields["recipients"].queryset = self.fields["lead_recipient"].queryset = possible
        self.fields["recipients"].initial = proposed
        group = next((body for body in proposed if body.kind == Body.Kind.COORDINATING), None)
        self.fields["lead_recipient"].initial = group or next(iter(proposed), None)
        self.asked = proposed
        for body in proposed:
            self.fields[f"ask_{body.pk}"] = forms.CharField(
                label=gettext("Hva skal {body} svare på?").format(body=body.name),
                required=False,
                max_length=300,
                help_text=_("La feltet stå tomt hvis de skal svare på hele saken."),
            )
        self.order_fields(
            ["recipients", "lead_recipient", *(f"ask_{body.pk}" for body in proposed), "reason"]
        )

    def given(self):
        given = super().given()
        return given | {"parts": {body.pk: given.pop(f"ask_{body.pk}") for body in self.asked}}


class NotLiftForm(DecidedForm):
    reason = long_text(_("Begrunnelse"))
    instead = long_text(_("Hva kan gjøres i stedet?"), rows=3)
    field_order = ["reason", "instead", "how", "decided_on", "dissent"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.lifting_body, **kwargs)


class AddRecipientForm(ReasonForm):
    recipient = forms.ModelChoiceField(
        label=_("Hvem skal saken også sendes til?"), queryset=Body.objects.none()
    )
    part = forms.CharField(
        label=_("Hva skal de svare på?"),
        required=False,
        max_length=300,
        help_text=_("La feltet stå tomt hvis de skal svare på hele saken."),
    )
    reason = long_text(_("Begrunnelse"), rows=3)
    field_order = ["recipient", "part", "reason"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        sent = case.referrals.filter(round=case.round).values("recipient")
        self.fields["recipient"].queryset = possible_recipients(local_day(now)).exclude(pk__in=sent)


class SupplementForm(WithFile, StepForm):
    field_order = ("text", "file")

    text = long_text(
        _("Hva er nytt?"),
        max_length=4000,
        help_text=_(
            "Det står ved siden av saken slik den var da den ble løftet. Ikke skriv om enkeltpasienter."
        ),
    )

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class WidenForm(StepForm):
    reach = forms.ChoiceField(label=_("Hvem skal se saken?"), widget=forms.RadioSelect)

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        wider = ORDER[ORDER.index(Reach(case.reach)) + 1 :]
        self.fields["reach"].choices = [(reach.value, reach.label.capitalize()) for reach in wider]
        if len(wider) == 1:
            self.fields["reach"].initial = wider[0].value


class ReopenForm(ReasonForm):
    reason = long_text(_("Hva er uløst?"))
    recipients = forms.ModelMultipleChoiceField(
        label=_("Hvem gjelder det?"), queryset=Body.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        self.fields["recipients"].queryset = answered_by(case, local_day(now))


class KeepForm(ReasonForm):
    reason = long_text(
        _("Hvorfor står svaret?"), help_text=_("Dette leser de som sa at svaret ikke løste saken.")
    )


class VerdictForm(OnceForm):
    helped = forms.ChoiceField(
        label=_("Løste svaret saken?"), choices=Verdict.Helped.choices, widget=forms.RadioSelect
    )
    why = long_text(
        _("Hvorfor, eller hva mangler?"),
        required=False,
        rows=3,
        max_length=1000,
    )
    why.needed_when = _("(trengs når svaret er delvis eller nei)")


ESCALATION_FORMS = {
    "propose": ProposeAgainForm,
    "send_back": SendBackForm,
    "lift": LiftForm,
    "not_lift": NotLiftForm,
    "add_recipient": AddRecipientForm,
    "supplement": SupplementForm,
    "widen": WidenForm,
    "withdraw": ReasonForm,
    "reopen": ReopenForm,
    "keep": KeepForm,
}
