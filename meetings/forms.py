from django import forms
from django.db.models import Q

from escalation.forms import ESCALATION_FORMS, REFERRAL_FORMS
from meetings.invitations import NO_CAPACITY
from meetings.models import AgendaItem
from network.forms import CHOOSE, Form
from network.models import Body, Organisation, Seat
from network.pages import OnceForm

# The steps that end a line of the agenda with a decision, by what the line is about.
DECISIONS = {
    "escalation.escalation": {name: ESCALATION_FORMS[name] for name in ("lift", "not_lift")},
    "escalation.referral": {"decide": REFERRAL_FORMS["decide"]},
}


class MeetingForm(OnceForm):
    starts_at = forms.DateTimeField(
        label="Når?",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"],
    )
    capacity_minutes = forms.IntegerField(label="Minutter til saker", min_value=10, max_value=600, initial=90)
    place = forms.CharField(label="Sted eller lenke", required=False, max_length=300)


class ProposeItemForm(OnceForm):
    title = forms.CharField(label="Hva vil du ta opp?", max_length=200)
    minutes = forms.IntegerField(label="Hvor mange minutter?", min_value=5, max_value=120, initial=10)


class ItemForm(Form):
    pinned = forms.BooleanField(label="Skal være med, uansett tid", required=False)
    removed = forms.BooleanField(label="Ta av sakslisten", required=False)
    own_minutes = forms.IntegerField(label="Minutter", required=False, min_value=1, max_value=240)
    own_text = forms.CharField(
        label="Merknad", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


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
