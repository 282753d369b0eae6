from issues.models.cases import Issue, IssueHolder, State, Voice
from issues.models.measures import Measure, MeasureReply, MeasureState
from issues.models.talk import ADVICE, Abroad, Comment, Country, FollowChoice
from issues.models.weighing import Assessment, Rank

__all__ = [
    "ADVICE",
    "Abroad",
    "Assessment",
    "Comment",
    "Country",
    "FollowChoice",
    "Issue",
    "IssueHolder",
    "Measure",
    "MeasureReply",
    "MeasureState",
    "Rank",
    "State",
    "Voice",
]
