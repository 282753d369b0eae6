"""When a body meets: one meeting, a series, standing items, and what others arrange."""

from datetime import time, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from escalation.forms.parts import a_date
from meetings.models import ItemType, Series
from network.collation import by_name
from network.deadlines import local_day
from network.forms import Form, LinkField
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
    return Body.objects.on(local_day(now)).exclude(pk=body.pk).order_by(by_name())


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

    starts_at = a_moment(_("Når?"))
    capacity_minutes = minutes(_("Minutter til saker"), least=10, most=600, initial=90)
    place = forms.CharField(label=_("Sted eller lenke"), required=False, max_length=300)
    buffer_minutes = minutes(
        _("Minutter i reserve"),
        least=0,
        most=120,
        initial=BUFFER,
        help_text=_("Kommer i tillegg til sakene."),
    )
    propose_by = a_date(
        _("Frist for å foreslå saker"), required=False, help_text=_("Uten dato: ti dager før møtet.")
    )
    papers_by = a_date(
        _("Frist for saksfremlegg"), required=False, help_text=_("Uten dato: en uke før møtet.")
    )
    facilitator = forms.ModelChoiceField(
        label=_("Fasiliteres av"),
        queryset=Body.objects.none(),
        required=False,
        help_text=_("Hvis andre enn gruppen selv holder møtet."),
    )

    def __init__(self, *args, body, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = other_bodies(body, now)


class MoveForm(StepForm):
    starts_at = a_moment(_("Når skal møtet være?"))
    why = forms.CharField(
        label=_("Hvorfor flyttes det?"), max_length=300, help_text=_("Alle som er innkalt, får lese det.")
    )


class CancelForm(StepForm):
    why = forms.CharField(
        label=_("Hvorfor avlyses det?"), max_length=300, help_text=_("Alle som er innkalt, får lese det.")
    )


class SeriesForm(FoldedForm):
    """When a body meets. How often is asked in one question, and taken apart here."""

    FOLDED = ("buffer_minutes", "propose_days", "papers_days", "holiday")
    OFTEN = {
        "weeks-1": _("Hver uke"),
        "weeks-2": _("Annenhver uke"),
        "months-1": _("Hver måned"),
        "months-2": _("Annenhver måned"),
        "months-3": _("Hver tredje måned"),
    }

    often = forms.ChoiceField(label=_("Hvor ofte?"), initial="months-1")
    nth = forms.TypedChoiceField(
        label=_("Hvilken uke i måneden?"),
        choices=[("", _("Velg …")), *Series.NTH],
        coerce=int,
        empty_value=None,
        required=False,
    )
    nth.needed_when = _("(trengs når dere møtes hver måned eller sjeldnere)")
    weekday = forms.TypedChoiceField(label=_("Ukedag"), choices=Series.WEEKDAYS, coerce=int, initial=1)
    time = forms.TimeField(
        label=_("Klokkeslett"),
        initial=NOON,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M"],
    )
    starts_on = a_date(_("Fra og med"))
    capacity_minutes = minutes(_("Minutter til saker"), least=10, most=600, initial=90)
    place = forms.CharField(label=_("Sted eller lenke"), required=False, max_length=300)
    holiday = forms.ChoiceField(
        label=_("Når dagen er en fridag"), choices=Series.Holiday, initial=Series.Holiday.NEXT
    )
    buffer_minutes = minutes(
        _("Minutter i reserve"),
        least=0,
        most=120,
        initial=BUFFER,
        help_text=_("Kommer i tillegg til sakene."),
    )
    propose_days = minutes(_("Frist for å foreslå saker (dager før møtet)"), least=1, most=60, initial=10)
    papers_days = minutes(_("Frist for saksfremlegg (dager før møtet)"), least=1, most=60, initial=7)

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
        cadence, _dash, every = cleaned.pop("often", "").partition("-")
        if cadence == Series.Cadence.MONTHS and cleaned.get("nth") is None and "nth" not in self.errors:
            self.add_error("nth", _("Velg hvilken uke i måneden det skal være."))
        if cadence:
            cleaned |= {"cadence": cadence, "every": int(every)}
        if cadence == Series.Cadence.WEEKS:
            cleaned["nth"] = None
        return cleaned


class LastDayForm(OnceForm):
    last = a_date(_("Siste dag"))

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last"].initial = local_day(now)


class FacilitateForm(OnceForm):
    facilitator = forms.ModelChoiceField(
        label=_("Hvem skal fasilitere møtene?"), queryset=Body.objects.none()
    )
    wish = forms.CharField(
        label=_("Hvem har ønsket det?"),
        max_length=300,
        help_text=_(
            "Eieren av nettverket, og gjerne hvor ønsket står. For eksempel «Helse Nord RHF, brev 3. juni»."
        ),
    )
    until = a_date(_("Til og med"), required=False, help_text=_("Uten dato: til noen avslutter det."))

    def __init__(self, *args, body, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = other_bodies(body, now)


class StandingItemForm(OnceForm):
    title = forms.CharField(label=_("Sak på sakslisten"), max_length=200)
    type = forms.ChoiceField(label=_("Type"), choices=ItemType, initial=ItemType.INFORMATION)
    minutes = minutes(_("Minutter"), least=1, most=120, initial=5)
    presenter = forms.CharField(label=_("Legges frem av"), required=False, max_length=160)
    last = forms.BooleanField(label=_("Til slutt i møtet"), required=False)


class OutsideEventForm(Form):
    title = forms.CharField(label=_("Hva heter det?"), max_length=200)
    organiser = forms.CharField(label=_("Hvem arrangerer?"), max_length=160)
    url = LinkField(label=_("Lenke"), max_length=500)
    starts_on = a_date(_("Dato"))
    ends_on = a_date(_("Til og med"), required=False, help_text=_("Hvis det varer mer enn én dag."))
    place = forms.CharField(label=_("Sted"), required=False, max_length=200)
