from issues.models.cases import FirstLine, Issue, IssueHolder, State, Voice
from issues.models.needs import NeedProject, NeedResponse
from issues.models.weighing import Assessment, Rank

__all__ = [
    "Assessment",
    "FirstLine",
    "Issue",
    "IssueHolder",
    "NeedProject",
    "NeedResponse",
    "Rank",
    "State",
    "Voice",
]
