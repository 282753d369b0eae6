from network.models import Phase
from register.models.experiences import Experience
from register.models.imports import ImportFile, ImportNote, ImportRun, SourceMap
from register.models.projects import PhaseChange, Project

__all__ = [
    "Experience",
    "ImportFile",
    "ImportNote",
    "ImportRun",
    "Phase",
    "PhaseChange",
    "Project",
    "SourceMap",
]
