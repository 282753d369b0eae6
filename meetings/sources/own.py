"""What stands on an agenda from the body itself: minutes, actions, standing items, proposals and what is new."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.agenda import Candidate
from meetings.models import Action, ItemType, Meeting, Proposal, StandingItem
from meetings.sources.cases import CONSIDERED, UNWEIGHED, again, for_information, is_late
from network.deadlines import date_text, local_day
from network.models import Body
from network.telling import Telling, telling
from register.models import Experience, Project

# What has no case behind it that would bring it back by itself.
BROUGHT_BACK = ("news", "decided", "answer")


def minutes_to_approve(meeting, _history, _now):
    held = Meeting.objects.filter(
        body=meeting.body_id, state=Meeting.State.HELD, approved_at=None, starts_at__lt=meeting.starts_at
    )
    for earlier in held.order_by("-starts_at")[:3]:
        yield Candidate(
            source="minutes",
            label="meetings.meeting",
            pk=earlier.pk,
            type=ItemType.DECISION,
            title=f"Godkjenne referat fra {date_text(local_day(earlier.starts_at))}",
            minutes=5,
            why=telling(_("Referatet er ikke godkjent ennå.")),
            must=True,
            owner=meeting.body.name,
        )


def actions_due(meeting, history, now):
    """What somebody said they would do, when it is due before the next meeting; until it is done."""
    due, late, day = _("{owner} har frist {due_on}."), _("{owner} hadde frist {due_on}."), local_day(now)
    found = Action.objects.open().filter(meeting__body=meeting.body_id, due_on__lt=history.next_day)
    for action in (
        found.exclude(meeting=meeting).select_related("owner").order_by("due_on", "pk")[:CONSIDERED]
    ):
        yield Candidate(
            source="action",
            label="meetings.action",
            pk=action.pk,
            type=ItemType.INFORMATION,
            title=action.what,
            minutes=2,
            why=telling(late if action.due_on < day else due, owner=action.owner.name, due_on=action.due_on),
            must=True,
            owner=action.owner.name,
            presenter=action.owner.name,
        )


def standing_items(meeting, _history, _now):
    for item in StandingItem.objects.filter(body=meeting.body_id, ended_at=None).order_by("pk"):
        yield Candidate(
            source="closing" if item.last else "standing",
            label="meetings.standingitem",
            pk=item.pk,
            type=item.type,
            title=item.title,
            minutes=item.minutes,
            why=telling(_("Fast sak i hvert møte.")),
            must=True,
            owner=meeting.body.name,
            presenter=item.presenter,
        )


def proposed_by_members(meeting, history, now):
    """What those seated here have proposed, until it is treated or declined."""
    proposals = Proposal.objects.open().filter(body=meeting.body_id, proposed_at__lte=now)
    for proposal in proposals.select_related("seat__person", "seat__organisation").order_by("pk")[
        :CONSIDERED
    ]:
        key = ("proposed", "meetings.proposal", proposal.pk)
        late = is_late(meeting, local_day(proposal.proposed_at))
        brief = late and key not in history.excused
        times = history.passed_over[key[1:]]
        who = {"name": proposal.seat.person.name, "organisation": proposal.seat.organisation.called}
        why = telling(_("Foreslått av {name}, på vegne av {organisation}."), **who) + again(times)
        yield Candidate(
            source="proposed",
            label="meetings.proposal",
            pk=proposal.pk,
            type=ItemType.INFORMATION if brief else proposal.type,
            title=proposal.title,
            minutes=min(5, proposal.minutes) if brief else proposal.minutes,
            why=why + for_information(meeting) if brief else why,
            value=UNWEIGHED,
            late=late,
            passed_over=times,
            owner=proposal.seat.organisation.called,
            presenter=proposal.seat.person.name,
        )


def news(meeting, history, now):
    """One line for all that is new in the register, when anything is."""
    if not meeting.body.is_network:
        return
    after = history.since
    span = Q(registered_at__gt=after, registered_at__lte=now)
    reported = Q(reported_at__gt=after, reported_at__lte=now, replaces=None)
    if meeting.body.kind == Body.Kind.REGIONAL_NETWORK:
        span &= Q(organisation__region=meeting.body.region_id)
        reported &= Q(organisation__region=meeting.body.region_id)
    projects = Project.objects.norwegian().filter(span).count()
    experiences = Experience.objects.norwegian().filter(reported).count()
    if projects or experiences:
        yield Candidate(
            source="news",
            label="network.body",
            pk=meeting.body_id,
            type=ItemType.INFORMATION,
            title="Nye prosjekter og erfaringer",
            minutes=5,
            why=telling(
                _("Siden forrige møte: prosjekter {projects}, erfaringer {experiences}."),
                projects=projects,
                experiences=experiences,
            ),
            value=UNWEIGHED // 3,
        )


def put_off(history, found):
    """What was put off and has no case that brings it back, as it stood then."""
    lost = [item for key, item in history.put_off.items() if key not in found and item.source in BROUGHT_BACK]
    return [
        Candidate(
            source=item.source,
            label=item.target_label,
            pk=item.target_id,
            type=item.type,
            title=item.title,
            minutes=item.minutes,
            why=Telling(*item.why_said),
            owner=item.owner,
            presenter=item.presenter,
        )
        for item in lost
    ]
