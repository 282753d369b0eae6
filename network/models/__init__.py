from network.models.absences import Absence
from network.models.admissions import Admission
from network.models.attachments import Attachment
from network.models.audit import Event, EventAbout, Seal
from network.models.bodies import Body, Field, Seat
from network.models.deadlines import Deadline
from network.models.fora import Forum, ForumContact
from network.models.jobs import JobRun
from network.models.notices import Letter, Mail, MailChoice, Notice
from network.models.organisations import Organisation, Phase, Region, Regulation, Remit, Responsibility
from network.models.owners import OwnerElsewhere
from network.models.people import Person
from network.models.search import SearchEntry
from network.models.team import Evaluation, Lesson, Place
from network.models.turns import AccountTurn, SecretariatTurn

__all__ = [
    "Absence",
    "AccountTurn",
    "Admission",
    "Attachment",
    "Body",
    "Deadline",
    "Evaluation",
    "Event",
    "EventAbout",
    "Field",
    "Forum",
    "ForumContact",
    "JobRun",
    "Lesson",
    "Letter",
    "Mail",
    "MailChoice",
    "Notice",
    "Organisation",
    "OwnerElsewhere",
    "Person",
    "Phase",
    "Place",
    "Region",
    "Regulation",
    "Remit",
    "Responsibility",
    "Seal",
    "SearchEntry",
    "Seat",
    "SecretariatTurn",
]
