from network.models import Phase
from register.models.experiences import Experience
from register.models.projects import PhaseChange, Project

__all__ = ["Experience", "Phase", "PhaseChange", "Project"]
