from network.models import Phase
from register.models.experiences import Experience, Reuse
from register.models.projects import PhaseChange, Project

__all__ = ["Experience", "Phase", "PhaseChange", "Project", "Reuse"]
