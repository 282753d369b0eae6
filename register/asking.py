"""People to ask: who has said yes to it, and what one person asks another, within limits that both know (S81)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record
from network.deadlines import date_text_lazy, local_day, midnight
from network.models import Absence, Person, Seat
from network.once import twice_is_once
from network.workflow import Refused
from network.writing import writing
from register.models import Question, ResourcePerson

AT_ONCE = 3  # questions of one person that nobody has answered yet
WITHDRAWN_AT_MOST = 2  # of one person's questions to another in a month: each has been read already
DAYS_OPEN = timedelta(days=30)
KEPT_FOR = timedelta(days=365)


@writing()
def become_resource(
    *, actor, seat, now, knows, reach_me, phases=(), projects=(), per_month=ResourcePerson.PER_MONTH
):
    """Say yes to being asked, or say anew what about: the earlier yes ends, and is kept. What has been asked
    stays open. `phases`: values of `Phase`; `per_month`: how many questions, at least one."""
    _one_at_a_time(actor)
    _take_off(actor, now)
    yes = ResourcePerson.objects.create(
        person=actor,
        organisation=seat.organisation,
        knows=knows,
        phases=list(phases),
        reach_me=reach_me,
        per_month=per_month,
        said_at=now,
    )
    yes.projects.set(projects)
    record("resource.said_yes", actor=actor, seat=seat, at=now, target=yes, title=knows)
    search.index(yes)
    return yes


@writing()
def no_longer_resource(*, actor, seat, now):
    """Not to be asked any more: what is not answered is closed, and those who asked are told. Twice is once."""
    _one_at_a_time(actor)
    _end(actor, by=actor, seat=seat, now=now)
    _close_each(Question.objects.filter(asked=actor), actor=actor, seat=seat, now=now)


@writing()
def leave(*, actor, seat, now):
    """The same for someone who leaves the network; what they have asked themselves is withdrawn."""
    _one_at_a_time(actor)
    _end(actor, by=actor, seat=seat, now=now)
    own = Question.objects.filter(Q(asked=actor) | Q(asker=actor))
    _close_each(own, actor=actor, seat=seat, now=now)


def end_for_those_who_left(now):
    """Take off the list whoever no longer has a seat, however that came. Returns how many."""
    gone = ResourcePerson.objects.filter(ended_at__isnull=True)
    gone = gone.exclude(pk__in=ResourcePerson.objects.at(now).values("pk"))
    people = [yes.person for yes in gone.select_related("person").order_by("person_id")]
    for person in people:
        with writing():
            _one_at_a_time(person)
            _end(person, by=Person.objects.system(), seat=None, now=now)
    return len(people)


def _end(person, *, by, seat, now):
    if yes := _take_off(person, now):
        record("resource.ended", actor=by, seat=seat, at=now, target=yes, title=yes.knows)


def _take_off(person, now):
    """The yes that has ended, if there was one: from now on nothing finds it."""
    yes = ResourcePerson.objects.filter(person=person, ended_at__isnull=True).first()
    if yes:
        yes.ended_at, yes.reach_me = now, ""  # a telephone number is kept no longer than it is used
        yes.save(update_fields=["ended_at", "reach_me"])
        search.index(yes)
    return yes


@twice_is_once
def ask(person, *, actor, seat, now, text, token):
    """Ask a resource person something, who is told. Raises `Refused` when they cannot be asked now."""
    _one_at_a_time(actor, person)
    key = f"{actor.pk}:{token}"
    if first := Question.objects.filter(token_key=key).first():
        return first
    yes = ResourcePerson.objects.at(now).filter(person=person).exclude(person=actor).first()
    if yes is None:
        raise Refused(_("Personen tar ikke imot spørsmål lenger."), field="text")
    if sentence := why_not_now(yes, asker=actor, now=now):
        raise Refused(sentence, field="text")
    question = Question.objects.create(
        asker=actor, organisation=seat.organisation, asked=person, text=text, asked_at=now, token_key=key
    )
    # The log has no words of what two people say to each other: they are kept, and erased, with the question.
    record("question.asked", actor=actor, seat=seat, at=now, target=question, **_between(question))
    return question


def why_not_now(yes, *, asker, now):
    """Why a resource person cannot be asked now, and from when they can, as a sentence; None when they can."""
    name, today = yes.person.name, local_day(now)
    unanswered = list(Question.objects.open().filter(asker=asker).order_by("asked_at"))
    if same := next((question for question in unanswered if question.asked_id == yes.person_id), None):
        return format_lazy(
            _("Du har alt spurt {name}. Du kan spørre igjen når du har fått svar, og senest {day}."),
            name=name,
            day=date_text_lazy(lapses_on(same)),
        )
    if len(unanswered) >= AT_ONCE:
        return format_lazy(
            _(
                "Du venter på svar på {count} spørsmål. Du kan spørre igjen når du har fått svar på ett av dem, og "
                "senest {day}."
            ),
            count=AT_ONCE,
            day=date_text_lazy(lapses_on(unanswered[0])),
        )
    if away := Absence.objects.at(now).filter(person=yes.person_id).order_by("-ends_at").first():
        return format_lazy(
            _("{name} er borte. Du kan spørre fra {day}."),
            name=name,
            day=date_text_lazy(local_day(away.ends_at)),
        )
    return _why_not_this_month(yes, asker, today)


def _why_not_this_month(yes, asker, today):
    """What is withdrawn needs no answer, and does not count; but nobody asks and withdraws without end."""
    first, name = today.replace(day=1), yes.person.name
    next_month = date_text_lazy((first + timedelta(days=31)).replace(day=1))
    asked = Question.objects.filter(asked=yes.person_id, asked_at__gte=midnight(first))
    withdrawn = asked.filter(outcome=Question.Outcome.WITHDRAWN)
    if withdrawn.filter(asker=asker).count() >= WITHDRAWN_AT_MOST:
        return format_lazy(
            _("Du har trukket {count} spørsmål til {name} denne måneden. Du kan spørre igjen fra {day}."),
            count=WITHDRAWN_AT_MOST,
            name=name,
            day=next_month,
        )
    if asked.count() - withdrawn.count() >= yes.per_month:
        return format_lazy(
            _("{name} tar ikke imot flere spørsmål denne måneden. Du kan spørre fra {day}."),
            name=name,
            day=next_month,
        )
    return None


def lapses_on(question):
    """The day on which a question that nobody has answered lapses."""
    return local_day(question.asked_at) + DAYS_OPEN


def last_day(question):
    """The last day on which it can be answered."""
    return lapses_on(question) - timedelta(days=1)


@writing()
def answer(question, *, actor, seat, now, reply):
    """Answer whoever asked, who is told, and sees how to talk on. Raises `Refused` when it is closed."""
    _close_or_refuse(question, Question.Outcome.ANSWERED, actor=actor, seat=seat, now=now, reply=reply)


@writing()
def decline(question, *, actor, seat, now, reply=""):
    """«Ikke nå», with a reason if one likes. Raises `Refused` when it is closed."""
    _close_or_refuse(question, Question.Outcome.DECLINED, actor=actor, seat=seat, now=now, reply=reply)


@writing()
def withdraw(question, *, actor, seat, now):
    """Whoever asked needs no answer any more. Raises `Refused` when it is closed."""
    _close_or_refuse(question, Question.Outcome.WITHDRAWN, actor=actor, seat=seat, now=now)


def close_due(now):
    """Close what nobody has answered for thirty days, of which both are told, what waits for someone who is no
    longer on the list, and what someone asked who has no seat any more. Returns how many."""
    system, closed = Person.objects.system(), 0
    until = midnight(local_day(now) - DAYS_OPEN + timedelta(days=1))
    listed = ResourcePerson.objects.filter(ended_at__isnull=True).values("person")
    seated = Seat.objects.at(now).filter(person=OuterRef("asker"))
    due = (
        (Question.Outcome.LAPSED, Q(asked_at__lt=until)),
        (Question.Outcome.WITHDRAWN, ~Exists(seated)),
        (Question.Outcome.ENDED, ~Q(asked__in=listed)),
    )
    for outcome, reason in due:
        for question in Question.objects.open().filter(reason).order_by("pk"):
            with writing():
                closed += _close(question, outcome, actor=system, seat=None, now=now)
    return closed


@writing()
def forget_old(now):
    """Delete what two people said to each other a year after it was closed. Returns how many."""
    deleted, _rows = Question.objects.filter(closed_at__lt=now - KEPT_FOR).delete()
    return deleted


def reach_of(question, viewer):
    """How whoever was asked wishes to talk on, in their own words as they stand now: for themselves, and for
    whoever asked when they have answered, as long as the asker is in the network; "" for all others."""
    is_answered = question.outcome == Question.Outcome.ANSWERED and viewer.person_id == question.asker_id
    if viewer.person_id != question.asked_id and not (is_answered and viewer.is_inside):
        return ""
    yes = ResourcePerson.objects.filter(person=question.asked_id, ended_at__isnull=True).first()
    return yes.reach_me if yes else ""


def _one_at_a_time(*people):
    """The rows of those it is about are the lock, always in the same order. What only refers to them goes on."""
    ids = [person.pk for person in people]
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))


def _close_or_refuse(question, outcome, **told):
    if not _close(question, outcome, **told):
        raise Refused(_("Spørsmålet er alt avsluttet."))


def _close_each(questions, *, actor, seat, now):
    """In the order in which the job of the day does it too: of two who have asked each other and leave at once, one
    waits for the other."""
    for question in questions.open().order_by("pk"):
        is_asked = question.asked_id == actor.pk
        outcome = Question.Outcome.ENDED if is_asked else Question.Outcome.WITHDRAWN
        _close(question, outcome, actor=actor, seat=seat, now=now)


def _close(question, outcome, *, actor, seat, now, reply=""):
    """Of those who close a question at once, the first has done it. Says whether this was the first."""
    still = Question.objects.open().filter(pk=question.pk)
    is_first = still.update(outcome=outcome, reply=reply, closed_at=now) == 1
    if is_first:
        record(f"question.{outcome}", actor=actor, seat=seat, at=now, target=question, **_between(question))
    return is_first


def _between(question):
    return {"asker_id": question.asker_id, "asked_id": question.asked_id}
