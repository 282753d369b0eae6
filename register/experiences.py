"""What a project cost, gave, needed and taught. Rows are added, never changed."""

from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record
from network.once import twice_is_once
from network.workflow import Refused
from network.writing import writing
from register.models import Experience, Reuse


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


@writing()
def correct(experience, *, actor, now, reason, seat=None, **fields):
    """Report a new row that replaces an earlier one; both are kept. Returns the new row.

    Refused when the earlier one has been corrected already: the newest is the one to correct.
    """
    experience = Experience.objects.select_for_update(of=("self",)).get(pk=experience.pk)
    token = fields.get("token")
    sent_before = token and Experience.objects.filter(source_key=f"{actor.pk}:{token}").exists()
    if not sent_before and Experience.objects.filter(replaces=experience).exists():
        raise Refused(_("Dette er rettet alt. Åpne den nyeste, og rett den."))
    new = report(
        experience.project,
        actor=actor,
        seat=seat,
        now=now,
        kind=experience.kind,
        replaces=experience,
        correction_reason=reason,
        organisation=experience.organisation,
        organisation_name=experience.organisation_name,
        reach=experience.reach,
        **fields,
    )
    search.index(experience)  # it is found no more
    return new


@writing()
def use(experience, *, actor, now, project, hours_avoided=None, note="", seat=None):
    """«Vi brukte dette»: link the experience to a project that used it (hours are whole working hours).

    Said twice for the same project, it counts once. Refused for the project that reported it.
    """
    if project.pk == experience.project_id:
        raise Refused(_("Dette er prosjektets egen erfaring. Velg et annet prosjekt."), field="project")
    reuse, is_new = Reuse.objects.get_or_create(
        experience=experience,
        project=project,
        defaults={"hours_avoided": hours_avoided, "note": note, "told_by": actor, "told_at": now},
    )
    if is_new:
        about = [one for one in (project, experience.project) if one]
        record(
            "experience.used",
            actor=actor,
            seat=seat,
            at=now,
            target=experience,
            about=about,
            title=experience.title,
        )
    return reuse
