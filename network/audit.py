"""What happened: one append-only row for each change, sealed into a chain after commit."""

import hashlib
import json
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from network import notices
from network.language import as_kept
from network.models import Event, EventAbout, Seal, Seat
from network.registries import notifier_for
from network.writing import writing

GENESIS = "0" * 64
SEAL_AT_ONCE = 500


def label_of(obj):
    return obj._meta.label_lower


def record(verb, *, actor, at, target, seat=None, about=(), key=None, cause=None, states=("", ""), **data):
    """Write that something happened, in the caller's transaction, and owe the notices that follow.

    `about` lists the cases whose timeline shows it (the target is always among them). A `key` that
    is taken makes the call a no-op that returns the first event. A seat that stands in for someone who is
    away is written as itself, with whom it stood in for. Needs a transaction: an event
    without its change, or a change without its event, is a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() must be called inside the transaction of the change it tells of")
    if key and (first := Event.objects.filter(key=key).first()):
        return first
    if seat is not None and seat.runs_for:
        absent = Seat.objects.select_related("person").get(pk=seat.runs_for)
        data |= {"stood_in_for": absent.pk, "stood_in_for_name": absent.person.name}
    data, salt = as_kept(data), secrets.token_hex(8)
    event = Event.objects.create(
        key=key,
        verb=verb,
        actor=actor,
        seat=seat,
        at=at,
        target_label=label_of(target),
        target_id=target.pk,
        state_from=states[0],
        state_to=states[1],
        cause=cause,
        data=data,
        salt=salt,
        data_digest=digest_of_data(salt, data),
    )
    cases = {(label_of(obj), obj.pk) for obj in (target, *about)}
    EventAbout.objects.bulk_create(
        EventAbout(event=event, label=label, object_id=pk) for label, pk in sorted(cases)
    )
    notices.owe(event)
    return event


def record_all(verb, rows, *, actor, at, seat=None):
    """The same for many at once: `rows` are (target, data). For what nobody is told of one by one."""
    if notifier_for(verb):
        raise RuntimeError(f"{verb} owes notices, which are owed one event at a time")
    events = []
    for target, given in rows:
        data, salt = as_kept(given), secrets.token_hex(8)
        events.append(
            Event(
                verb=verb,
                actor=actor,
                seat=seat,
                at=at,
                target_label=label_of(target),
                target_id=target.pk,
                data=data,
                salt=salt,
                data_digest=digest_of_data(salt, data),
            )
        )
    EventAbout.objects.bulk_create(
        EventAbout(event=event, label=event.target_label, object_id=event.target_id)
        for event in Event.objects.bulk_create(events)
    )


def timeline(*cases, followed=False):
    """The story of some cases, oldest first: what people did. What merely followed from it is left out, unless
    the page shows nothing of what it followed from."""
    query = Event.objects.none()
    for case in cases:
        ids = EventAbout.objects.filter(label=label_of(case), object_id=case.pk).values("event_id")
        query = query | Event.objects.filter(pk__in=ids)
    if not followed:
        query = query.filter(cause__isnull=True)
    return query.select_related("actor", "seat__organisation", "seat__body").order_by("at", "id")


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_data(salt, data):
    return sha256(salt + canonical(data))


def link_hash(number, previous, event, abouts):
    """Ids, verb, states, times and a salted digest of the data: nothing that names a person in words."""
    return sha256(
        canonical(
            [
                number,
                previous,
                event.pk,
                event.key,
                event.verb,
                event.actor_id,
                event.seat_id,
                event.at.isoformat(),
                event.recorded_at.isoformat(),
                event.target,
                event.state_from,
                event.state_to,
                event.cause_id,
                event.data_digest,
                abouts,
            ]
        )
    )


def seal(now=None):
    """Give committed events number, previous and hash. Returns how many were sealed.

    Two sealers at once cannot fork the chain: `previous` is unique, so the second one fails and
    its transaction is undone; what it would have sealed is found at the next run.
    """
    sealed = 0
    try:
        while batch := _seal_batch(now or timezone.now()):
            sealed += batch
    except IntegrityError:
        # Another sealer linked these events first.
        pass
    return sealed


@writing()
def _seal_batch(now):
    # The newest link is the lock: whoever holds it is the sealer, the other one waits and then sees more.
    head = Seal.objects.select_for_update().order_by("-number").first()
    number, previous = (head.number, head.hash) if head else (0, GENESIS)
    events = list(Event.objects.filter(seal__isnull=True).order_by("id")[:SEAL_AT_ONCE])
    abouts = _abouts_of(events)
    links = []
    for event in events:
        number += 1
        link = Seal(
            number=number,
            event=event,
            previous=previous,
            hash=link_hash(number, previous, event, abouts.get(event.pk, [])),
            sealed_at=now,
        )
        previous = link.hash
        links.append(link)
    Seal.objects.bulk_create(links)
    return len(links)


def _abouts_of(events):
    found = {}
    for about in EventAbout.objects.filter(event__in=events).order_by("label", "object_id"):
        found.setdefault(about.event_id, []).append(f"{about.label}:{about.object_id}")
    return found


def head():
    """The newest link, as printed on papers so that a cut tail can be seen: «17:ab12…»."""
    seal()
    newest = Seal.objects.order_by("-number").first()
    return f"{newest.number}:{newest.hash}" if newest else f"0:{GENESIS}"


def breaches(anchors=()):
    """Every way in which the chain does not hold, a sentence for each."""
    found = []
    number, previous, hashes = 0, GENESIS, {0: GENESIS}
    seals = Seal.objects.select_related("event").order_by("number")
    abouts = {}
    for position, link in enumerate(seals.iterator(chunk_size=SEAL_AT_ONCE)):
        if position % SEAL_AT_ONCE == 0:
            abouts = _abouts_between(link.number, link.number + SEAL_AT_ONCE)
        number += 1
        event = link.event
        if link.number != number:
            found.append(f"seal {number} is missing (next is {link.number})")
            number = link.number
        if link.previous != previous:
            found.append(f"seal {link.number} does not follow the one before it")
        if link.hash != link_hash(link.number, link.previous, event, abouts.get(event.pk, [])):
            found.append(f"event {event.pk} ({event.verb}) is not what was sealed as {link.number}")
        if event.data is not None and event.data_digest != digest_of_data(event.salt, event.data):
            found.append(f"event {event.pk} ({event.verb}) has other data than was recorded")
        previous = hashes[link.number] = link.hash
    found += [f"the event sealed as {number} is gone" for number in _sealed_nothing()]
    found += [f"anchor {anchor} is not in the chain" for anchor in anchors if not _holds(anchor, hashes)]
    return found


def _sealed_nothing():
    """Links whose event is gone: the walk joins the two, so it does not see them; nor that the last is one."""
    event = Event.objects.filter(pk=OuterRef("event_id"))
    return Seal.objects.filter(~Exists(event)).order_by("number").values_list("number", flat=True)


def _holds(anchor, hashes):
    number, _, hash_ = anchor.partition(":")
    return number.isdecimal() and hashes.get(int(number)) == hash_


def _abouts_between(first, end):
    # The ids in hand: without statistics, as in a database just made, PostgreSQL joins these the slowest way.
    sealed = Seal.objects.filter(number__gte=first, number__lt=end)
    return _abouts_of(list(sealed.values_list("event_id", flat=True)))


def unsealed(now, within=timedelta(minutes=1)):
    """Events that should have been sealed by now."""
    late = Event.objects.filter(seal__isnull=True, recorded_at__lt=now - within).count()
    return [f"{late} events older than a minute are not sealed"] if late else []
