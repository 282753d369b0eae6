from issues.models.cases import ANSWERED, MERGEABLE, OVER, FirstLine, Issue, IssueHolder, State, Voice
from issues.models.classes import RESPONSIBILITY, Classification, Instrument
from issues.models.measures import Measure, MeasureReply, MeasureState
from issues.models.merging import Merge
from issues.models.needs import NeedProject, NeedResponse
from issues.models.raising import Anonymised, Backing, Draft, Spared
from issues.models.shared import SharedNeed, SharedNeedAsked
from issues.models.talk import ADVICE, Abroad, Comment, Country, FollowChoice
from issues.models.weighing import Assessment, Rank

__all__ = [
    "ADVICE",
    "ANSWERED",
    "MERGEABLE",
    "OVER",
    "RESPONSIBILITY",
    "Abroad",
    "Anonymised",
    "Assessment",
    "Backing",
    "Classification",
    "Comment",
    "Country",
    "Draft",
    "FirstLine",
    "FollowChoice",
    "Instrument",
    "Issue",
    "IssueHolder",
    "Measure",
    "MeasureReply",
    "MeasureState",
    "Merge",
    "NeedProject",
    "NeedResponse",
    "Rank",
    "SharedNeed",
    "SharedNeedAsked",
    "Spared",
    "State",
    "Voice",
]
