"""What a project cost, gave, needed and taught. Rows are added, never changed."""

from network import search
from network.audit import record
from network.once import twice_is_once
from register.models import Experience


@twice_is_once
def report(project, *, actor, now, kind, title, seat=None, token=None, **fields):
    """Report one experience from a project (R2 cost in whole kroner, R3 benefit, R4 infrastructure).

    Source: Annex 4, question 1 of the 2021 recommendations.
    """
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Experience.objects.filter(source_key=key).first()):
        return first
    if project:
        fields.setdefault("organisation", project.organisation)
        fields.setdefault("organisation_name", project.organisation_name)
        fields.setdefault("reach", project.reach)
    fields.setdefault("source_key", key)
    experience = Experience.objects.create(
        kind=kind, project=project, title=title, reported_by=actor, reported_at=now, **fields
    )
    record(
        "experience.reported",
        actor=actor,
        seat=seat,
        at=now,
        target=experience,
        about=[project] if project else [],
        kind=kind,
        title=title,
    )
    search.index(experience)
    return experience
