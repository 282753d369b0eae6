from django.http import Http404
from django.shortcuts import get_object_or_404

from meetings.models import AgendaItem, Meeting
from meetings.rules import runs_meeting
from network.pages import visible_or_404


def meeting_or_404(request, pk):
    return visible_or_404(Meeting.objects.select_related("body", "facilitator", "series"), request.viewer, pk)


def run_or_404(request, pk):
    """The meeting and the seat this person runs it by; for anyone else the page does not exist."""
    meeting = meeting_or_404(request, pk)
    seat = runs_meeting(request.user, meeting, request.viewer.at)
    if seat is None:
        raise Http404
    return meeting, seat


def item_or_404(meeting, item_pk):
    return get_object_or_404(AgendaItem.objects.select_related("meeting__body"), pk=item_pk, meeting=meeting)
