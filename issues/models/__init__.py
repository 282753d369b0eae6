from issues.models.cases import Issue, IssueHolder, State, Voice
from issues.models.raising import Anonymised, Backing, Draft, Spared
from issues.models.weighing import Assessment, Rank

__all__ = [
    "Anonymised",
    "Assessment",
    "Backing",
    "Draft",
    "Issue",
    "IssueHolder",
    "Rank",
    "Spared",
    "State",
    "Voice",
]
