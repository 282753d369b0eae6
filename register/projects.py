"""Registering and moving AI projects."""

from django.db import transaction

from network import search
from network.audit import record
from network.once import twice_is_once
from network.reach import Reach
from register.models import PhaseChange, Project


@twice_is_once
def register(
    *, actor, now, organisation, title, phase, clinical_area, purpose, reach=Reach.NETWORK, seat=None, **more
):
    """Register an AI project (R1: at the latest when carrying it out is decided). Returns the project.

    Source: Annex 4, question 1 of the 2021 recommendations.
    """
    token = more.pop("token", None)
    key = f"project.registered:{actor.pk}:{token}" if token else None
    if key and (first := Project.objects.filter(registration_key=key).first()):
        return first
    owner = more.pop("owner", actor)
    project = Project.objects.create(
        organisation=organisation,
        title=title,
        phase=phase,
        clinical_area=clinical_area,
        purpose=purpose,
        reach=reach,
        owner=owner,
        registered_at=now,
        changed_at=now,
        registration_key=key,
        **more,
    )
    PhaseChange.objects.create(project=project, phase=phase, at=now)
    record("project.registered", actor=actor, seat=seat, at=now, target=project, title=title, phase=phase)
    search.index(project)
    return project


@transaction.atomic
def edit(project, *, actor, now, seat=None, **fields):
    """Change what is told of a project. A change of phase is dated and stays in its history."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    changed = [name for name, value in fields.items() if getattr(project, name) != value]
    if not changed:
        return project
    for name in changed:
        setattr(project, name, fields[name])
    project.changed_at = now
    project.save()
    if "phase" in changed:
        PhaseChange.objects.create(project=project, phase=project.phase, at=now)
    record(
        "project.edited", actor=actor, seat=seat, at=now, target=project, fields=changed, phase=project.phase
    )
    search.index(project)
    return project
