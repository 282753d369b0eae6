from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext

from issues.first_reply import ISSUES
from issues.models import Assessment, Issue, Measure, MeasureState, Merge, SharedNeedAsked, State
from issues.rules import desks_of
from network.deadlines import local_day, running_of
from network.models import Body, Person
from network.registries import Stops, Waiting, waits_on


@waits_on
def first_look(viewer):
    """New innmeldinger wait on those who run the network they came to."""
    if not viewer.run_body_ids:
        return
    new = Issue.objects.filter(home_body__in=viewer.run_body_ids, state=State.NEW).order_by("pk")
    asked = Merge.objects.filter(status=Merge.Status.PROPOSED).values("issue")
    new = new.exclude(pk__in=asked).annotate(due_on=running_of(ISSUES))
    queue = reverse("issue-queue")
    for issue in new.only("pk", "title", "raised_at")[:20]:
        yield Waiting(
            title=issue.title,
            what=gettext("Ny innmelding: ta første gjennomgang"),
            url=f"{queue}#innmelding-{issue.pk}",
            due=issue.due_on,
            since=local_day(issue.raised_at),
            stops=Stops.FIRST_LOOK,
        )


@waits_on
def assessment(viewer):
    """What council members and leads have not weighed yet, newest first; a few at a time."""
    if not any(seat.body.kind == Body.Kind.COUNCIL for seat in viewer.seats):
        return
    done = Assessment.objects.filter(person=viewer.person_id).values("issue_id")
    waiting = Issue.objects.visible_to(viewer).filter(state=State.WITH_NETWORK).exclude(pk__in=done)
    for issue in waiting.only("pk", "title", "raised_at").order_by("-pk")[:5]:
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


@waits_on
def asked_of_me(viewer):
    """Seldom anything: asked in one question first, of each kind that there is after."""
    if viewer.person_id is None:
        return
    merges = Merge.objects.filter(status=Merge.Status.PROPOSED, issue__raised_by=viewer.person_id)
    needs = SharedNeedAsked.objects.filter(person=viewer.person_id, answer="")
    me = Person.objects.filter(pk=viewer.person_id)
    has_merges, has_needs = me.values_list(Exists(merges), Exists(needs)).get()
    if has_merges:
        yield from _merging(merges)
    if has_needs and viewer.member_seat is not None:
        yield from _shared_needs(needs)


def _merging(asked):
    """A proposal to merge one's innmelding with another waits for a yes or a no; after its date it is a yes."""
    for merge in asked.select_related("issue").order_by("pk")[:20]:
        yield Waiting(
            title=merge.issue.title,
            what=gettext("Si ja eller nei til at innmeldingen slås sammen med en annen"),
            url=reverse("issue-detail", args=[merge.issue_id]),
            due=merge.due_on,
        )


def _shared_needs(asked):
    """To raise together what several lack, or say «ikke nå»."""
    for row in asked.select_related("shared").order_by("pk"):
        yield Waiting(
            title=row.shared.title,
            what=gettext("Flere har samme behov: meld det inn sammen"),
            url=reverse("sharedneed-detail", args=[row.shared_id]),
            since=local_day(row.shared.found_at),
        )
