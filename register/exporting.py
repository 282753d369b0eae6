"""The register as a table: what a viewer sees of the projects, under headers that can be read in again."""

from register.columns import LABELS
from register.models import Project

COLUMNS = (
    "loft title organisation phase clinical_area purpose care_level technique product supplier device_status "
    "data_sources partners funding country started_on implementation_decided_on source_url"
).split()
# Between those who buy, not for those who sell.
INSIDE_ONLY = ("supplier", "funding")
AT_ONCE = 1000
SAYS = {
    "loft": lambda project: project.pk,
    "organisation": lambda project: (
        project.organisation.name if project.organisation else project.organisation_name
    ),
    "phase": Project.get_phase_display,
    "care_level": Project.get_care_level_display,
}


def header_for(viewer):
    return [LABELS[name] for name in _columns(viewer)] + ["Register", "Synlig for"]


def rows_for(viewer, projects):
    """A row for each project, fetched a thousand at a time."""
    columns = _columns(viewer)
    for project in projects.select_related("organisation").iterator(chunk_size=AT_ONCE):
        said = [SAYS[name](project) if name in SAYS else getattr(project, name) for name in columns]
        yield [*said, project.source, project.get_reach_display()]


def _columns(viewer):
    return [name for name in COLUMNS if viewer.is_inside or name not in INSIDE_ONLY]
