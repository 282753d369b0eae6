"""What the forms of a løftet sak share: fields, and how a recorded decision is asked for."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.decisions import (
    amiss_in_dates,
    check_participations,
    deciding_seats,
    organisations_behind,
    parts_to_write,
)
from escalation.models import Decision, MemberInput, Participation
from network.audit import label_of
from network.deadlines import local_day
from network.forms import CHOOSE
from network.models import Seat
from network.pages import StepForm
from network.registries import days_on_agendas
from network.workflow import Refused

Part = Participation.Part
# Fields that are read together, by what their names begin with.
GATHERED = ("part_", "why_", "share_")


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


def meets_on(case, now):
    """The day of the meeting that the case is still to be decided in, or None."""
    agreed = getattr(case, "treated_on", None)
    day = days_on_agendas(label_of(case), [case.pk]).get(case.pk, agreed)
    return day if day and day > local_day(now) else None


class SeatChoice(forms.ModelChoiceField):
    def label_from_instance(self, seat):
        return seat.signature


class ReasonForm(StepForm):
    reason = long_text(_("Begrunnelse"))

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)


def _usually(seat):
    """A deputy is there when the member is not."""
    return Part.ABSENT if seat.role == Seat.Role.DEPUTY else Part.TOOK_PART


@dataclass(frozen=True)
class Row:
    """A member's part in a decision; beside it what they have said, which chooses nothing by itself."""

    seat: Seat
    part: BoundField
    why: BoundField
    said: list[MemberInput]
    is_party: bool


class DecidedForm(StepForm):
    """What every recorded decision says: how, when, and who took part for whom.

    «Er noen inhabile?»: everyone took part until the secretary says otherwise.
    """

    said: dict[int, list[MemberInput]] = {}

    how = forms.ChoiceField(
        label=_("Hvordan ble det besluttet?"),
        choices=[(how.value, how.label) for how in Decision.How if how != Decision.How.DESK],
        initial=Decision.How.MEETING,
        widget=forms.RadioSelect,
    )
    decided_on = a_date(_("Dato for beslutningen"))
    dissent = long_text(_("Særmerknader"), required=False, rows=2)

    def __init__(self, *args, case, now, body, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.body, self.now = body, now
        self.fields["decided_on"].initial = local_day(now)
        if meets_on(case, now):
            self.fields["how"].initial = None
        self.seats = list(deciding_seats(body, now))
        self.asked_by = organisations_behind(getattr(case, "escalation", case))
        if body.may_vote:
            for name, label in (
                ("votes_for", _("Stemmer for")),
                ("votes_against", _("Stemmer mot")),
            ):
                self.fields[name] = forms.IntegerField(label=label, required=False, min_value=0)
        for seat in self.seats:
            self.fields[f"part_{seat.pk}"] = forms.ChoiceField(
                label=seat.signature,
                choices=Part.choices,
                initial=_usually(seat),
                error_messages={
                    "required": gettext("Velg om {person} deltok.").format(person=seat.person.name)
                },
            )
            self.fields[f"why_{seat.pk}"] = forms.CharField(
                label=gettext("Hvorfor deltok ikke {person}?").format(person=seat.person.name),
                required=False,
                max_length=300,
            )
            self.fields[f"why_{seat.pk}"].needed_when = _("(trengs for den som er inhabil)")

    def begin_with(self, old):
        """What a decision said of how, when and by whom, so that what nobody corrects stays as it was."""
        for name in ("how", "decided_on", "dissent", "votes_for", "votes_against"):
            if name in self.fields:
                self.fields[name].initial = getattr(old, name)
        parts = {one.seat_id: one for one in old.participations.all()}
        for seat in self.seats:
            if given := parts.get(seat.pk):
                self._usually(seat.pk, given.part)
                self.fields[f"why_{seat.pk}"].initial = given.reason
            elif old.how != Decision.How.AUTHORITY:
                self._usually(seat.pk, Part.ABSENT)

    def heed(self, said):
        """What members have said beforehand. Whoever may be partial, or sends a deputy without saying whom, is
        not taken to have taken part: whoever records the decision says how it was."""
        self.said = said
        for seat in self.seats:
            given = {one.kind: one for one in said.get(seat.pk, ())}
            sent = given.get(MemberInput.Kind.DEPUTY)
            if sent and sent.deputy_id and MemberInput.Kind.ASIDE not in given:
                self._usually(seat.pk, Part.ABSENT)
                self._usually(sent.deputy_id, Part.TOOK_PART)
            elif sent or MemberInput.Kind.ASIDE in given:
                self._ask(seat.pk)

    def _usually(self, pk, part):
        if f"part_{pk}" in self.fields:
            self.fields[f"part_{pk}"].initial = part

    def _ask(self, pk):
        field = self.fields[f"part_{pk}"]
        field.choices, field.initial = [("", _("Velg")), *Part.choices], ""
        if self.initial.get(f"part_{pk}") == Part.TOOK_PART:
            del self.initial[f"part_{pk}"]

    def leave_out(self, *names):
        for name in names:
            self.fields.pop(name, None)

    def leave_out_members(self):
        """For those who decide alone."""
        for seat in self.seats:
            self.leave_out(f"part_{seat.pk}", f"why_{seat.pk}")
        self.seats = []

    def clean(self):
        cleaned = super().clean()
        for seat in self.seats:
            aside = cleaned.get(f"part_{seat.pk}") == Part.STOOD_ASIDE
            if aside and not cleaned.get(f"why_{seat.pk}"):
                self.add_error(f"why_{seat.pk}", _("Skriv hvorfor den inhabile ikke deltok."))
        self._tell_all_that_is_amiss(self.gathered(cleaned))
        return cleaned

    def _tell_all_that_is_amiss(self, given):
        """What the step would refuse one by one, so that nobody mends one thing to be told of the next. Of each
        field the first."""
        for refusal in (*self.amiss(given), *amiss_in_dates(given, local_day(self.now))):
            if refusal.field not in self.errors:
                self._refuse(refusal)
        if any(name.startswith(("part_", "why_", "how")) for name in self.errors):
            return
        try:
            check_participations(self.body, parts_to_write(given), how=given.get("how"), now=self.now)
        except Refused as refusal:
            self._refuse(refusal)

    def _refuse(self, refusal):
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)

    def amiss(self, _given):
        """A Refused for each thing that the outcome demands and is not there."""
        return ()

    @property
    def participation_rows(self):
        """Each seat with its two fields, what was said, and whether its organisation asked, for the page."""
        return [
            Row(
                seat,
                self[f"part_{seat.pk}"],
                self[f"why_{seat.pk}"],
                self.said.get(seat.pk, []),
                seat.organisation_id in self.asked_by,
            )
            for seat in self.seats
        ]

    @property
    def taken_for_granted(self):
        """What is recorded when nothing is changed; empty when there is something to look at."""
        if self.participation_is_open:
            return ""
        took_part = sum(self[f"part_{seat.pk}"].initial == Part.TOOK_PART for seat in self.seats)
        if took_part == len(self.seats):
            return gettext(
                "Endrer du ikke noe under, blir det ført at alle deltok, og at ingen var inhabile."
            )
        return gettext(
            "Endrer du ikke noe under, blir det ført at {some} av {all} deltok, og at ingen var inhabile."
        ).format(some=took_part, all=len(self.seats))

    @property
    def participation_is_open(self):
        """Somebody has said something, may be too close to the case, or is noted otherwise than usual."""
        return bool(self.non_field_errors()) or any(
            row.said
            or row.is_party
            or row.part.errors
            or row.why.errors
            or row.part.value() != row.part.initial
            or row.part.initial == Part.STOOD_ASIDE
            for row in self.participation_rows
        )

    @property
    def plain_fields(self):
        """The fields that are not participations or shares, in order, without the hidden ones."""
        return [f for f in self.visible_fields() if not f.name.startswith(GATHERED)]

    def gathered(self, cleaned):
        """With what each seat did as one list; also while something is missing."""
        parts = [
            {
                "seat": seat,
                "part": cleaned.get(f"part_{seat.pk}", ""),
                "reason": cleaned.get(f"why_{seat.pk}", ""),
            }
            for seat in self.seats
        ]
        return cleaned | {"participations": parts}

    def given(self):
        given = self.gathered(super().given())
        return {name: value for name, value in given.items() if not name.startswith(GATHERED)}


class FollowerMixin:
    """Who follows a change: chosen among those it lies nearest to; anyone else by name or e-mail address."""

    unknown = _("Fant ingen med en rolle her som heter det. Skriv navnet slik det står på gruppens side.")

    def add_follower(self, likely, everyone, *, missing=""):
        """`missing`: what is said when nobody is named; empty when nobody need be."""
        self.everyone, self.no_follower = everyone, missing
        self.fields["follower"].queryset = likely
        self.fields["follower"].required = False
        self.fields["other_follower"] = forms.CharField(
            label=_("Eller en annen"),
            required=False,
            max_length=200,
            help_text=_("Skriv navnet eller e-postadressen til en som har en rolle i nettverket."),
        )
        for name in ("follower", "other_follower"):
            self.fields[name].is_one_of = bool(missing)

    def clean(self):
        cleaned = super().clean()
        if written := cleaned.pop("other_follower", "").strip().casefold():
            named = [one for one in self.everyone if written in (one.name.casefold(), one.email.casefold())]
            if len(named) == 1:
                cleaned["follower"] = named[0]
            else:
                self.add_error(
                    "other_follower",
                    _("Flere heter det. Skriv e-postadressen.") if named else self.unknown,
                )
        elif self.no_follower and not cleaned.get("follower") and "follower" not in self.errors:
            self.add_error("follower", self.no_follower)
        return cleaned


class SharesMixin:
    """A form of a decision that several can carry out: who does each part, what it is, and by when."""

    MOST_SHARES = 4
    SHARE = ("organisation", "what", "due_on")
    numbers = range(0)

    def add_shares(self, organisations, given=()):
        given = list(given)
        self.numbers = range(1, max(self.MOST_SHARES, len(given)) + 1)
        for number in self.numbers:
            self.fields[f"share_{number}_organisation"] = forms.ModelChoiceField(
                label=_("Hvem"), required=False, queryset=organisations, empty_label=CHOOSE
            )
            self.fields[f"share_{number}_what"] = forms.CharField(
                label=_("Hva de skal gjøre"), required=False, max_length=200
            )
            self.fields[f"share_{number}_due_on"] = a_date(_("Innen"), required=False)
            for name in self.SHARE:
                self.fields[f"share_{number}_{name}"].needed_when = _("(trengs når delen brukes)")
        for number, share in enumerate(given, start=1):
            for name in self.SHARE:
                self.fields[f"share_{number}_{name}"].initial = getattr(share, name)

    @property
    def share_rows(self):
        return [[self[f"share_{number}_{name}"] for name in self.SHARE] for number in self.numbers]

    @property
    def shares_are_open(self):
        return any(field.value() or field.errors for row in self.share_rows for field in row)

    def gathered(self, cleaned):
        """Also the rows that say something; their numbers stay, so that a refusal finds its field."""
        rows = [
            {name: cleaned.get(f"share_{number}_{name}") for name in self.SHARE} for number in self.numbers
        ]
        while rows and not any(rows[-1].values()):
            rows.pop()
        return super().gathered(cleaned) | {"shares": rows}
