"""What those who asked say of the answer, and the end of the case."""

from django.utils.translation import gettext_lazy as _

from escalation.models import Escalation, State, Verdict
from escalation.telling import told
from issues.models import Voice
from network.audit import record
from network.deadlines import local_day
from network.models import Deadline, Person
from network.workflow import Missing, NotAllowed, NotPossible, follow, take
from network.writing import writing


def asked(escalation):
    """Ids of everyone who raised or joined: those the answer went to."""
    voices = Voice.objects.standing().filter(issue__escalations=escalation, person__is_active=True)
    return set(voices.values_list("person_id", flat=True))


@writing()
def say(escalation, *, actor, now, helped, why="", seat=None):
    """One person's verdict, once each round. When all who were asked have spoken, the case closes."""
    escalation = Escalation.objects.select_for_update().get(pk=escalation.pk)
    said = Verdict.objects.filter(escalation=escalation, round=escalation.round, person=actor).first()
    if said:
        return said
    people = asked(escalation)
    if actor.pk not in people:
        raise NotAllowed(_("Det er de som meldte inn eller sluttet seg til, som sier om svaret løste saken."))
    if escalation.state != State.ANSWERED:
        raise NotPossible(_("Saken tar ikke imot tilbakemeldinger nå."))
    if helped != Verdict.Helped.YES and not why.strip():
        raise Missing(_("Skriv hva som mangler, så de som svarte, kan gjøre noe med det."), field="why")
    verdict = Verdict.objects.create(
        escalation=escalation, round=escalation.round, person=actor, helped=helped, why=why.strip(), at=now
    )
    event = record(
        "escalation.verdict",
        actor=actor,
        seat=seat,
        at=now,
        target=escalation,
        about=list(escalation.issues.all()),
        **told(escalation, helped=helped, text=why.strip()),
    )
    spoken = set(
        Verdict.objects.filter(escalation=escalation, round=escalation.round).values_list("person", flat=True)
    )
    if people <= spoken:
        follow(escalation, "close", cause=event)
    return verdict


def close_overdue(now):
    """Close what has waited its twenty working days for verdicts. Returns how many."""
    due = Deadline.objects.filter(
        target_label="escalation.escalation",
        kind=Deadline.Kind.VERDICT,
        ended_at__isnull=True,
        due_on__lt=local_day(now),
    )
    system = Person.objects.system()
    closed = 0
    for escalation in Escalation.objects.filter(pk__in=due.values("target_id"), state=State.ANSWERED):
        take(escalation, "close_in_time", actor=system, now=now)
        closed += 1
    return closed
