from datetime import time, timedelta

from django import forms
from django.db.models import Q

from escalation.forms import ESCALATION_FORMS, REFERRAL_FORMS
from escalation.forms.parts import a_date
from meetings.invitations import NO_CAPACITY
from meetings.models import AgendaItem, ItemType, Series
from network.deadlines import local_day
from network.forms import CHOOSE, Form
from network.models import Body, Organisation, Seat
from network.pages import OnceForm, StepForm

# The steps that end a line of the agenda with a decision, by what the line is about.
DECISIONS = {
    "escalation.escalation": {name: ESCALATION_FORMS[name] for name in ("lift", "not_lift")},
    "escalation.referral": {"decide": REFERRAL_FORMS["decide"]},
}


NOON = time(12)
BUFFER = 10


def a_moment(label):
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"],
    )


def minutes(label, *, least, most, initial=None, help_text=""):
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, initial=initial, help_text=help_text
    )


def other_bodies(body, now):
    return Body.objects.on(local_day(now)).exclude(pk=body.pk).order_by("name")


class FoldedForm(OnceForm):
    """What is seldom changed is folded away, with what is usual filled in."""

    FOLDED = ()

    @property
    def first_fields(self):
        return [field for field in self.visible_fields() if field.name not in self.FOLDED]

    @property
    def folded_fields(self):
        return [field for field in self.visible_fields() if field.name in self.FOLDED]

    @property
    def has_folded_errors(self):
        return any(field.errors for field in self.folded_fields)

    def given(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "token"}


class MeetingForm(FoldedForm):
    FOLDED = ("buffer_minutes", "propose_by", "papers_by", "facilitator")

    starts_at = a_moment("Når?")
    capacity_minutes = minutes("Minutter til saker", least=10, most=600, initial=90)
    place = forms.CharField(label="Sted eller lenke", required=False, max_length=300)
    buffer_minutes = minutes(
        "Minutter i reserve", least=0, most=120, initial=BUFFER, help_text="Kommer i tillegg til sakene."
    )
    propose_by = a_date(
        "Frist for å foreslå saker", required=False, help_text="Uten dato: ti dager før møtet."
    )
    papers_by = a_date("Frist for saksfremlegg", required=False, help_text="Uten dato: en uke før møtet.")
    facilitator = forms.ModelChoiceField(
        label="Fasiliteres av",
        queryset=Body.objects.none(),
        required=False,
        help_text="Hvis andre enn gruppen selv holder møtet.",
    )

    def __init__(self, *args, body, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = other_bodies(body, now)


class MoveForm(StepForm):
    starts_at = a_moment("Når skal møtet være?")
    why = forms.CharField(
        label="Hvorfor flyttes det?", max_length=300, help_text="Alle som er innkalt, får lese det."
    )


class CancelForm(StepForm):
    why = forms.CharField(
        label="Hvorfor avlyses det?", max_length=300, help_text="Alle som er innkalt, får lese det."
    )


class SeriesForm(FoldedForm):
    """When a body meets. How often is asked in one question, and taken apart here."""

    FOLDED = ("buffer_minutes", "propose_days", "papers_days", "holiday")
    OFTEN = {
        "weeks-1": "Hver uke",
        "weeks-2": "Annenhver uke",
        "months-1": "Hver måned",
        "months-2": "Annenhver måned",
        "months-3": "Hver tredje måned",
    }

    often = forms.ChoiceField(label="Hvor ofte?", initial="months-1")
    nth = forms.TypedChoiceField(
        label="Hvilken i måneden?",
        choices=[("", "Velg …"), *Series.NTH],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Bare når dere møtes hver måned eller sjeldnere.",
    )
    weekday = forms.TypedChoiceField(label="Ukedag", choices=Series.WEEKDAYS, coerce=int, initial=1)
    time = forms.TimeField(
        label="Klokkeslett",
        initial=NOON,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M"],
    )
    starts_on = a_date("Fra og med")
    capacity_minutes = minutes("Minutter til saker", least=10, most=600, initial=90)
    place = forms.CharField(label="Sted eller lenke", required=False, max_length=300)
    holiday = forms.ChoiceField(
        label="Når dagen er en fridag", choices=Series.Holiday, initial=Series.Holiday.NEXT
    )
    buffer_minutes = minutes(
        "Minutter i reserve", least=0, most=120, initial=BUFFER, help_text="Kommer i tillegg til sakene."
    )
    propose_days = minutes("Frist for å foreslå saker (dager før møtet)", least=1, most=60, initial=10)
    papers_days = minutes("Frist for saksfremlegg (dager før møtet)", least=1, most=60, initial=7)

    def __init__(self, *args, now, series=None, **kwargs):
        kwargs["initial"] = self._as_it_is(series, now)
        super().__init__(*args, **kwargs)
        often = self.initial.get("often")
        rare = {} if often in (None, *self.OFTEN) else {often: series.rhythm}
        self.fields["often"].choices = list((self.OFTEN | rare).items())

    @staticmethod
    def _as_it_is(series, now):
        tomorrow = local_day(now) + timedelta(days=1)
        if series is None:
            return {"starts_on": tomorrow}
        names = ("nth", "weekday", "time", "capacity_minutes", "place", "holiday", "buffer_minutes")
        as_it_is = {name: getattr(series, name) for name in (*names, "propose_days", "papers_days")}
        often = {"often": f"{series.cadence}-{series.every}"}
        return as_it_is | often | {"starts_on": max(tomorrow, series.starts_on)}

    def clean(self):
        cleaned = super().clean()
        cadence, _, every = cleaned.pop("often", "").partition("-")
        if cadence == Series.Cadence.MONTHS and cleaned.get("nth") is None and "nth" not in self.errors:
            self.add_error("nth", "Velg hvilken i måneden det skal være.")
        if cadence:
            cleaned |= {"cadence": cadence, "every": int(every)}
        if cadence == Series.Cadence.WEEKS:
            cleaned["nth"] = None
        return cleaned


class LastDayForm(OnceForm):
    last = a_date("Siste dag")

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last"].initial = local_day(now)


class FacilitateForm(OnceForm):
    facilitator = forms.ModelChoiceField(label="Hvem skal fasilitere møtene?", queryset=Body.objects.none())
    wish = forms.CharField(
        label="Hvem har ønsket det?",
        max_length=300,
        help_text="Eieren av nettverket, og gjerne hvor ønsket står. For eksempel «Helse Nord RHF, brev 3. juni».",
    )
    until = a_date("Til og med", required=False, help_text="Uten dato: til noen avslutter det.")

    def __init__(self, *args, body, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = other_bodies(body, now)


class StandingItemForm(OnceForm):
    title = forms.CharField(label="Sak", max_length=200)
    type = forms.ChoiceField(label="Type", choices=ItemType, initial=ItemType.INFORMATION)
    minutes = minutes("Minutter", least=1, most=120, initial=5)
    presenter = forms.CharField(label="Legges frem av", required=False, max_length=160)
    last = forms.BooleanField(label="Til slutt i møtet", required=False)


class OutsideEventForm(Form):
    title = forms.CharField(label="Hva heter det?", max_length=200)
    organiser = forms.CharField(label="Hvem arrangerer?", max_length=160)
    url = forms.URLField(label="Lenke", max_length=500, assume_scheme="https")
    starts_on = a_date("Dato")
    ends_on = a_date("Til og med", required=False, help_text="Hvis det varer mer enn en dag.")
    place = forms.CharField(label="Sted", required=False, max_length=200)


class ProposeItemForm(OnceForm):
    title = forms.CharField(label="Hva vil du ta opp?", max_length=200)
    minutes = forms.IntegerField(label="Hvor mange minutter?", min_value=5, max_value=120, initial=10)
    item_type = forms.ChoiceField(
        label="Hva skal møtet gjøre?",
        choices=[
            (ItemType.DISCUSSION, "Drøfte saken"),
            (ItemType.DECISION, "Beslutte"),
            (ItemType.INFORMATION, "Få orientering"),
        ],
    )


class ItemForm(Form):
    """What a person may say of a line. Whoever leaves a field empty lets Løft decide it."""

    pinned = forms.BooleanField(label="Skal være med, uansett tid", required=False)
    removed = forms.BooleanField(label="Ta av sakslisten", required=False)
    own_minutes = forms.IntegerField(label="Minutter", required=False, min_value=1, max_value=240)
    own_type = forms.ChoiceField(
        label="Type", required=False, choices=[("", "Som foreslått"), *ItemType.choices]
    )
    own_presenter = forms.CharField(label="Legges frem av", required=False, max_length=200)
    own_position = forms.IntegerField(
        label="Plass i avsnittet", required=False, min_value=1, max_value=200, help_text="1 er først."
    )
    own_text = forms.CharField(
        label="Merknad", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_late = forms.CharField(
        label="Hvorfor skal saken behandles, selv om den kom etter fristen?",
        required=False,
        max_length=300,
        help_text="Uten begrunnelse er saken bare til orientering.",
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        if not item.late:
            del self.fields["why_late"]


class LineChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, item):
        times = f" (forbigått {item.passed_over} ganger)" if item.passed_over else ""
        return f"{item.title}{times}"


class SetAsideForm(Form):
    """One reason for as many lines as it holds for."""

    lines = LineChoices(
        label="Hvilke saker?", queryset=AgendaItem.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(
        label="Hva skal skje med dem?",
        choices=[
            (AgendaItem.Outcome.PARKED, "Legges bort til noen tar dem opp igjen"),
            (AgendaItem.Outcome.DECLINED, "Avvises: vi går ikke videre med dem"),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label="Hvorfor?", max_length=300, help_text="Den som meldte saken, får beskjed med begrunnelsen."
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines


class SeatChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, seat):
        return f"{seat.signature}, {seat.get_role_display()}"


class MinutesForm(OnceForm):
    """Who was there, what came of each line, and what was said."""

    present = SeatChoices(
        label="Til stede", queryset=Seat.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(label="Referat", max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args, meeting, items, now, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.at(now).filter(body=meeting.body_id).with_names().order_by("role", "pk")
        self.fields["present"].queryset = seats
        self.items = items
        for item in items:
            self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
                label=item.title,
                choices=[choice for choice in AgendaItem.Outcome.choices if choice[0]],
                initial=AgendaItem.Outcome.DONE,
            )

    def outcomes(self):
        return {item.pk: self.cleaned_data[f"outcome_{item.pk}"] for item in self.items}


class SendForm(Form):
    """What the sender was shown, so that only that is sent."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReplyForm(Form):
    """An answer to an invitation; the buttons say which."""

    CAPACITY = "capacity"

    answer = forms.ChoiceField(
        choices=[("yes", "kommer"), ("no", "kommer ikke"), (CAPACITY, NO_CAPACITY)],
        error_messages={"required": "Velg om du kommer eller ikke."},
    )
    why = forms.CharField(label="Hvorfor kommer du ikke?", required=False, max_length=300)

    def given(self):
        if self.cleaned_data["answer"] == self.CAPACITY:
            return {"answer": "no", "why": NO_CAPACITY}
        return self.cleaned_data


class InviteForm(Form):
    """Whom to ask to a line: the agencies' people; and to decide, also those of the body itself."""

    seat = forms.ChoiceField(label="Hvem?", error_messages={"required": "Velg hvem som skal innkalles."})
    must_decide = forms.BooleanField(
        label="Må være med og beslutte",
        required=False,
        help_text="Møtesiden advarer når vedkommende ikke kommer eller ikke har svart.",
    )

    def __init__(self, *args, item, now, **kwargs):
        super().__init__(*args, **kwargs)
        is_decision = item.shown_type == AgendaItem.Type.DECISION
        if not is_decision:
            del self.fields["must_decide"]
        body, seats = item.meeting.body, Seat.objects.at(now).filter(person__is_active=True).with_names()
        inside = seats.filter(body=body).exclude(role=Seat.Role.OBSERVER).order_by("person__name", "pk")
        outside = (
            seats.filter(
                Q(organisation__kind=Organisation.Kind.AGENCY) | Q(body__kind=Body.Kind.CONTENT_DESK)
            )
            .exclude(role=Seat.Role.OBSERVER)
            .exclude(person__in=inside.values("person"))
            .order_by("organisation__name", "person__name", "pk")
        )
        groups = {}
        for seat in _one_each(outside):
            groups.setdefault(seat.organisation.name, []).append((seat.pk, seat.person.name))
        if is_decision:
            groups[f"De som sitter i {body.name}"] = [(seat.pk, seat.signature) for seat in _one_each(inside)]
        self.seats = {seat.pk: seat for seat in [*outside, *inside]}
        self.fields["seat"].choices = [("", CHOOSE), *groups.items()]

    def given(self):
        return {
            "seat": self.seats[int(self.cleaned_data["seat"])],
            "must_decide": self.cleaned_data.get("must_decide", False),
        }


def _one_each(seats):
    """The first seat of each person on behalf of each organisation."""
    first = {}
    for seat in seats:
        first.setdefault((seat.person_id, seat.organisation_id), seat)
    return first.values()


class PeriodForm(Form):
    """The days a status is about; kept in the address."""

    fra = forms.DateField(label="Fra", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    til = forms.DateField(label="Til", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("fra"), cleaned.get("til")
        if first and first > self.today:
            self.add_error("fra", "Perioden kan ikke begynne frem i tid.")
        elif first and last and last < first:
            self.add_error("til", "Siste dag må være samme dag som første dag, eller senere.")
        return cleaned
