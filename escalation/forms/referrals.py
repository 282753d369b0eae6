"""Forms for the steps of a sak hos mottaker."""

from django import forms

from escalation.changes import possible_followers
from escalation.deciding import inputs_by_seat, possible_deciders, possible_to_authorise
from escalation.forms.parts import DecidedForm, ReasonForm, SeatChoice, SharesMixin, a_date, long_text
from escalation.handling import possible_to_ask
from escalation.lifting import possible_recipients
from escalation.models import Answer, Change, Decision, MemberInput, PaperType, Referral, Responsibility
from escalation.paper import QUESTIONS, prefilled
from escalation.preparing import CHOOSE_ANSWER, NEEDS_TEXT, VALUES, Kind, kinds_for
from escalation.rules import decides_alone
from escalation.together import possible_partners
from guidance import joint
from guidance.models import Entry
from network.deadlines import local_day
from network.models import Body, Organisation, Person, Seat
from network.pages import OnceForm, StepForm

Outcome = Decision.Outcome


class FileForm(StepForm):
    own_case_number = forms.CharField(label="Eget saksnummer", required=False, max_length=60)
    legal_basis = forms.CharField(
        label="Hjemmel, om saken er unntatt offentlighet hos dere",
        required=False,
        max_length=200,
        help_text="For eksempel offentleglova § 14.",
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["own_case_number"].initial = case.own_case_number
        self.fields["legal_basis"].initial = case.legal_basis


class AcknowledgeForm(FileForm):
    officer = SeatChoice(label="Saksbehandler", queryset=Seat.objects.none())
    expected_on = a_date(
        "Når venter dere å svare?", required=False, help_text="La stå tomt når fristen passer."
    )
    expected_reason = forms.CharField(
        label="Hvorfor en annen dag enn fristen?", required=False, max_length=300
    )
    field_order = ["officer", "expected_on", "expected_reason", "own_case_number", "legal_basis"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        seats = Seat.objects.at(now).filter(body=case.holder).exclude(role=Seat.Role.OBSERVER)
        self.fields["officer"].queryset = seats.with_names().order_by("role", "pk")


class HandOnForm(ReasonForm):
    new_holder = forms.ModelChoiceField(
        label="Hvem hører saken til hos?", required=False, queryset=Body.objects.none()
    )
    responsibility = forms.ChoiceField(
        label="Eller: hva er uklart?",
        required=False,
        choices=[("", "Det er klart hvem som har saken"), *Responsibility.choices],
        help_text="Er det uklart, går saken til koordineringsgruppen, som avklarer hvem som har ansvaret.",
    )
    reason = long_text("Hvorfor er den ikke deres?", rows=3)
    field_order = ["new_holder", "responsibility", "reason"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        possible = possible_recipients(local_day(now)).exclude(pk=case.holder_id)
        self.fields["new_holder"].queryset = possible
        if case.times_handed_on:
            self.fields[
                "new_holder"
            ].help_text = "Saken er sendt videre før. Den går nå til koordineringsgruppen for avklaring."


class ClarifyForm(ReasonForm):
    question = forms.CharField(label="Hva var uavklart?", max_length=300)
    agreed_holder = forms.ModelChoiceField(label="Hvem skal ha saken?", queryset=Body.objects.none())
    reason = long_text("Hvorfor?", rows=3, max_length=2000)
    field_order = ["question", "agreed_holder", "reason"]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, **kwargs)
        self.fields["agreed_holder"].queryset = possible_recipients(local_day(now))


class LayBeforeForm(StepForm):
    """Forslag til beslutning first; then what it costs those who must act, and the six questions."""

    deciding_body = forms.ModelChoiceField(label="Hvem legges saken frem for?", queryset=Body.objects.none())
    paper_type = forms.ChoiceField(
        label="Hva skal gruppen gjøre?", choices=PaperType.choices, widget=forms.RadioSelect
    )
    proposal = long_text(
        "Forslag til beslutning", rows=4, help_text="Ett til tre punkter, ett på hver linje."
    )
    costs = long_text("Hva koster det dem som må handle?", required=False, rows=3)
    in_writing = forms.BooleanField(label="Skriftlig behandling, uten møte", required=False)
    treated_on = a_date(
        "Når behandles saken?", required=False, help_text="Møtedatoen, eller siste dag for å svare skriftlig."
    )
    due = a_date("Ny svarfrist", required=False, help_text="Bare når saken behandles etter svarfristen.")

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
    asked_body = forms.ModelChoiceField(label="Hvem spør dere?", queryset=Body.objects.none())
    question = long_text("Hva trenger dere å vite?", help_text="Ett spørsmål.")
    by = a_date(
        "Når trenger dere svaret?",
        help_text="Svarfristen står stille til svaret kommer, men ikke lenger enn hit.",
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["asked_body"].queryset = possible_to_ask(case, local_day(now))
        self.fields["asked_body"].initial = case.escalation.home_body_id


class ReplyForm(StepForm):
    text = long_text("Opplysningene")

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class NewDateForm(ReasonForm):
    due = a_date("Ny svarfrist")
    reason = long_text("Hvorfor?", rows=3, help_text="De som spurte, får vite det.")
    field_order = ["due", "reason"]


class DeferForm(ReasonForm):
    reason = long_text("Hvorfor utsettes saken?", rows=3)
    needed = long_text("Hva trengs for å beslutte?", rows=3)
    treated_on = a_date("Når behandles den igjen?")
    due = a_date("Ny svarfrist", required=False, help_text="Bare når det er etter svarfristen.")


class AuthoriseForm(StepForm):
    seat = SeatChoice(label="Hvem får fullmakt?", queryset=Seat.objects.none())
    limits = long_text("Grensene for fullmakten", rows=3)
    until = a_date("Fullmakten varer til og med")

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["seat"].queryset = possible_to_authorise(case, now)


def executors(seats):
    """Those who sit there answer for most of what is decided; a full list would be 487 lines long."""
    around = {seat.organisation_id for seat in seats}
    return Organisation.objects.filter(pk__in=around).order_by("name")


def which_scheme():
    return forms.CharField(
        label="Hvilken ordning?",
        required=False,
        max_length=200,
        help_text="Bare når saken hører til en annen ordning, for eksempel Nye metoder.",
    )


class DecideForm(SharesMixin, DecidedForm):
    outcome = forms.ChoiceField(
        label="Utfall", choices=[("", "Velg utfall")] + [(o.value, o.label) for o in Decision.BY_GROUP]
    )
    wording = long_text("Beslutningen, ordrett")
    grounds = long_text("Begrunnelse")
    executor = forms.ModelChoiceField(
        label="Hvem skal gjøre det?", required=False, queryset=Organisation.objects.none()
    )
    executor_due = a_date("Innen", required=False)
    nobody_acts = forms.BooleanField(label="Ingen skal gjøre noe nå", required=False)
    scheme = which_scheme()
    change_kind = forms.ChoiceField(
        label="Hva slags endring er det?",
        required=False,
        choices=[("", "Velg når noen skal gjøre noe"), *Change.Kind.choices],
    )
    follower = forms.ModelChoiceField(
        label="Hvem følger endringen til den er i mål?",
        required=False,
        queryset=Person.objects.none(),
        help_text="Saksbehandleren, når dere ikke velger en annen.",
    )
    field_order = [
        "outcome",
        "scheme",
        "wording",
        "grounds",
        "executor",
        "executor_due",
        "nobody_acts",
        "change_kind",
        "follower",
        "how",
        "decided_on",
        "dissent",
    ]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.decides, **kwargs)
        self.fields["executor"].queryset = executors(self.seats)
        self.add_shares(executors(self.seats))
        self.fields["follower"].queryset = possible_followers(now)
        self.fields["wording"].initial = case.proposal
        self.said = inputs_by_seat(case)
        if case.in_writing:
            self.fields["how"].initial = Decision.How.WRITING
        if decides_alone(self.actor, case, now):
            by_fullmakt = Decision.How.AUTHORITY
            self.fields["how"].choices = [(by_fullmakt.value, by_fullmakt.label)]
            self.fields["how"].initial = by_fullmakt
            self.leave_out_members()


class CorrectForm(SharesMixin, DecidedForm):
    outcome = forms.ChoiceField(label="Utfall", choices=[])
    wording = long_text("Beslutningen, ordrett")
    grounds = long_text("Hva rettes, og hvorfor?")
    entry = forms.ModelChoiceField(
        label="Innholdet på informasjonssiden", required=False, queryset=Entry.objects.none()
    )
    link = forms.URLField(label="Lenke", required=False, max_length=500, assume_scheme="https")
    executor = forms.ModelChoiceField(
        label="Hvem skal gjøre det?", required=False, queryset=Organisation.objects.none()
    )
    executor_due = a_date("Innen", required=False)
    nobody_acts = forms.BooleanField(label="Ingen skal gjøre noe nå", required=False)
    scheme = which_scheme()
    answer_changes = forms.BooleanField(
        label="Svaret må også rettes",
        required=False,
        help_text="Da skal et nytt svar sendes innen fem virkedager.",
    )
    field_order = [
        "outcome",
        "scheme",
        "wording",
        "grounds",
        "entry",
        "link",
        "executor",
        "executor_due",
        "nobody_acts",
    ]
    # A content desk decides by whoever answers for the content, and does itself what it promises.
    OF_A_GROUP = (
        "executor",
        "nobody_acts",
        "scheme",
        "how",
        "decided_on",
        "dissent",
        "votes_for",
        "votes_against",
    )

    def __init__(self, *args, case, now, **kwargs):
        body = case.decides_on(local_day(now))
        super().__init__(*args, case=case, now=now, body=body, **kwargs)
        desk, old = case.holder.is_desk, case.decisions.order_by("-pk").first()
        self.fields["outcome"].choices = [
            (o.value, o.label) for o in (Decision.BY_DESK if desk else Decision.BY_GROUP)
        ]
        for name in ("outcome", "wording", "executor", "executor_due", "nobody_acts", "scheme"):
            self.fields[name].initial = getattr(old, name, None)
        if desk:
            answer = case.answers.order_by("-pk").first()
            self.fields["entry"].queryset = (
                Entry.objects.published().filter(desk__in=[case.holder, body]).order_by("-pk")
            )
            self.fields["entry"].initial = answer and answer.entry
            self.fields["link"].initial = answer and answer.link
            self.leave_out(*self.OF_A_GROUP)
            self.leave_out_members()
        else:
            self.fields["executor"].queryset = executors(self.seats)
            self.add_shares(executors(self.seats), old.shares.all() if old else ())
            self.leave_out("entry", "link")


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


class HolderChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, referral):
        return referral.holder.name


class StartJointForm(StepForm):
    partners = HolderChoices(
        label="Hvem svarer dere sammen med?",
        queryset=Referral.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["partners"].queryset = possible_partners(case)


class DraftJointForm(StepForm):
    """The parts that this body writes: the lead all of them, the others their own."""

    only_spelling = forms.BooleanField(
        label="Jeg har bare rettet skrivefeil",
        required=False,
        help_text="Da står signaturene. Rettingen vises for dem som har signert.",
    )

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        parts = case.joint.parts_now if case.joint else []
        self.parts = [part for part in parts if joint.may_write(case.joint, part, case.holder)]
        for part in self.parts:
            name = "Det alle står bak" if part.body is None else f"Det {part.name} svarer for"
            field = long_text(name, required=False, rows=5, max_length=Answer.MAX_LENGTH)
            field.initial = part.text
            self.fields[joint.field_of(part)] = field
        self.order_fields([*map(joint.field_of, self.parts), "only_spelling"])

    def given(self):
        given = super().given()
        return given | {"texts": {part.pk: given.pop(joint.field_of(part)) for part in self.parts}}


class SignJointForm(StepForm):
    """A group has decided already; a content desk says how its part ends as it signs for the first time."""

    outcome = forms.ChoiceField(
        label="Utfall for dere",
        choices=[(o.value, o.label) for o in Decision.BY_DESK],
        initial=Outcome.DIRECT,
    )
    entry = forms.ModelChoiceField(
        label="Innholdet på informasjonssiden", required=False, queryset=Entry.objects.none()
    )
    executor_due = a_date("Lages innen", required=False, help_text="Bare når innholdet skal lages senere.")
    grounds = long_text("Begrunnelse", rows=3)

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["entry"].queryset = Entry.objects.published().filter(desk=case.holder).order_by("-pk")
        if case.decisions.exists():
            for name in ("outcome", "entry", "executor_due", "grounds"):
                del self.fields[name]


class SendJointForm(StepForm):
    link = forms.URLField(label="Lenke", required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


class MemberInputForm(OnceForm):
    """One thing a member says before the group decides: each kind asks only for what it needs."""

    ASKED = {
        Kind.QUESTION: ("Jeg har et spørsmål før møtet", "Hva lurer du på?"),
        Kind.DEPUTY: ("Jeg sender vara", "Merknad"),
        Kind.ASIDE: ("Jeg kan være inhabil", "Hvorfor kan du være inhabil?"),
        Kind.ANCHORED: ("Er saken forankret hos oss?", "Merknad"),
        Kind.WRITTEN: ("Jeg svarer skriftlig på forslaget", "Hvorfor, om du ikke er enig?"),
        Kind.MEETING: ("Jeg ber om at saken tas i et møte", "Hvorfor?"),
    }

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)

    def __init__(self, *args, kind, deputies, **kwargs):
        super().__init__(*args, auto_id=f"id_{kind}_%s", **kwargs)
        self.title, text = self.ASKED[kind]
        self.fields["kind"].initial = kind
        if kind == Kind.DEPUTY:
            self.fields["deputy"] = SeatChoice(
                label="Hvem kommer i stedet?",
                required=False,
                queryset=deputies,
                empty_label="Ikke avklart",
                help_text="Den du velger, får beskjed og en lenke til sakspapiret.",
            )
        if kind in VALUES:
            choices = [
                (value.value, MemberInput(kind=kind, value=value).value_text.capitalize())
                for value in VALUES[kind]
            ]
            self.fields["value"] = forms.ChoiceField(
                label="Svaret ditt",
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": CHOOSE_ANSWER},
            )
        self.fields["text"] = long_text(text, required=kind in NEEDS_TEXT, rows=3, max_length=2000)
        self.fields["text"].error_messages["required"] = NEEDS_TEXT.get(kind, "")


def input_forms(referral, deputies, sent=None):
    """A form for each thing a member can say now; the one that was sent is bound, also when it is too late.
    `deputies` are the seats that deputise for the member's."""
    kinds, chosen = kinds_for(referral), (sent or {}).get("kind")
    if chosen in Kind.values and chosen not in kinds:
        kinds.append(Kind(chosen))
    return [MemberInputForm(sent if kind == chosen else None, kind=kind, deputies=deputies) for kind in kinds]


REFERRAL_FORMS = {
    "acknowledge": AcknowledgeForm,
    "file": FileForm,
    "clarify": ClarifyForm,
    "hand_on": HandOnForm,
    "lay_before": LayBeforeForm,
    "ask": AskForm,
    "reply": ReplyForm,
    "new_date": NewDateForm,
    "defer": DeferForm,
    "authorise": AuthoriseForm,
    "decide": DecideForm,
    "answer": AnswerForm,
    "settle": SettleForm,
    "start_joint": StartJointForm,
    "draft_joint": DraftJointForm,
    "sign_joint": SignJointForm,
    "leave_joint": ReasonForm,
    "answer_jointly": SendJointForm,
    "correct": CorrectForm,
}
