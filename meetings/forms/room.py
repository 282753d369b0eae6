"""The page of a meeting that goes on: who is there, what is said, and what comes of each line."""

from dataclasses import dataclass
from types import MappingProxyType

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.forms import ESCALATION_FORMS, REFERRAL_FORMS
from escalation.models import Participation
from meetings import notes, room
from meetings.lines import Line
from meetings.settled import ENDS
from network.forms import Form
from network.models import Seat
from network.pages import OnceForm
from network.workflow import Refused

Part = Participation.Part
LONGEST = 20_000  # signs in one text of the minutes

# The steps that end a line of the agenda with a decision, by what the line is about.
DECISIONS = {
    "escalation.escalation": {name: ESCALATION_FORMS[name] for name in ("lift", "not_lift")},
    "escalation.referral": {"decide": REFERRAL_FORMS["decide"]},
}


class SeatChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, seat):
        return f"{seat.signature}, {seat.get_role_display()}"


class PresentForm(Form):
    """Who is there. `before` is what the page showed, so that two who note it at once note it together."""

    present = SeatChoices(
        label=_("Hvem er her?"),
        queryset=Seat.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    before = forms.ModelMultipleChoiceField(
        queryset=Seat.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args, meeting, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting, self.seats = meeting, seats
        for name in ("present", "before"):
            self.fields[name].queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).with_names()
        self.fields["present"].choices = [
            (seat.pk, self.fields["present"].label_from_instance(seat)) for seat in seats
        ]

    def attend(self, *, actor, now):
        present, before = (set(self.cleaned_data.get(name, ())) for name in ("present", "before"))
        if present != before:
            room.attend(self.meeting, actor=actor, now=now, arrived=present - before, left=before - present)


class NoteForm(Form):
    """One text, and the version it was typed from."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST,
        label=_("Referat"),
        widget=forms.Textarea(attrs={"rows": 30, "data-note": ""}),
    )
    item = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Row:
    """A line and its fields, for the page."""

    line: Line
    text: BoundField
    base: BoundField
    used: BoundField
    outcome: BoundField
    why: BoundField


class RoomForm(PresentForm):
    """The page of a meeting that goes on. Whatever button is pressed, all that was typed is saved; of the rest
    only what was changed here, so that an old page never writes over what another has noted since."""

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["others"] = forms.CharField(
            label=_("Andre til stede"),
            required=False,
            max_length=2000,
            initial=self.meeting.others_present,
            show_hidden_initial=True,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_(
                "Andre enn dem i listen over. Skriv navn og virksomhet, én på hver linje. De står i referatet, men teller "
                "ikke med når gruppen beslutter."
            ),
        )
        self._add_text(0, _("Om møtet som helhet"), self.meeting.minutes_text, self.meeting.minutes_version)
        for line in lines:
            self._add_line(line.item)

    def _add_text(self, pk, label, text, version):
        rows = min(12, max(3, text.count("\n") + 2))
        self.fields[f"text_{pk}"] = forms.CharField(
            label=label,
            required=False,
            strip=False,
            max_length=LONGEST,
            initial=text,
            widget=forms.Textarea(attrs={"rows": rows, "data-note": pk or ""}),
        )
        self.fields[f"base_{pk}"] = forms.IntegerField(min_value=0, initial=version, widget=forms.HiddenInput)

    def _add_line(self, item):
        self._add_text(item.pk, _("Notater"), item.notes, item.notes_version)
        self.fields[f"used_{item.pk}"] = forms.IntegerField(
            label=_("Brukte minutter"),
            required=False,
            min_value=0,
            max_value=600,
            initial=item.used_minutes,
            show_hidden_initial=True,
        )
        self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
            label=_("Utfall"),
            required=False,
            choices=_outcomes(item),
            initial=item.outcome,
            show_hidden_initial=True,
        )
        self.fields[f"why_{item.pk}"] = forms.CharField(
            label=_("Begrunnelse"),
            required=False,
            max_length=300,
            initial=item.outcome_why,
            show_hidden_initial=True,
        )

    def rows(self):
        names = ("text", "base", "used", "outcome", "why")
        return [Row(line, **{name: self[f"{name}_{line.item.pk}"] for name in names}) for line in self.lines]

    def save(self, *, actor, now):
        """Make each change by itself: what is refused is shown beside its field, and the rest is saved."""
        self.full_clean()  # what is wrong in one field keeps nothing else from being saved
        who = {"actor": actor, "now": now}
        self._try("present", lambda: self.attend(**who))
        if "others" in self.changed_data and "others" in self.cleaned_data:
            others = self.cleaned_data["others"]
            self._try("others", lambda: room.note_others(self.meeting, others=others, **who))
        self._save_text(0, None, who)
        for item in (line.item for line in self.lines):
            self._save_text(item.pk, item, who)
            self._save_line(item, who)
        return not self.errors

    def _save_text(self, pk, item, who):
        text, base = (self.cleaned_data.get(f"{name}_{pk}") for name in ("text", "base"))
        unchanged = text and text.replace("\r\n", "\n") == self.fields[f"text_{pk}"].initial
        if text is None or base is None or unchanged:
            return
        saved = self._try(f"text_{pk}", lambda: notes.save(self.meeting, item, base=base, text=text, **who))
        if saved:  # should another field be refused, the page goes on from what stands now
            self.data = self.data.copy()
            self.data[f"text_{pk}"], self.data[f"base_{pk}"] = saved.text, str(saved.version)

    def _save_line(self, item, who):
        used, outcome, why = (f"{name}_{item.pk}" for name in ("used", "outcome", "why"))
        given = self.cleaned_data
        if used in self.changed_data and used in given:
            self._try(used, lambda: room.note_minutes(item, used=given[used], **who))
        if {outcome, why} & set(self.changed_data) and outcome in given and why in given:
            said = {"outcome": given[outcome], "why": given[why]}
            self._try(outcome, lambda: room.conclude(item, **said, **who), {"outcome_why": why})

    def _try(self, field, act, fields=MappingProxyType({})):
        try:
            return act()
        except Refused as refusal:
            self.add_error(fields.get(refusal.field, field), refusal.sentence)
            return None


def _outcomes(item):
    """What can be said of a line: nothing that sends a case on when it has been decided elsewhere."""
    outcomes = item.outcomes
    return [one for one in outcomes if one[0] in (*ENDS, item.outcome)] if item.settled else outcomes


class AsideForm(Form):
    """Who is partial in one line, and why. Those who are there first; none by default."""

    def __init__(self, *args, seats, noted, ask, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            self.fields[f"seat_{seat.pk}"] = forms.CharField(
                label=gettext("{person}: hvorfor inhabil?").format(person=seat.person.name),
                help_text=gettext("{organisation} meldte inn eller sluttet seg til saken.").format(
                    organisation=seat.organisation.called
                )
                if seat in ask
                else "",
                required=False,
                max_length=300,
                initial=noted.get(seat.pk, ""),
                show_hidden_initial=True,
            )

    def why(self):
        """The reason for each seat it was changed for."""
        return {
            seat: self.cleaned_data[f"seat_{seat.pk}"]
            for seat in self.seats
            if f"seat_{seat.pk}" in self.changed_data
        }


class NewItemForm(OnceForm):
    title = forms.CharField(label=_("Hva tas opp?"), max_length=200)
    minutes = forms.IntegerField(label=_("Hvor mange minutter?"), min_value=1, max_value=240, initial=10)


class CloseForm(Form):
    rest_to_next = forms.BooleanField(label=_("La resten gå til neste møte"), required=False)


def participation_initial(seats, present, aside):
    """What the form of a decision begins with, from who is noted as there: a deputy takes part in the place of
    one who is away, or stands aside. Nothing when nobody is noted."""
    if not present:
        return {}
    takes_part = {seat.pk for seat in seats if seat.pk in present and seat.pk not in aside}
    given = {f"why_{pk}": why for pk, why in aside.items()}
    for seat in seats:
        spare = seat.deputises_for_id in takes_part
        part = Part.TOOK_PART if seat.pk in takes_part and not spare else Part.ABSENT
        given[f"part_{seat.pk}"] = Part.STOOD_ASIDE if seat.pk in aside else part
    return given
