"""The shape of what each step takes. Who may, and what must be there, is said by the workflow."""

from django import forms

from escalation.deciding import possible_deciders
from escalation.decisions import deciding_seats
from escalation.lifting import possible_recipients
from escalation.models import Answer, Decision, Participation, Verdict
from guidance.models import Entry
from network.deadlines import local_day
from network.models import Body, Organisation, Seat
from network.pages import OnceForm, StepForm

Part = Participation.Part


def long_text(label, *, required=True, rows=4, help_text="", max_length=8000):
    return forms.CharField(
        label=label,
        required=required,
        max_length=max_length,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def a_date(label, *, required=True, help_text=""):
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class SeatChoice(forms.ModelChoiceField):
    def label_from_instance(self, seat):
        return seat.signature


class ProposeForm(OnceForm):
    title = forms.CharField(label="Tittel på saken", max_length=200)
    ask = forms.CharField(label="Hva ber vi om?", max_length=300, help_text="Én setning.")
    recipients = forms.ModelMultipleChoiceField(
        label="Hvem skal saken til?", queryset=Body.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    no_assessment_because = forms.CharField(
        label="Hvorfor bør den løftes uten vurdering?",
        required=False,
        max_length=500,
        help_text="Bare når ingen har vurdert innmeldingen ennå.",
    )
    tie_to_raiser = forms.CharField(
        label="Har du selv tilknytning til den som meldte inn?",
        required=False,
        max_length=300,
        help_text="Skriv hvilken. La stå tomt om du ikke har det.",
    )

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipients"].queryset = possible_recipients(local_day(now))


class ProposeAgainForm(StepForm, ProposeForm):
    """A draft that was sent back, proposed once more."""

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        del self.fields["title"]
        self.fields["ask"].initial = case.ask
        self.fields["recipients"].initial = list(case.proposed_to.all())
        self.fields["no_assessment_because"].initial = case.no_assessment_because
        self.fields["tie_to_raiser"].initial = case.tie_to_raiser


class ReasonForm(StepForm):
    reason = long_text("Begrunnelse")

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class SendBackForm(ReasonForm):
    reason = long_text("Hva mangler?")


class DecidedForm(StepForm):
    """What every recorded decision says: how, when, and who took part for whom.

    «Er noen inhabile?»: everyone took part until the secretary says otherwise.
    """

    how = forms.ChoiceField(
        label="Hvordan ble det besluttet?",
        choices=[(how.value, how.label) for how in Decision.How if how != Decision.How.DESK],
        initial=Decision.How.MEETING,
        widget=forms.RadioSelect,
    )
    decided_on = a_date("Dato for beslutningen")
    dissent = long_text("Særmerknader", required=False, rows=2)

    def __init__(self, *args, case, now, body, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["decided_on"].initial = local_day(now)
        self.seats = list(deciding_seats(body, now))
        for seat in self.seats:
            self.fields[f"part_{seat.pk}"] = forms.ChoiceField(
                label=seat.signature, choices=Part.choices, initial=Part.TOOK_PART
            )
            self.fields[f"why_{seat.pk}"] = forms.CharField(
                label=f"Hvorfor deltok ikke {seat.person.name}?", required=False, max_length=300
            )

    def clean(self):
        cleaned = super().clean()
        for seat in self.seats:
            aside = cleaned.get(f"part_{seat.pk}") == Part.STOOD_ASIDE
            if aside and not cleaned.get(f"why_{seat.pk}"):
                self.add_error(f"why_{seat.pk}", "Skriv hvorfor den inhabile ikke deltok.")
        return cleaned

    @property
    def participation_rows(self):
        """Each seat with its two fields, for the page."""
        return [(seat, self[f"part_{seat.pk}"], self[f"why_{seat.pk}"]) for seat in self.seats]

    @property
    def plain_fields(self):
        """The fields that are not participations, in order, without the hidden ones."""
        return [f for f in self.visible_fields() if not f.name.startswith(("part_", "why_"))]

    def given(self):
        given = super().given()
        parts = [
            {
                "seat": seat,
                "part": given.pop(f"part_{seat.pk}"),
                "reason": given.pop(f"why_{seat.pk}"),
            }
            for seat in self.seats
        ]
        return given | {"participations": parts}


class LiftForm(DecidedForm):
    recipients = forms.ModelMultipleChoiceField(
        label="Hvem skal saken sendes til?", queryset=Body.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    lead_recipient = forms.ModelChoiceField(label="Hovedmottaker", queryset=Body.objects.none())
    reason = long_text("Begrunnelse")
    field_order = ["recipients", "lead_recipient", "reason", "how", "decided_on", "dissent"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.lifting_body, **kwargs)
        possible = possible_recipients(local_day(now))
        proposed = list(case.proposed_to.order_by("kind", "name"))
        self.fields["recipients"].queryset = self.fields["lead_recipient"].queryset = possible
        self.fields["recipients"].initial = proposed
        self.fields["lead_recipient"].initial = proposed[0] if proposed else None


class NotLiftForm(DecidedForm):
    reason = long_text("Begrunnelse")
    instead = long_text("Hva kan gjøres i stedet?", rows=3)
    field_order = ["reason", "instead", "how", "decided_on", "dissent"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.lifting_body, **kwargs)


class AcknowledgeForm(StepForm):
    officer = SeatChoice(label="Saksbehandler", queryset=Seat.objects.none())
    expected_on = a_date("Når venter dere å svare?", required=False)
    expected_reason = forms.CharField(
        label="Hvorfor en annen dag enn fristen?", required=False, max_length=300
    )
    own_case_number = forms.CharField(label="Eget saksnummer", required=False, max_length=60)

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        seats = Seat.objects.at(now).filter(body=case.holder).exclude(role=Seat.Role.OBSERVER)
        self.fields["officer"].queryset = seats.with_names().order_by("role", "pk")


class LayBeforeForm(StepForm):
    deciding_body = forms.ModelChoiceField(label="Hvem legges saken frem for?", queryset=Body.objects.none())
    paper = long_text("Saksfremlegg", rows=8, help_text="Det gruppen trenger å vite for å beslutte.")
    proposal = long_text("Forslag til beslutning", help_text="Ett til tre nummererte punkter.")

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        possible = possible_deciders(case, local_day(now))
        self.fields["deciding_body"].queryset = possible
        self.fields["deciding_body"].initial = case.deciding_body or possible.first()
        self.fields["paper"].initial = case.paper
        self.fields["proposal"].initial = case.proposal


class AskForm(StepForm):
    question = long_text("Hva trenger dere å vite?")

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class ReplyForm(StepForm):
    text = long_text("Opplysningene")

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class DecideForm(DecidedForm):
    outcome = forms.ChoiceField(
        label="Utfall", choices=[("", "Velg utfall")] + [(o.value, o.label) for o in Decision.BY_GROUP]
    )
    wording = long_text("Beslutningen, ordrett")
    grounds = long_text("Begrunnelse")
    executor = forms.ModelChoiceField(
        label="Hvem skal gjøre det?", required=False, queryset=Organisation.objects.none()
    )
    executor_due = a_date("Innen", required=False)
    field_order = [
        "outcome",
        "wording",
        "grounds",
        "executor",
        "executor_due",
        "how",
        "decided_on",
        "dissent",
    ]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.deciding_body or case.holder, **kwargs)
        # Those who sit there answer for most of what is decided; a full list would be 487 lines long.
        around = {seat.organisation_id for seat in self.seats}
        self.fields["executor"].queryset = Organisation.objects.filter(pk__in=around).order_by("name")
        self.fields["wording"].initial = case.proposal


class AnswerForm(StepForm):
    text = long_text(
        "Svaret, i klart språk",
        rows=8,
        max_length=Answer.MAX_LENGTH,
        help_text=f"Dette leser de som spurte. Høyst {Answer.MAX_LENGTH} tegn.",
    )
    link = forms.URLField(label="Lenke", required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class SettleForm(AnswerForm):
    outcome = forms.ChoiceField(
        label="Utfall", choices=[("", "Velg utfall")] + [(o.value, o.label) for o in Decision.BY_DESK]
    )
    entry = forms.ModelChoiceField(
        label="Innholdet på informasjonssiden", required=False, queryset=Entry.objects.none()
    )
    executor_due = a_date("Lages innen", required=False, help_text="Bare når innholdet skal lages senere.")
    grounds = long_text("Begrunnelse", rows=3)
    field_order = ["outcome", "entry", "executor_due", "text", "link", "grounds"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        self.fields["entry"].queryset = Entry.objects.published().filter(desk=case.holder).order_by("-pk")


class VerdictForm(OnceForm):
    helped = forms.ChoiceField(
        label="Løste svaret saken?", choices=Verdict.Helped.choices, widget=forms.RadioSelect
    )
    why = long_text("Hvorfor, eller hva mangler?", required=False, rows=3, max_length=1000)


ESCALATION_FORMS = {
    "propose": ProposeAgainForm,
    "send_back": SendBackForm,
    "lift": LiftForm,
    "not_lift": NotLiftForm,
    "withdraw": ReasonForm,
}
REFERRAL_FORMS = {
    "acknowledge": AcknowledgeForm,
    "lay_before": LayBeforeForm,
    "ask": AskForm,
    "reply": ReplyForm,
    "decide": DecideForm,
    "answer": AnswerForm,
    "settle": SettleForm,
}
