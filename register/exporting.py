"""The register as a table: what a viewer sees of the projects, under headers that can be read in again."""

from register.columns import LABELS
from register.groups import GROUP_OF, may_see
from register.models import Project

COLUMNS = (
    "loft title organisation phase clinical_area purpose care_level technique product supplier device_status "
    "data_sources partners funding country started_on implementation_decided_on source_url"
).split()
AT_ONCE = 1000
SAYS = {
    "loft": lambda project: project.pk,
    "organisation": lambda project: (
        project.organisation.name if project.organisation else project.organisation_name
    ),
    "phase": Project.get_phase_display,
    "product": lambda project: project.product_name,
    "care_level": Project.get_care_level_display,
}


HEADER = [LABELS[name] for name in COLUMNS] + ["Register", "Synlig for"]


def rows_for(viewer, projects):
    """A row for each project, fetched a thousand at a time. What the viewer may not see of one is empty."""
    for project in projects.select_related("organisation", "product").iterator(chunk_size=AT_ONCE):
        said = [_said(project, name) if _sees(viewer, project, name) else "" for name in COLUMNS]
        yield [*said, project.source, project.get_reach_display()]


def _said(project, name):
    return SAYS[name](project) if name in SAYS else getattr(project, name)


def _sees(viewer, project, name):
    return name not in GROUP_OF or may_see(viewer, project, GROUP_OF[name])
