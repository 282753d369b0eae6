from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from issues import queue
from issues.models import Assessment, Issue, Measure, MeasureState, Merge, SharedNeedAsked, State
from issues.rules import desks_of, weighs
from network.deadlines import local_day
from network.models import Body
from network.registries import Waiting, seldom_waits_on, waits_on

MOST = 40


@waits_on
def first_look(viewer):
    """What stands in the queue of a network waits on those who run it; what nobody has weighed, on its leads."""
    if not viewer.run_body_ids:
        return
    weighs_it = weighs(viewer) is not None
    for issue in queue.waiting(viewer.run_body_ids, viewer.at, to_weigh=weighs_it):
        yield Waiting(
            title=issue.title,
            what=str(issue.section.what),
            url=_opens(issue),
            due=issue.due_on,
            since=issue.hold_until or local_day(issue.raised_at),
            stops=issue.section.stops,
        )


def _opens(issue):
    """A form where one act is what waits; else the line of the queue, with its exits."""
    name = issue.section.name
    if name == "ikke-vurdert":
        return reverse("issue-assess", args=[issue.pk])
    if name == "uten-svar":
        return f"{reverse('issue-detail', args=[issue.pk])}#samtale"
    part = "" if name == "nye" else f"?del={name}"
    return f"{reverse('issue-queue')}{part}#innmelding-{issue.pk}"


@waits_on
def assessment(viewer):
    """What council members have not weighed yet, newest first."""
    if not any(seat.body.kind == Body.Kind.COUNCIL for seat in viewer.seats):
        return
    done = Assessment.objects.filter(issue=OuterRef("pk"), person=viewer.person_id)
    waiting = Issue.objects.visible_to(viewer).filter(~Exists(done), state=State.WITH_NETWORK)
    if viewer.run_body_ids and weighs(viewer):  # those are asked as who runs the network
        unweighed = queue.BY_NAME["ikke-vurdert"].rows(local_day(viewer.at))
        ours = Issue.objects.filter(unweighed, pk=OuterRef("pk"), home_body__in=viewer.run_body_ids)
        waiting = waiting.exclude(Exists(ours))
    for issue in waiting.only("pk", "title", "raised_at").order_by("-pk")[:MOST]:
        yield Waiting(
            title=issue.title,
            what=gettext("Vurder alvorlighet, ressursbruk og nytte"),
            url=reverse("issue-assess", args=[issue.pk]),
            since=local_day(issue.raised_at),
        )


@waits_on
def measures_to_conclude(viewer):
    """What is no longer out for comment waits on its desk, or the one that took over: those who replied wait to
    hear what it changed."""
    if not desks_of(viewer):
        return
    closed = Measure.objects.filter(desk__in=viewer.seat_body_ids, state=MeasureState.CLOSED)
    for measure in closed.order_by("closes_on", "pk"):
        yield Waiting(
            title=measure.title,
            what=gettext("Skriv hva dere endret på grunn av uttalelsene"),
            url=reverse("measure-step", args=[measure.pk, "conclude"]),
            since=measure.closes_on,
        )


@seldom_waits_on(
    lambda viewer: Merge.objects.filter(status=Merge.Status.PROPOSED, issue__raised_by=viewer.person_id)
)
def merging(asked):
    """A proposal to merge one's innmelding with another waits for a yes or a no; after its date it is a yes."""
    for merge in asked.select_related("issue").order_by("pk")[:20]:
        yield Waiting(
            title=merge.issue.title,
            what=gettext("Si ja eller nei til at innmeldingen slås sammen med en annen"),
            url=reverse("issue-detail", args=[merge.issue_id]),
            due=merge.due_on,
        )


def _shared_with(viewer):
    """Only a member can answer."""
    asked = SharedNeedAsked.objects.filter(person=viewer.person_id, answer="")
    return asked if viewer.member_seat is not None else asked.none()


@seldom_waits_on(_shared_with)
def shared_needs(asked):
    """To raise together what several lack, or say «ikke nå»."""
    for row in asked.select_related("shared").order_by("pk"):
        yield Waiting(
            title=row.shared.title,
            what=gettext("Flere har samme behov: meld det inn sammen"),
            url=reverse("sharedneed-detail", args=[row.shared_id]),
            since=local_day(row.shared.found_at),
        )
