from guidance.models.entries import Entry, FormerText, LinkReport
from guidance.models.joint import JointPart, JointRevision, JointSignature, JointText

__all__ = ["Entry", "FormerText", "JointPart", "JointRevision", "JointSignature", "JointText", "LinkReport"]
