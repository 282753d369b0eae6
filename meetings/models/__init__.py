from meetings.models.agenda import PASSED_OVER_LIMIT, AgendaItem, AgendaVersion, Proposal
from meetings.models.invitations import Feed, Invitation
from meetings.models.meetings import Meeting
from meetings.models.minutes import Action, Attendance, NoteRevision, StoodAside
from meetings.models.series import ItemType, OutsideEvent, Series, StandingItem

__all__ = [
    "PASSED_OVER_LIMIT",
    "Action",
    "AgendaItem",
    "AgendaVersion",
    "Attendance",
    "Feed",
    "Invitation",
    "ItemType",
    "Meeting",
    "NoteRevision",
    "OutsideEvent",
    "Proposal",
    "Series",
    "StandingItem",
    "StoodAside",
]
