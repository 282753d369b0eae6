"""Sending an agenda out, and answering."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.invitations import NO_CAPACITY
from meetings.models import AgendaItem
from network.collation import by_name
from network.forms import CHOOSE, Form
from network.models import Body, Organisation, Seat


class SendForm(Form):
    """What the sender was shown, so that only that is sent."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReplyForm(Form):
    """An answer to an invitation; the buttons say which."""

    CAPACITY = "capacity"

    answer = forms.ChoiceField(
        choices=[("yes", _("kommer")), ("no", _("kommer ikke")), (CAPACITY, NO_CAPACITY)],
        error_messages={"required": _("Velg om du kommer eller ikke.")},
    )
    why = forms.CharField(label=_("Hvorfor kommer du ikke?"), required=False, max_length=300)

    def given(self):
        if self.cleaned_data["answer"] == self.CAPACITY:
            return {"answer": "no", "why": NO_CAPACITY}
        return self.cleaned_data


class InviteForm(Form):
    """Whom to ask to a line: the agencies' people; and to decide, also those of the body itself."""

    seat = forms.ChoiceField(
        label=_("Hvem?"), error_messages={"required": _("Velg hvem som skal innkalles.")}
    )
    must_decide = forms.BooleanField(
        label=_("Må være med og beslutte"),
        required=False,
        help_text=_("Møtesiden advarer når vedkommende ikke kommer eller ikke har svart."),
    )

    def __init__(self, *args, item, now, **kwargs):
        super().__init__(*args, **kwargs)
        is_decision = item.shown_type == AgendaItem.Type.DECISION
        if not is_decision:
            del self.fields["must_decide"]
        body, seats = item.meeting.body, Seat.objects.at(now).filter(person__is_active=True).with_names()
        inside = (
            seats.filter(body=body).exclude(role=Seat.Role.OBSERVER).order_by(by_name("person__name"), "pk")
        )
        outside = (
            seats.filter(
                Q(organisation__kind=Organisation.Kind.AGENCY) | Q(body__kind=Body.Kind.CONTENT_DESK)
            )
            .exclude(role=Seat.Role.OBSERVER)
            .exclude(person__in=inside.values("person"))
            .order_by(by_name("organisation__name"), by_name("person__name"), "pk")
        )
        groups = {}
        for seat in _one_each(outside):
            groups.setdefault(seat.organisation.name, []).append((seat.pk, seat.person.name))
        if is_decision:
            groups[gettext("De som har en rolle i {body}").format(body=body.name)] = [
                (seat.pk, seat.signature) for seat in _one_each(inside)
            ]
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
