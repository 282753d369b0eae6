"""Forms for the steps of a sak hos mottaker."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escalation.deciding import possible_deciders, possible_to_authorise
from escalation.decisions import amiss_at_desk
from escalation.forms.deciding import CorrectForm, DecideForm, say_when_needed_at_desk
from escalation.forms.parts import (
    ReasonForm,
    SeatChoice,
    a_date,
    long_text,
    meets_on,
)
from escalation.forms.together import JOINT_FORMS
from escalation.handling import possible_to_ask
from escalation.lifting import possible_recipients
from escalation.models import Answer, Decision, PaperType
from escalation.paper import QUESTIONS, prefilled
from guidance.models import Entry
from network.deadlines import local_day
from network.forms import LinkField
from network.models import Body, Responsibility, Seat
from network.pages import StepForm

AFTER_THE_DEADLINE = _("(trengs når saken behandles etter svarfristen)")


class FileForm(StepForm):
    own_case_number = forms.CharField(label=_("Eget saksnummer"), required=False, max_length=60)
    legal_basis = forms.CharField(
        label=_("Hjemmel, hvis saken er unntatt offentlighet hos dere"),
        required=False,
        max_length=200,
        help_text=_("For eksempel offentleglova § 14."),
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["own_case_number"].initial = case.own_case_number
        self.fields["legal_basis"].initial = case.legal_basis


class AcknowledgeForm(FileForm):
    officer = SeatChoice(label=_("Saksbehandler"), queryset=Seat.objects.none())
    expected_on = a_date(
        _("Når venter dere å svare?"),
        required=False,
        help_text=_("La feltet stå tomt hvis svarfristen passer."),
    )
    expected_reason = forms.CharField(
        label=_("Hvorfor en annen dag enn fristen?"), required=False, max_length=300
    )
    field_order = ["officer", "expected_on", "expected_reason", "own_case_number", "legal_basis"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        seats = Seat.objects.at(now).filter(body=case.holder).exclude(role=Seat.Role.OBSERVER)
        self.fields["officer"].queryset = seats.with_names().order_by("role", "pk")
        self.fields["expected_reason"].needed_when = _("(trengs når du velger en annen dag enn svarfristen)")


class HandOnForm(ReasonForm):
    new_holder = forms.ModelChoiceField(
        label=_("Hvem skal ha saken?"), required=False, queryset=Body.objects.none()
    )
    responsibility = forms.ChoiceField(
        label=_("Eller: hva er uklart?"),
        required=False,
        choices=[("", _("Det er klart hvem som har saken")), *Responsibility.choices],
        help_text=_("Er det uklart, går saken til koordineringsgruppen, som avklarer hvem som har ansvaret."),
    )
    reason = long_text(_("Hvorfor er den ikke deres?"), rows=3)
    field_order = ["new_holder", "responsibility", "reason"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        possible = possible_recipients(local_day(now)).exclude(pk=case.holder_id)
        self.fields["new_holder"].queryset = possible
        for name in ("new_holder", "responsibility"):
            self.fields[name].is_one_of = True
        if case.times_handed_on:
            del self.fields["new_holder"]
            self.fields["responsibility"].help_text = _(
                "Saken er sendt videre før. Den går nå til koordineringsgruppen for avklaring."
            )

    def clean(self):
        return {"new_holder": None} | super().clean()


class ClarifyForm(ReasonForm):
    question = forms.CharField(label=_("Hva var uavklart?"), max_length=300)
    agreed_holder = forms.ModelChoiceField(label=_("Hvem skal ha saken?"), queryset=Body.objects.none())
    reason = long_text(_("Hvorfor?"), rows=3, max_length=2000)
    field_order = ["question", "agreed_holder", "reason"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        self.fields["agreed_holder"].queryset = possible_recipients(local_day(now))


class LayBeforeForm(StepForm):
    """Forslag til beslutning first; then what it costs those who must act, and the six questions."""

    deciding_body = forms.ModelChoiceField(
        label=_("Hvem legges saken frem for?"), queryset=Body.objects.none()
    )
    paper_type = forms.ChoiceField(
        label=_("Hva skal gruppen gjøre?"), choices=PaperType.choices, widget=forms.RadioSelect
    )
    proposal = long_text(
        _("Forslag til beslutning"), rows=4, help_text=_("Ett til tre punkter, ett på hver linje.")
    )
    costs = long_text(_("Hva koster det dem som må handle?"), required=False, rows=3)
    in_writing = forms.BooleanField(label=_("Skriftlig behandling, uten møte"), required=False)
    treated_on = a_date(
        _("Når behandles saken?"),
        required=False,
        help_text=_("Møtedatoen, eller siste dag for å svare skriftlig."),
    )
    due = a_date(_("Ny svarfrist"), required=False)

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        possible = possible_deciders(case, local_day(now))
        self.fields["deciding_body"].queryset = possible
        told = prefilled(case, now) | {name: text for name, text in case.paper.items() if text}
        for name, label in QUESTIONS.items():
            self.fields[name] = long_text(label, required=False, rows=5)
        for name in ("costs", *QUESTIONS):
            self.fields[name].initial = told[name]
        self.fields["deciding_body"].initial = case.deciding_body or possible.first()
        self.fields["paper_type"].initial = case.paper_type or PaperType.DECISION
        self.fields["proposal"].initial = case.proposal
        self.fields["treated_on"].initial = meets_on(case, now)
        self.fields["in_writing"].initial = case.in_writing
        self.fields["treated_on"].needed_when = _("(trengs ved skriftlig behandling)")
        self.fields["due"].needed_when = AFTER_THE_DEADLINE
        self.order_fields(
            [
                "deciding_body",
                "paper_type",
                "proposal",
                "costs",
                *QUESTIONS,
                "treated_on",
                "in_writing",
                "due",
            ]
        )


class AskForm(StepForm):
    asked_body = forms.ModelChoiceField(label=_("Hvem vil dere spørre?"), queryset=Body.objects.none())
    question = long_text(_("Hva trenger dere å vite?"), help_text=_("Ett spørsmål."))
    by = a_date(
        _("Når trenger dere svaret?"),
        help_text=_("Svarfristen står stille til svaret kommer, men ikke lenger enn til denne datoen."),
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["asked_body"].queryset = possible_to_ask(case, local_day(now))
        self.fields["asked_body"].initial = case.escalation.home_body_id


class ReplyForm(StepForm):
    text = long_text(_("Opplysningene"), help_text=_("Ikke skriv om enkeltpasienter."))

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class UnaskForm(StepForm):
    """Nothing is asked for: the question stands above, and those who got it are told."""

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class NewDateForm(ReasonForm):
    due = a_date(_("Ny svarfrist"))
    reason = long_text(_("Hvorfor?"), rows=3, help_text=_("De som spurte, får vite det."))
    field_order = ["due", "reason"]


class DeferForm(ReasonForm):
    reason = long_text(_("Hvorfor utsettes saken?"), rows=3)
    needed = long_text(_("Hva trengs for å beslutte?"), rows=3)
    treated_on = a_date(_("Når behandles den igjen?"))
    due = a_date(_("Ny svarfrist"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due"].needed_when = AFTER_THE_DEADLINE


class AuthoriseForm(StepForm):
    seat = SeatChoice(label=_("Hvem får fullmakt?"), queryset=Seat.objects.none())
    limits = long_text(_("Grensene for fullmakten"), rows=3)
    until = a_date(_("Fullmakten varer til og med"))

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["seat"].queryset = possible_to_authorise(case, now)
        self.fields["seat"].label_from_instance = lambda seat: f"{seat.signature}, {seat.body.name}"


class AnswerForm(StepForm):
    text = long_text(
        _("Svaret, i klart språk"),
        rows=8,
        max_length=Answer.MAX_LENGTH,
        help_text=format_lazy(
            _("Dette leser de som spurte. Høyst {max_length} tegn."), max_length=Answer.MAX_LENGTH
        ),
    )
    link = LinkField(label=_("Lenke"), required=False, max_length=500)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class SettleForm(AnswerForm):
    outcome = forms.ChoiceField(
        label=_("Utfall"), choices=[("", _("Velg utfall"))] + [(o.value, o.label) for o in Decision.BY_DESK]
    )
    entry = forms.ModelChoiceField(
        label=_("Innholdet på informasjonssiden"),
        required=False,
        queryset=Entry.objects.none(),
        help_text=_(
            "Er det ikke skrevet ennå, så velg «Skriv nytt innhold først» nederst. Det du har fylt ut her, blir stående."
        ),
    )
    executor_due = a_date(_("Lages innen"), required=False)
    grounds = long_text(_("Begrunnelse"), rows=3)
    field_order = ["outcome", "entry", "executor_due", "text", "link", "grounds"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        self.fields["entry"].queryset = Entry.objects.published().filter(desk=case.holder).order_by("-pk")
        say_when_needed_at_desk(self.fields)

    def clean(self):
        cleaned = super().clean()
        for refusal in amiss_at_desk(cleaned):
            if refusal.field not in self.errors:
                self.add_error(refusal.field, refusal.sentence)
        return cleaned


REFERRAL_FORMS = {
    "acknowledge": AcknowledgeForm,
    "file": FileForm,
    "clarify": ClarifyForm,
    "hand_on": HandOnForm,
    "lay_before": LayBeforeForm,
    "ask": AskForm,
    "reply": ReplyForm,
    "unask": UnaskForm,
    "new_date": NewDateForm,
    "defer": DeferForm,
    "authorise": AuthoriseForm,
    "decide": DecideForm,
    "answer": AnswerForm,
    "settle": SettleForm,
    "correct": CorrectForm,
    **JOINT_FORMS,
}
