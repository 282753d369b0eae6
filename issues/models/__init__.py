from issues.models.cases import Issue, IssueHolder, State, Voice
from issues.models.classes import RESPONSIBILITY, Classification, Instrument
from issues.models.merging import Merge
from issues.models.weighing import Assessment, Rank

__all__ = [
    "RESPONSIBILITY",
    "Assessment",
    "Classification",
    "Instrument",
    "Issue",
    "IssueHolder",
    "Merge",
    "Rank",
    "State",
    "Voice",
]
