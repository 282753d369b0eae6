from guidance.models.entries import Entry, LinkReport
from guidance.models.joint import JointPart, JointRevision, JointSignature, JointText

__all__ = ["Entry", "JointPart", "JointRevision", "JointSignature", "JointText", "LinkReport"]
