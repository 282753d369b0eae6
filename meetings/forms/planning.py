"""When a body meets: one meeting, a series, standing items, and what others arrange."""

from datetime import time, timedelta

from django import forms

from escalation.forms.parts import a_date
from meetings.models import ItemType, Series
from network.deadlines import local_day
from network.forms import Form
from network.models import Body
from network.pages import OnceForm, StepForm

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
