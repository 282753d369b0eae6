from network.models.audit import Event, EventAbout, Seal
from network.models.bodies import Body, Seat
from network.models.deadlines import Deadline
from network.models.jobs import JobRun
from network.models.notices import Letter, Mail, MailChoice, Notice
from network.models.organisations import Organisation, Phase, Region, Regulation, Remit
from network.models.people import Person
from network.models.search import SearchEntry

__all__ = [
    "Body",
    "Deadline",
    "Event",
    "EventAbout",
    "JobRun",
    "Letter",
    "Mail",
    "MailChoice",
    "Notice",
    "Organisation",
    "Person",
    "Phase",
    "Region",
    "Regulation",
    "Remit",
    "Seal",
    "SearchEntry",
    "Seat",
]
