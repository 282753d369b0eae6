from network.models import Phase
from register.models.areas import ClinicalArea
from register.models.asking import Question, ResourcePerson
from register.models.experiences import Experience, Reuse
from register.models.exports import ExportPart, ExportRun
from register.models.facts import Approval, BoundaryCheck, CallYes, DataAccess, Party
from register.models.imports import ImportFile, ImportNote, ImportRun, SourceMap
from register.models.products import Product
from register.models.projects import PhaseChange, Project
from register.models.sharing import Adoption, Competence, Tool, ToolVersion
from register.models.tally import Tally
from register.models.upkeep import ErrorReport, ProjectVersion, ReportDuty, Withdrawal

__all__ = [
    "Adoption",
    "Approval",
    "BoundaryCheck",
    "CallYes",
    "ClinicalArea",
    "Competence",
    "DataAccess",
    "ErrorReport",
    "Experience",
    "ExportPart",
    "ExportRun",
    "ImportFile",
    "ImportNote",
    "ImportRun",
    "Party",
    "Phase",
    "PhaseChange",
    "Product",
    "Project",
    "ProjectVersion",
    "Question",
    "ReportDuty",
    "ResourcePerson",
    "Reuse",
    "SourceMap",
    "Tally",
    "Tool",
    "ToolVersion",
    "Withdrawal",
]
