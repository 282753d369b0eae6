from datetime import timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext

from meetings.models import Action, AgendaItem, Invitation, Meeting
from network.deadlines import local_day
from network.registries import Stops, Waiting, has_agendas, waits_on

SEND_OUT_BEFORE = timedelta(days=7)


@waits_on
def meetings_to_run(viewer):
    """An agenda to send out within a week, and minutes of a meeting that has been."""
    planned = Meeting.objects.filter(
        Q(body__in=viewer.run_body_ids) | Q(facilitator__in=viewer.run_body_ids),
        state=Meeting.State.PLANNED,
        starts_at__lte=viewer.at + SEND_OUT_BEFORE,
    )
    for meeting in planned.select_related("body").order_by("starts_at")[:20]:
        has_been = meeting.starts_at <= viewer.at
        if meeting.published_at and not has_been:
            continue
        yield Waiting(
            title=gettext("{body}: møte").format(body=meeting.body.name),
            is_said=True,
            what=gettext("Avslutt møtet, så referatet blir ferdig")
            if has_been
            else gettext("Se over og send ut sakslisten"),
            url=reverse("meeting-room" if has_been else "meeting-detail", args=[meeting.pk]),
            due=local_day(meeting.starts_at),
            stops=Stops.MINUTES if has_been else Stops.AGENDA,
        )


@waits_on
def invitations_to_answer(viewer):
    """Meetings one is invited to, and lines one is asked to, without an answer yet."""
    unanswered = Invitation.objects.standing().filter(
        Q(item__isnull=True) | ~Q(seat__body=F("meeting__body")),
        person=viewer.person_id,
        reply=Invitation.Reply.NONE,
        meeting__published_at__isnull=False,
        meeting__state=Meeting.State.PLANNED,
        meeting__starts_at__gt=viewer.at,
    )
    for row in unanswered.select_related("meeting__body", "item").order_by("meeting__starts_at")[:20]:
        yield Waiting(
            title=f"{row.meeting.body.name}: {row.item.title if row.item else 'møte'}",
            what=gettext("Svar på innkalling"),
            url=reverse("invitation-detail", args=[row.pk]),
            due=local_day(row.meeting.starts_at),
        )


@waits_on
def actions_to_do(viewer):
    """What the person has promised to do after a meeting."""
    promised = Action.objects.open().filter(owner=viewer.person_id).select_related("meeting__body")
    for action in promised.order_by("due_on", "pk")[:20]:
        yield Waiting(
            title=action.what,
            what=gettext("Oppfølging fra møte i {body}").format(body=action.meeting.body.name),
            url=reverse("action-detail", args=[action.pk]),
            due=action.due_on,
        )


@has_agendas
def days_of_meetings(label, ids):
    """A meeting that has begun comes before the next one, until its minutes are written."""
    lines = AgendaItem.objects.to_decide(label, ids).order_by("-meeting__starts_at")
    return {pk: local_day(at) for pk, at in lines.values_list("target_id", "meeting__starts_at")}
