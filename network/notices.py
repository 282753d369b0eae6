"""Who hears of what: notices follow from events, and mail from notices, in the same transaction.

Redis is never asked to remember anything: `wake()` only says that something is owed.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from network.models import AccountTurn, Event, Mail, MailChoice, Notice, Person
from network.registries import notified_verbs, notifier_for
from network.wake import wake_after_commit

OSLO = ZoneInfo("Europe/Oslo")
DIGEST_AT = time(7)
DEFAULT = MailChoice.Choice.WEEKLY
DIGESTS = (MailChoice.Choice.DAILY, MailChoice.Choice.WEEKLY)
# What is told more than a day late (seed data, a long outage) is history: shown as read, never mailed.
NEWS_FOR = timedelta(days=1)


def owe(event):
    """Make the notices an event gives, and the mails its readers have chosen. Repeats make nothing new."""
    notifier = notifier_for(event.verb)
    if notifier is None:
        return
    told = notifier(event)
    if not told.people:
        return
    people = _people_with_choice(told.people, event.at)
    is_news = event.recorded_at - event.at <= NEWS_FOR
    mails = _mails_for(event, people, told.needs_you) if is_news else {}
    Notice.objects.bulk_create(
        [
            Notice(
                event=event,
                person=person,
                needs_you=person.pk in told.needs_you,
                mail=mails.get(person.pk),
                read_at=None if is_news else event.at,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
    if mails:
        wake_after_commit("outbox")


def told_anyone(event):
    """Whether somebody heard of it, or of what followed from it."""
    return Notice.objects.filter(Q(event=event) | Q(event__cause=event)).exists()


def _people_with_choice(ids, at):
    choice = MailChoice.objects.filter(person=OuterRef("pk"), since__lte=at).order_by("-since", "-id")
    turned = AccountTurn.objects.filter(person=OuterRef("pk"), until__gt=at).order_by("until", "pk")
    people = Person.objects.filter(pk__in=ids, is_system=False).order_by("pk")
    people = people.annotate(could=Coalesce(Subquery(turned.values("was_active")[:1]), F("is_active")))
    return list(people.filter(could=True).annotate(choice=Subquery(choice.values("choice")[:1])))


def mail_key(event, person, *, needs_you):
    """What mail this notice goes in, or None. A pure function of dated facts, so it can be checked."""
    choice = person.choice or DEFAULT
    if needs_you or choice == MailChoice.Choice.EACH:
        return f"event:{event.pk}:{person.pk}"
    if choice in DIGESTS:
        return f"digest:{person.pk}:{digest_time(event.at, choice).date()}"
    return None


def digest_time(at, choice=MailChoice.Choice.DAILY):
    """The next seven o'clock, Norwegian time; of a weekly digest, that of the next Monday."""
    local = at.astimezone(OSLO)
    day = local.date() if local.time() < DIGEST_AT else local.date() + timedelta(days=1)
    if choice == MailChoice.Choice.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return datetime.combine(day, DIGEST_AT, OSLO)


def _mails_for(event, people, needs_you):
    wanted = {}
    for person in people:
        key = mail_key(event, person, needs_you=person.pk in needs_you)
        if key is None:
            continue
        due_at = digest_time(event.at, person.choice or DEFAULT) if key.startswith("digest:") else event.at
        wanted[key] = Mail(key=key, person=person, address=person.email, due_at=due_at)
    # In the order of their people: two who make the first of a day's digests at once wait, and never for each other.
    mails = sorted(wanted.values(), key=lambda mail: mail.person_id)
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return {mail.person_id: mail for mail in Mail.objects.filter(key__in=wanted)}


def choose_mail(person, choice, *, now):
    """How someone wants mail from now on. A new row: what was owed before stays as it was chosen then."""
    return MailChoice.objects.create(person=person, choice=choice, since=now)


def chosen(person):
    """How someone wants mail now."""
    newest = MailChoice.objects.filter(person=person).order_by("-since", "-pk").first()
    return newest.choice if newest else DEFAULT


def unsubscribe(person, *, now):
    """Only what needs them, from now on. Asked twice, it is done once."""
    if chosen(person) != MailChoice.Choice.NEEDED:
        choose_mail(person, MailChoice.Choice.NEEDED, now=now)


def mark_read(person, *, now, ids=None):
    unread = Notice.objects.filter(person=person, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    return unread.update(read_at=now)


def read_by_acting(person, case, *, now):
    """Whoever takes a step with a case has read what was told of it until then."""
    told = Event.objects.filter(target_label=case._meta.label_lower, target_id=case.pk).values("pk")
    Notice.objects.filter(person=person, read_at__isnull=True, event__in=told).update(read_at=now)


def breaches():
    """Recompute who was owed what, and compare with what stands."""
    found = []
    events = Event.objects.filter(verb__in=notified_verbs()).order_by("id")
    for event in events.iterator(chunk_size=500):
        people = _people_with_choice(notifier_for(event.verb)(event).people, event.at)
        owed = {person.pk for person in people}
        notices = list(Notice.objects.filter(event=event).select_related("mail"))
        got = {notice.person_id for notice in notices}
        found += [f"event {event.pk} ({event.verb}): person {pk} was not told" for pk in sorted(owed - got)]
        found += [
            f"event {event.pk} ({event.verb}): person {pk} was told without cause"
            for pk in sorted(got - owed)
        ]
        found += _mail_breaches(event, notices, {person.pk: person for person in people})
    return found


def _mail_breaches(event, notices, people):
    is_news = event.recorded_at - event.at <= NEWS_FOR
    for notice in notices:
        person = people.get(notice.person_id)
        if person is None:
            continue
        key = mail_key(event, person, needs_you=notice.needs_you) if is_news else None
        have = notice.mail.key if notice.mail else None
        if key != have:
            yield f"event {event.pk} ({event.verb}): person {person.pk} is owed mail {key}, has {have}"
