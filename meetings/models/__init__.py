from meetings.models.agenda import AgendaItem, AgendaVersion, Proposal
from meetings.models.invitations import Feed, Invitation
from meetings.models.meetings import Meeting
from meetings.models.minutes import Action, Attendance, NoteRevision, StoodAside
from meetings.models.series import ItemType, OutsideEvent, Series, StandingItem

__all__ = [
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
