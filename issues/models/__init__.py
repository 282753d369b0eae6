from issues.models.cases import Issue, IssueHolder, State, Voice
from issues.models.weighing import Assessment, Rank

__all__ = ["Assessment", "Issue", "IssueHolder", "Rank", "State", "Voice"]
