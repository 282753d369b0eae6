"""What was told of a project, version by version, and what differs between two of them."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db.models import Max, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.deadlines import date_text, local_day
from network.own_data import Key, keeps
from network.reach import Reach
from network.workflow import Refused
from register.groups import GROUPS, REACH_OF, RESPONSIBLE_OF, STATE_OF, shows
from register.models import Approval, DataAccess, Party, PhaseChange, Project, ProjectVersion

# What hangs on a project, each with a table of its own.
HANGING = ("phase_began", "parties", "data_accesses", *STATE_OF.values(), *RESPONSIBLE_OF.values())
OWNER_ID = "owner_id"
# Not kept from the first day on: a version without it does not say that there was none.
LATER = {"source_url", "started_on", *REACH_OF.values(), *HANGING}
# In the order of the page. `owner` and `organisation` are kept as the names they had then.
KEPT = (
    "title",
    "organisation",
    "owner",
    "phase",
    "phase_began",
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
    "data_accesses",
    "partners",
    "parties",
    "funding",
    "publications",
    "country",
    "implementation_decided_on",
    "started_on",
    *(name for kind in STATE_OF for name in (STATE_OF[kind], RESPONSIBLE_OF[kind])),
    "source_url",
    "reach",
    *REACH_OF.values(),
)
LABELS = {
    "title": _("Navn"),
    "organisation": _("Virksomhet"),
    "owner": _("Kontakt"),
    "phase": _("Fase"),
    "phase_began": _("Når fasen begynte"),
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
    "data_accesses": _("Tilgang til data"),
    "partners": _("Samarbeid"),
    "parties": _("Parter"),
    "funding": _("Finansiering"),
    "publications": _("Publikasjoner"),
    "country": _("Land"),
    "implementation_decided_on": _("Gjennomføring besluttet"),
    "started_on": _("Oppstart"),
    "source_url": _("Kilde"),
    "reach": _("Synlig for"),
}
LABELS |= {STATE_OF[kind]: label for kind, label in Approval.Kind.choices}
LABELS |= {
    RESPONSIBLE_OF[kind]: format_lazy(_("{what}: ansvarlig"), what=label)
    for kind, label in Approval.Kind.choices
}
LABELS |= {
    REACH_OF[group]: format_lazy(_("Synlig for: {part}"), part=label) for group, label in GROUPS.items()
}
keeps(ProjectVersion, {name: Key(label) for name, label in LABELS.items()})
WITHDRAWN = _("Registreringen av prosjektet er trukket.")
AS_USUAL = _("som det er vanlig")


def told_of(projects):
    """What some projects say, as text that can be compared: {id: {field: text}}. All of what is kept is there,
    also what is empty, and who the contact is, whose name may have to be forgotten. Four statements, however many
    projects."""
    hanging = _hanging(projects)
    return {
        one.pk: {
            name: hanging[one.pk].get(name, "") if name in HANGING else _text(one, name) for name in KEPT
        }
        | {OWNER_ID: one.owner_id}
        for one in projects
    }


def _hanging(projects):
    """What hangs on projects, as {id: {field: text}}; several of a kind are a line each."""
    told = defaultdict(dict)
    standing = Party.objects.filter(project__in=projects, ended_at__isnull=True).select_related(
        "organisation"
    )
    parties, accesses = defaultdict(set), defaultdict(list)
    for party in standing:
        parties[party.project_id].add(str(party))
    for pk, lines in parties.items():
        told[pk]["parties"] = "\n".join(sorted(lines))
    for change in PhaseChange.objects.filter(project__in=projects).order_by("at", "pk"):
        told[change.project_id]["phase_began"] = date_text(local_day(change.at))
    for access in DataAccess.objects.filter(project__in=projects).order_by("pk"):
        accesses[access.project_id].append(_access_text(access))
    for pk, lines in accesses.items():
        told[pk]["data_accesses"] = "\n".join(lines)
    for approval in Approval.objects.filter(project__in=projects):
        told[approval.project_id] |= {
            STATE_OF[approval.kind]: _approval_text(approval),
            RESPONSIBLE_OF[approval.kind]: approval.responsible,
        }
    return told


def _approval_text(approval):
    """Not told of, and told to be open with nothing more, is the same."""
    if approval.state == Approval.State.OPEN and not approval.evidence:
        return ""
    return "\n".join(filter(None, (approval.get_state_display(), approval.evidence)))


def _access_text(access):
    said = [f"{access.source}, fra {access.granted_by}"]
    said += [f"søkt {date_text(access.asked_on)}"] if access.asked_on else []
    said += [f"fått {date_text(access.got_on)}"] if access.got_on else []
    return "\n".join(filter(None, (", ".join(said), access.obstacle)))


def _text(project, name):
    if name in SAYS:
        return SAYS[name](project)
    display = getattr(project, f"get_{name}_display", None)
    value = display() if display else getattr(project, name)
    return "" if value is None else str(value)


def _class_text(project):
    known = project.product and project.product.class_is_known
    return project.product.get_device_class_display() if known else ""


def _decision_text(project):
    day = project.implementation_decided_on
    return date_text(day) if day else ""


def _reach_text(project, group):
    chosen = project.group_reach.get(group)
    return str(Reach(chosen).label if chosen else AS_USUAL)


SAYS = {
    "organisation": lambda project: project.whose,
    "owner": lambda project: project.owner.name if project.owner else "",
    "product": lambda project: project.product_name,
    "device_class": _class_text,
    "implementation_decided_on": _decision_text,
} | {name: partial(_reach_text, group=group) for group, name in REACH_OF.items()}


def begin(project, *, actor, at):
    """The first version of a new project."""
    told = told_of([project])[project.pk]
    ProjectVersion.objects.create(project=project, number=1, told=told, at=at, by=actor)


@contextmanager
def changing(project, *, actor, at):
    """A project, locked and as it stands: what an act tells anew of it becomes its next version. Raises `Refused`
    where the registration has been taken back at this moment."""
    if not Project.objects.select_for_update().filter(pk=project.pk):
        raise Refused(WITHDRAWN)
    project = Project.objects.select_related("product", "owner", "organisation").get(pk=project.pk)
    with changing_all([project], actor=actor, at=at):
        yield project


@contextmanager
def changing_all(projects, *, actor, at):
    """The same of many, which the caller has locked. One that has no version yet is first kept as it was until now,
    dated by that."""
    before = told_of(projects)
    first = {
        one.pk: ProjectVersion(
            project=one, number=1, told=before[one.pk], at=one.changed_at, by=one.owner or actor
        )
        for one in projects
    }
    yield
    after = told_of(projects)
    changed = [one for one in projects if after[one.pk] != before[one.pk]]
    rows = ProjectVersion.objects.filter(project__in=changed).values_list("project")
    newest = dict(rows.annotate(Max("number")))
    ProjectVersion.objects.bulk_create(first[one.pk] for one in changed if one.pk not in newest)
    ProjectVersion.objects.bulk_create(
        ProjectVersion(project=one, number=newest.get(one.pk, 1) + 1, told=after[one.pk], at=at, by=actor)
        for one in changed
    )


def forget_owner(person, name, *, instead):
    """Write `instead` where versions name a contact who is erased, whatever the name was then. Older versions kept
    the name alone: of those a namesake's goes too."""
    by_name = Q(told__owner=name) & ~Q(told__has_key=OWNER_ID)
    for version in ProjectVersion.objects.filter(Q(told__owner_id=person.pk) | by_name):
        version.told["owner"] = instead
        version.save(update_fields=["told"])


@dataclass(frozen=True)
class Difference:
    """What two versions say of one field: None where it was not kept then."""

    label: str
    before: str | None
    after: str | None


def differences(before, after, groups):
    """What differs between two versions, in the page's order, of what a viewer of these groups may see."""
    return [
        Difference(LABELS[name], *told)
        for name, told in _compared(before, after, groups)
        if (told[0] or "") != (told[1] or "")
    ]


def not_kept(before, after, groups):
    """The names of what cannot be compared: one of the versions did not keep it, and the other says nothing."""
    return [LABELS[name] for name, told in _compared(before, after, groups) if None in told and not any(told)]


def _compared(before, after, groups):
    """Each field that may be seen, with what the two say of it."""
    return [(name, (_said(before, name), _said(after, name))) for name in KEPT if shows(groups, name)]


def _said(version, name):
    return version.told.get(name, None if name in LATER else "")
