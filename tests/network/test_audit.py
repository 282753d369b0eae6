"""The chain: what has been recorded cannot be edited, removed, reordered or cut off unseen."""

from datetime import timedelta

import pytest
from django.db import transaction

from network import audit
from network.audit import record
from network.models import Event, EventAbout, Seal


@pytest.fixture
def sealed(chain):
    chain.all_answered()
    audit.seal()
    assert audit.breaches() == []
    return Seal.objects.select_related("event").order_by("number")


def change(**columns):
    return lambda event: Event.objects.filter(pk=event.pk).update(**columns)


def swap(event):
    """Exchange what two links in the middle seal."""
    one, other = Seal.objects.get(event=event), Seal.objects.exclude(event=event).order_by("number")[3]
    first, second = one.event_id, other.event_id
    last = Event.objects.create(
        verb="x", actor=event.actor, at=event.at, target_label="x.x", target_id=1, salt="", data_digest=""
    )
    Seal.objects.filter(pk=one.pk).update(event=last.pk)
    Seal.objects.filter(pk=other.pk).update(event=first)
    Seal.objects.filter(pk=one.pk).update(event=second)


TAMPERINGS = {
    "another verb": change(verb="issue.refer"),
    "another person": lambda event: change(actor=Event.objects.exclude(actor=event.actor).first().actor)(
        event
    ),
    "another time": lambda event: change(at=event.at + timedelta(minutes=1))(event),
    "another moment of recording": lambda event: change(recorded_at=event.recorded_at + timedelta(1))(event),
    "another case": change(target_id=4711),
    "another kind of case": change(target_label="register.project"),
    "another state": change(state_to="answered"),
    "another state before": change(state_from="lifted"),
    "other words": change(data={"title": "Noe annet"}),
    "other words with their digest": lambda event: change(
        data={"title": "Noe annet"}, data_digest=audit.digest_of_data(event.salt, {"title": "Noe annet"})
    )(event),
    "another key": change(key="en-annen"),
    "no seat": lambda event: change(seat=Event.objects.exclude(seat=event.seat).first().seat)(event),
    "another cause": lambda event: change(cause_id=Event.objects.order_by("pk").first().pk)(event),  # noqa: PLW0108
    "one more case about it": lambda event: EventAbout.objects.create(event=event, label="x.x", object_id=1),
    "one case less about it": lambda event: event.abouts.all()[:1].get().delete(),
    "a link removed": lambda event: Seal.objects.filter(event=event).delete(),
    "a hash changed": lambda event: Seal.objects.filter(event=event).update(hash="f" * 64),
    "a link pointing elsewhere": lambda event: Seal.objects.filter(event=event).update(previous="e" * 64),
    "two links swapped": swap,
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found(tampering, sealed):
    event = sealed.filter(event__verb="escalation.lift").get().event
    TAMPERINGS[tampering](event)
    assert audit.breaches() != []


def test_a_cut_tail_is_found_by_what_was_printed(sealed):
    printed = audit.head()
    Seal.objects.filter(number=sealed.last().number).delete()
    assert audit.breaches() == [], "a chain does not see its own cut tail"
    assert audit.breaches([printed]) == [f"anchor {printed} is not in the chain"]


def test_what_a_person_wants_forgotten_can_be_erased_and_the_chain_holds(sealed):
    Event.objects.update(data=None)
    assert audit.breaches() == []


def test_every_event_is_sealed_once_and_in_order(sealed):
    assert list(sealed.values_list("number", flat=True)) == list(range(1, Event.objects.count() + 1))


@pytest.mark.django_db(transaction=True)
def test_an_event_without_a_transaction_is_refused(chain, cast, now):
    issue = chain.raised()
    with pytest.raises(RuntimeError):
        record("issue.raised", actor=cast.member, at=now, target=issue)


def test_the_same_key_twice_is_one_event(chain, cast, now):
    issue = chain.raised()
    with transaction.atomic():
        first = record("x.y", actor=cast.member, at=now, target=issue, key="en", words="første")
        second = record("x.y", actor=cast.member, at=now, target=issue, key="en", words="andre")
    assert first == second
    assert second.data == {"words": "første"}
