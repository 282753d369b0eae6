"""The register as tables: what a viewer sees of projects and experiences. A table of projects can be read in again."""

from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext

from network.deadlines import local_day
from network.language import on_record
from register.columns import LABELS
from register.filters import ExperienceFilter, ProjectFilter
from register.groups import groups_seen, shows
from register.models import Experience, ExportRun, Project

COLUMNS = (
    "loft title organisation phase clinical_area purpose care_level municipal_use technique product supplier "
    "device_class device_status ai_role method_id data_sources partners funding cost_band publications country "
    "started_on implementation_decided_on source_url"
).split()
AT_ONCE = 1000
SAYS = {
    "loft": lambda project: project.pk,
    "organisation": lambda project: (
        project.organisation.name if project.organisation else project.organisation_name
    ),
    "phase": Project.get_phase_display,
    "product": lambda project: project.product_name,
    # Not read in again: it is the product's, and stands there for all who use it.
    "device_class": lambda project: project.product.get_device_class_display() if project.product else "",
    "care_level": Project.get_care_level_display,
    "municipal_use": Project.get_municipal_use_display,
    "ai_role": Project.get_ai_role_display,
    "cost_band": Project.get_cost_band_display,
}
EXPERIENCE_COLUMNS = (
    "title kind organisation text cost_of category amount_nok is_estimate includes period_from period_to year measure "
    "unit baseline_value planned_value observed_value planned achieved method procedure uncertainty realisation_plan need "
    "hosting integration hardware monitoring standards would_share source_url reach"
).split()
EXPERIENCE_SAYS = {
    "organisation": lambda one: one.organisation.name if one.organisation else one.organisation_name,
    "procedure": lambda one: str(one.procedure or ""),
    "is_estimate": lambda one: gettext("ja") if one.is_estimate else "",
} | {
    name: getattr(Experience, f"get_{name}_display")
    for name in ("kind", "cost_of", "category", "need", "reach")
}


def header():
    """The headers of `rows_for`: in bokmål whoever asks, as the file is read in again by its words."""
    with on_record():
        names = {"device_class": "Klasse som medisinsk utstyr"} | LABELS
        return [*(str(names[name]) for name in COLUMNS), "Register", "Synlig for"]


def rows_for(viewer, projects):
    """A row for each project, fetched a thousand at a time. What the viewer may not see of one is empty."""
    for project in projects.select_related("organisation", "product").iterator(chunk_size=AT_ONCE):
        groups = groups_seen(viewer, project)
        with on_record():
            said = [_said(project, name) if shows(groups, name) else "" for name in COLUMNS]
            said += [project.source, project.get_reach_display()]
        yield said


def experience_header():
    """The headers of `experience_rows`, in the language of whoever asks."""
    names = [capfirst(str(Experience._meta.get_field(name).verbose_name)) for name in EXPERIENCE_COLUMNS]
    return [gettext("Prosjekt"), *names, gettext("Meldt")]


def experience_rows(viewer, experiences):
    """A row for each experience, with its project where the viewer sees that too."""
    seen = Project.objects.visible_to(viewer).filter(pk=OuterRef("project"))
    for one in experiences.annotate(sees_project=Exists(seen)).iterator(chunk_size=AT_ONCE):
        said = [
            EXPERIENCE_SAYS[name](one) if name in EXPERIENCE_SAYS else getattr(one, name)
            for name in EXPERIENCE_COLUMNS
        ]
        yield [one.project.title if one.sees_project else "", *said, local_day(one.reported_at).isoformat()]


def shown(what, viewer, asked):
    """The rows of a list that a viewer sees, narrowed as its address (`asked`) says."""
    if what == ExportRun.What.PROJECTS:
        seen = Project.objects.visible_to(viewer).order_by("-pk")
        return ProjectFilter(asked, queryset=seen, viewer=viewer).qs
    seen = Experience.objects.visible_to(viewer).standing().for_lists().order_by("-pk")
    return ExperienceFilter(asked, queryset=seen).qs


# How each list becomes a table: its header, and the rows of it.
TABLES = {
    ExportRun.What.PROJECTS: (header, rows_for),
    ExportRun.What.EXPERIENCES: (experience_header, experience_rows),
}


def _said(project, name):
    return SAYS[name](project) if name in SAYS else getattr(project, name)
