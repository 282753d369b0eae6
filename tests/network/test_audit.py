"""The chain: what has been recorded cannot be edited, removed, reordered or cut off unseen."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from meetings import planning
from meetings.publishing import publish
from network import audit
from network.audit import record
from network.models import Event, EventAbout, Seal


@pytest.fixture
def sealed(chain):
    chain.all_answered()
    audit.seal()
    assert audit.breaches() == []
    return Seal.objects.select_related("event").order_by("number")


@pytest.fixture
def undone():
    """What has no owner left is undone before the database looks at its keys."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# What is done to the event that was sealed in the middle of the chain, or to its link.


def change(**columns):
    return lambda event: Event.objects.filter(pk=event.pk).update(**columns)


def relink(**columns):
    return lambda event: Seal.objects.filter(event=event).update(**columns)


def unlink(event):
    """Out of the database, whatever points at it."""
    Event.objects.filter(pk=event.pk)._raw_delete(Event.objects.db)


def another(event, column):
    return Event.objects.exclude(**{column: getattr(event, column)}).exclude(**{column: None}).first()


def neighbour(event):
    return Event.objects.get(seal__number=event.seal.number + 1)


def with_digest(event, data):
    change(data=data, data_digest=audit.digest_of_data(event.salt, data))(event)


def invented(event):
    return Event.objects.create(
        verb="x", actor=event.actor, at=event.at, target_label="x.x", target_id=1, salt="", data={},
        data_digest=audit.digest_of_data("", {}),
    )  # fmt: skip


def swap(event):
    """Exchange what two links seal."""
    other = neighbour(event)
    relink(event=invented(event))(event)
    relink(event=event)(other)
    Seal.objects.filter(event__verb="x").update(event=other)


def swap_numbers(event):
    one, other = event.seal.number, event.seal.number + 1
    for before, after in ((one, 0), (other, one), (0, other)):
        Seal.objects.filter(number=before).update(number=after)


def swap_words(event):
    other = neighbour(event)
    for one, two in ((event, other), (other, event)):
        change(data=two.data, salt=two.salt, data_digest=two.data_digest)(one)


def swap_abouts(event):
    other = another(event, "target_id")
    theirs, ours = list(other.abouts.all()), list(event.abouts.all())
    EventAbout.objects.filter(event__in=[event, other]).delete()
    for one, abouts in ((event, theirs), (other, ours)):
        EventAbout.objects.bulk_create(
            EventAbout(event=one, label=a.label, object_id=a.object_id) for a in abouts
        )


def insert(event):
    """Another event in its place, well linked to the one before; all after it one number later."""
    number, previous = event.seal.number, event.seal.previous
    for later in Seal.objects.filter(number__gte=number).order_by("-number"):
        Seal.objects.filter(number=later.number).update(number=later.number + 1, previous=f"{later.number}")
    new = invented(event)
    Seal.objects.create(
        number=number, event=new, previous=previous, hash=audit.link_hash(number, previous, new, [])
    )


def rehash(event):
    """Its own hash is made anew, and those after it are left."""
    event = Event.objects.get(pk=event.pk)
    abouts = audit._abouts_of([event]).get(event.pk, [])
    link = event.seal
    relink(hash=audit.link_hash(link.number, link.previous, event, abouts))(event)


def edit_and_rehash(event):
    change(verb="issue.refer")(event)
    rehash(event)


def edit_and_rehash_into_the_next(event):
    edit_and_rehash(event)
    relink(previous=Seal.objects.get(event=event).hash)(neighbour(event))


def remove(event):
    Seal.objects.filter(event=event).delete()
    unlink(event)


def remove_all_before(event):
    Seal.objects.filter(number__lte=event.seal.number).delete()


TAMPERINGS = {
    "another verb": change(verb="issue.refer"),
    "another person": lambda event: change(actor=another(event, "actor").actor)(event),
    "another time": lambda event: change(at=event.at + timedelta(minutes=1))(event),
    "another time by a hair": lambda event: change(at=event.at + timedelta(microseconds=1))(event),
    "another moment of recording": lambda event: change(recorded_at=event.recorded_at + timedelta(1))(event),
    "another case": change(target_id=4711),
    "another kind of case": change(target_label="register.project"),
    "another state": change(state_to="answered"),
    "another state before": change(state_from="lifted"),
    "no states": change(state_from="", state_to=""),
    "other words": change(data={"title": "Noe annet"}),
    "other words with their digest": lambda event: with_digest(event, {"title": "Noe annet"}),
    "one word more": lambda event: change(data=event.data | {"merknad": ""})(event),
    "another's words": swap_words,
    "another salt": change(salt="0" * 16),
    "another digest": change(data_digest="0" * 64),
    "a key": change(key="en-annen"),
    "another seat": lambda event: change(seat=another(event, "seat").seat)(event),
    "no seat": change(seat=None),
    "a cause": lambda event: change(cause=neighbour(neighbour(event)))(event),
    "another cause": lambda event: change(cause=neighbour(neighbour(event)))(event.effects.first()),
    "one more case about it": lambda event: EventAbout.objects.create(event=event, label="x.x", object_id=1),
    "one case less about it": lambda event: event.abouts.all()[:1].get().delete(),
    "no cases about it": lambda event: event.abouts.all().delete(),
    "another's cases about it": swap_abouts,
    "a link removed": lambda event: Seal.objects.filter(event=event).delete(),
    "two links removed": lambda event: Seal.objects.filter(event__in=[event, neighbour(event)]).delete(),
    "the first link removed": lambda event: Seal.objects.filter(number=1).delete(),
    "all links before it removed": remove_all_before,
    "a hash changed": relink(hash="f" * 64),
    "a link pointing elsewhere": relink(previous="e" * 64),
    "a link with another number": relink(number=4711),
    "two links swapped": swap,
    "two numbers swapped": swap_numbers,
    "an event inserted": insert,
    "an event removed with its link": remove,
    "an event removed from its link": unlink,
    "the last event removed from its link": lambda event: unlink(Event.objects.latest("seal__number")),
    "an event edited and its own link made anew": edit_and_rehash,
    "an event edited and the next link pointed at it": edit_and_rehash_into_the_next,
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found(tampering, sealed, undone):
    TAMPERINGS[tampering](sealed.get(event__verb="escalation.lift").event)
    assert audit.breaches() != []


# What only a head that was printed reveals: the chain is whole, but it is another one.


@pytest.fixture
def agenda(chain, cast, bodies, now, client_for):
    """The page of a published agenda."""
    meeting = planning.plan(
        bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=5), capacity_minutes=60
    )
    publish(meeting, actor=cast.lead, now=now)
    return client_for(cast.lead).get(reverse("meeting-detail", args=[meeting.pk])).content.decode()


@pytest.fixture
def paper(chain, cast, bodies, client_for):
    """The page of a paper for those who decide."""
    laid = chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    return client_for(cast.steering_lead).get(f"{laid.get_absolute_url()}sakspapir/").content.decode()


@pytest.fixture(params=["agenda", "paper"])
def printed(request, chain):
    """The head of the chain as a reader finds it in print."""
    chain.all_answered()
    page = request.getfixturevalue(request.param)
    chain.raised(title="Noe som hendte siden")
    audit.seal()
    return re.search(r"Kontrollnummer: (?:<span[^>]*>)?(\d+:[0-9a-f]{64})", page)[1]


def sealed_anew(events):
    """The whole chain forged, so that it holds: these events, in this order."""
    Seal.objects.all().delete()
    previous = audit.GENESIS
    for number, event in enumerate(events, start=1):
        hash_ = audit.link_hash(number, previous, event, audit._abouts_of([event]).get(event.pk, []))
        Seal.objects.create(number=number, event=event, previous=previous, hash=hash_)
        previous = hash_


def cut(links):
    def tamper(events):
        for event in events[-links:]:
            remove(event)

    return tamper


def cut_and_go_on(events):
    """Something else happened instead."""
    cut(8)(events)
    for _ in range(8):
        invented(events[0])
    audit.seal()


def edit(events):
    change(verb="issue.refer")(events[2])
    sealed_anew(Event.objects.order_by("pk"))


def edit_and_let_the_sealer_seal(events):
    """The links from an event on are taken away, and our own sealer makes them anew."""
    Seal.objects.filter(number__gte=events[2].seal.number).delete()
    with_digest(events[2], {"title": "Noe annet"})


def about_others(events):
    events[2].abouts.all().delete()
    sealed_anew(events)


FORGERIES = {
    "so much cut off that the printed one went": cut(8),
    "nearly all cut off": cut(20),
    "other events in place of the last": cut_and_go_on,
    "an event edited": edit,
    "an event edited, and sealed by ourselves": edit_and_let_the_sealer_seal,
    "an event about other cases": about_others,
    "an event left out": lambda events: sealed_anew(events[:2] + events[3:]),
    "the first left out": lambda events: sealed_anew(events[1:]),
    "an event put in": lambda events: sealed_anew([*events[:2], invented(events[0]), *events[2:]]),
    "two events in the other order": lambda events: sealed_anew([events[1], events[0], *events[2:]]),
    "all in the other order": lambda events: sealed_anew(events[::-1]),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_chain_is_found_by_what_was_printed(forgery, printed, undone, capsys):
    call_command("verify_audit", anchor=[printed])
    FORGERIES[forgery](list(Event.objects.order_by("seal__number")))
    call_command("verify_audit")
    with pytest.raises(CommandError, match="1 breaches"):
        call_command("verify_audit", anchor=[printed])
    assert f"anchor {printed} is not in the chain" in capsys.readouterr().out


def test_what_was_only_unsealed_is_sealed_again_as_it_was(printed, undone):
    """Links without their events' loss hide nothing: the sealer makes the same ones."""
    Seal.objects.filter(number__gt=3).delete()
    call_command("verify_audit", anchor=[printed])
    assert audit.breaches([printed]) == []


@pytest.mark.parametrize("anchor", ["", "17", "17:", "²:ab", "4711:" + "a" * 64])
def test_what_was_never_printed_is_not_in_the_chain(anchor, sealed):
    assert audit.breaches([anchor]) == [f"anchor {anchor} is not in the chain"]


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
