"""What was told of a project, version by version, and what differs between two of them."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from network.deadlines import date_text
from register.groups import GROUP_OF
from register.models import ProjectVersion

# In the order of the page. `owner` and `organisation` are kept as the names they had then.
KEPT = (
    "title",
    "organisation",
    "owner",
    "phase",
    "clinical_area",
    "purpose",
    "care_level",
    "municipal_use",
    "technique",
    "product",
    "supplier",
    "device_class",
    "device_status",
    "ai_role",
    "method_id",
    "cost_band",
    "data_sources",
    "partners",
    "funding",
    "publications",
    "country",
    "implementation_decided_on",
    "reach",
)
LABELS = {
    "title": _("Navn"),
    "organisation": _("Virksomhet"),
    "owner": _("Kontakt"),
    "phase": _("Fase"),
    "clinical_area": _("Fagområde"),
    "purpose": _("Hva det skal hjelpe med"),
    "care_level": _("Nivå"),
    "municipal_use": _("Bruk i kommunen"),
    "technique": _("Teknikk"),
    "product": _("Produkt"),
    "supplier": _("Leverandør"),
    "device_class": _("Klasse som medisinsk utstyr"),
    "device_status": _("Medisinsk utstyr, slik kilden skriver det"),
    "ai_role": _("Rolle etter KI-forordningen"),
    "method_id": _("ID i Nye metoder"),
    "cost_band": _("Kostnad, omtrent"),
    "data_sources": _("Datagrunnlag"),
    "partners": _("Samarbeid"),
    "funding": _("Finansiering"),
    "publications": _("Publikasjoner"),
    "country": _("Land"),
    "implementation_decided_on": _("Gjennomføring besluttet"),
    "reach": _("Synlig for"),
}


def told_of(project):
    """What a project says, as text that can be compared: {field: text}. Pure but for names it is given."""
    told = {name: _text(project, name) for name in KEPT}
    return {name: text for name, text in told.items() if text}


def _text(project, name):
    if name == "organisation":
        return project.whose
    if name == "owner":
        return project.owner.name if project.owner else ""
    if name == "product":
        return project.product_name
    if name == "device_class":
        known = project.product and project.product.class_is_known
        return project.product.get_device_class_display() if known else ""
    display = getattr(project, f"get_{name}_display", None)
    value = display() if display else getattr(project, name)
    if name == "implementation_decided_on" and value:
        return date_text(value)
    return "" if value is None else str(value)


def keep(project, told, *, actor, at):
    """Add a version, when it says something else than the newest one."""
    newest = project.versions.order_by("-number").first()
    if newest and newest.told == told:
        return newest
    number = newest.number + 1 if newest else 1
    return ProjectVersion.objects.create(project=project, number=number, told=told, at=at, by=actor)


def begin_all(projects, *, actor):
    """The first version of each of many projects that has none: what it said until now, dated by that."""
    have = set(ProjectVersion.objects.filter(project__in=projects).values_list("project", flat=True))
    ProjectVersion.objects.bulk_create(
        ProjectVersion(project=one, number=1, told=told_of(one), at=one.changed_at, by=one.owner or actor)
        for one in projects
        if one.pk not in have
    )


def keep_all(projects, *, actor, at):
    """The next version of each of many projects that were changed at once."""
    rows = ProjectVersion.objects.filter(project__in=projects).values_list("project")
    newest = dict(rows.annotate(Max("number")))
    ProjectVersion.objects.bulk_create(
        ProjectVersion(project=one, number=newest.get(one.pk, 0) + 1, told=told_of(one), at=at, by=actor)
        for one in projects
    )


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


def differences(before, after, groups):
    """What differs between two versions, in the page's order, of what a viewer of these groups may see."""
    return [
        Difference(LABELS[name], before.told.get(name, ""), after.told.get(name, ""))
        for name in KEPT
        if (name not in GROUP_OF or GROUP_OF[name] in groups)
        and before.told.get(name, "") != after.told.get(name, "")
    ]
