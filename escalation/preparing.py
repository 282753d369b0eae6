"""What members of a deciding body can do before it decides. None of it is needed: the secretary records."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from escalation.models import Escalation, MemberInput, Referral, ReferralState
from escalation.rules import takes_part
from escalation.telling import told_of
from network.audit import record
from network.collation import by_name
from network.models import Seat
from network.workflow import Missing, NotAllowed, NotPossible, Refused
from network.writing import writing

Kind = MemberInput.Kind
Value = MemberInput.Value
# What each kind needs said: an answer among these, or a text.
VALUES = {
    Kind.ANCHORED: (Value.YES, Value.NO, Value.ONGOING),
    Kind.WRITTEN: (Value.YES, Value.NO),
}
ONLY_IN_WRITING = (Kind.WRITTEN, Kind.MEETING)
CHOOSE_ANSWER = _("Velg et svar.")
NEEDS_TEXT = {
    Kind.QUESTION: _("Skriv spørsmålet."),
    Kind.ASIDE: _("Skriv hvorfor du kan være inhabil."),
}


def is_open(referral):
    """Members can say something from when it is under treatment in their body until it has decided."""
    return referral.state == ReferralState.IN_REVIEW and not referral.decides.is_desk


def may_say(person, referral, now):
    return takes_part(person, referral, now) if is_open(referral) else None


def kinds_for(referral):
    """What a member can say now."""
    return [kind for kind in Kind if referral.in_writing or kind not in ONLY_IN_WRITING]


def possible_deputies(seat, now):
    """The seats that deputise for a member's; none for one who is no member."""
    if seat is None:
        return Seat.objects.none()
    return (
        Seat.objects.at(now).filter(deputises_for=seat).with_names().order_by(by_name("person__name"), "pk")
    )


@writing()
def say(referral, *, actor, now, kind, value="", text="", deputy=None, token=None):
    """A member asks, sends a deputy, flags possible inhabilitet, answers in writing, demands a meeting, or
    says whether it is anchored at home. Rows are added; the newest of each kind counts. A `deputy` (a seat
    that deputises for the member's) is told, with a link to the papers."""
    Escalation.objects.select_for_update().get(pk=referral.escalation_id)
    referral = Referral.objects.select_related("holder", "deciding_body", "escalation", "officer").get(
        pk=referral.pk
    )
    key = f"input:{referral.pk}:{actor.pk}:{token}" if token else None
    if key and (first := MemberInput.objects.filter(event__key=key).first()):
        return first
    seat = takes_part(actor, referral, now)
    if seat is None:
        raise NotAllowed(
            format_lazy(_("Dette er for medlemmene av {decides}."), decides=referral.decides.name)
        )
    if not is_open(referral):
        raise NotPossible(_("Saken tar ikke imot innspill nå."))
    kind, text = Kind(kind), text.strip()
    _check(referral, kind, value, text)
    if deputy and not (kind == Kind.DEPUTY and possible_deputies(seat, now).filter(pk=deputy.pk).exists()):
        raise Refused(_("Velg en som er vara for deg."), field="deputy")
    event = record(
        "referral.input",
        actor=actor,
        seat=seat,
        at=now,
        target=referral,
        key=key,
        **told_of(
            referral,
            what_text=kind.label,
            value_text=MemberInput(kind=kind, value=value, deputy=deputy).value_text,
            text=text,
            deciding_body=referral.decides.pk,
            officer_id=referral.officer.person_id if referral.officer else None,
        ),
    )
    if deputy:
        _tell(deputy, referral, event)
    given, _created = MemberInput.objects.get_or_create(
        event=event,
        defaults={
            "referral": referral,
            "seat": seat,
            "kind": kind,
            "value": value,
            "text": text,
            "deputy": deputy,
            "at": now,
        },
    )
    return given


def _tell(deputy, referral, event):
    record(
        "referral.deputy_sent",
        actor=event.actor,
        seat=event.seat,
        at=event.at,
        target=referral,
        cause=event,
        **told_of(
            referral,
            person=deputy.person_id,
            deciding_name=referral.decides.name,
            treated_text=referral.treated_on or "",
        ),
    )


def _check(referral, kind, value, text):
    if value not in VALUES.get(kind, ("",)):
        raise Missing(CHOOSE_ANSWER, field="value")
    if kind in NEEDS_TEXT and not text:
        raise Missing(NEEDS_TEXT[kind], field="text")
    if kind in ONLY_IN_WRITING and not referral.in_writing:
        raise NotPossible(_("Saken er ikke på skriftlig behandling."))
    if kind == Kind.WRITTEN and value == Value.NO and not text:
        raise Missing(_("Skriv hva du ikke er enig i."), field="text")
