"""What a project cost, gave, needed and taught. Rows are added, never changed."""

from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record
from network.deadlines import local_day
from network.once import twice_is_once
from network.reach import Reach
from network.workflow import Refused
from network.writing import writing
from register import versions
from register.models import Experience, Project, Reuse


@twice_is_once
def report(project, *, actor, now, kind, title, seat=None, token=None, **fields):
    """Report one experience from a project (R2 cost in whole kroner, R3 benefit, R4 infrastructure).

    Source: Annex 4, question 1 of the 2021 recommendations. Raises `Refused` for a cost that cannot be true.
    """
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Experience.objects.filter(source_key=key).first()):
        return first
    if kind == Experience.Kind.COST:
        _check_cost(fields, local_day(now))
    if project:
        fields.setdefault("organisation", project.organisation)
        fields.setdefault("organisation_name", project.organisation_name)
        fields.setdefault("reach", project.reach)
    fields.setdefault("source_key", key)
    experience = Experience.objects.create(
        kind=kind, project=project, title=title, reported_by=actor, reported_at=now, **fields
    )
    if project and not Project.objects.filter(pk=project.pk).update(**{f"told_{kind}": True}):
        raise Refused(versions.WITHDRAWN)
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


def _check_cost(told, today):
    """What a cost says can be true: it is more than nothing, and what has not begun is an estimate."""
    amount = told.get("amount_nok")
    if amount is not None and amount <= 0:
        raise Refused(_("Skriv et beløp over 0 kroner."), field="amount_nok")
    if told.get("is_estimate"):
        return
    ahead = _("Dette er frem i tid. Rett det, eller kryss av for at beløpet er et anslag.")
    if (told.get("year") or 0) > today.year:
        raise Refused(ahead, field="year")
    if (begins := told.get("period_from")) and begins > today:
        raise Refused(ahead, field="period_from")


def used_with(told, project, viewer):
    """Gives each experience of a project `used_by`: the projects that used it. Returns what the project itself has
    used of others'. Both as far as `viewer` may see."""
    seen = Project.objects.visible_to(viewer).values("pk")
    uses = list(
        Reuse.objects.filter(experience__in=told, project__in=seen).select_related("project__organisation")
    )
    for experience in told:
        experience.used_by = [use.project for use in uses if use.experience_id == experience.pk]
    return list(
        Experience.objects.visible_to(viewer).for_lists().filter(reuses__project=project).order_by("pk")
    )


@writing()
def correct(experience, *, actor, now, reason, seat=None, **fields):
    """Report a new row that replaces an earlier one; both are kept. Returns the new row.

    Refused when the earlier one has been corrected already: the newest is the one to correct.
    """
    experience = Experience.objects.select_for_update(of=("self",)).get(pk=experience.pk)
    token = fields.get("token")
    sent_before = token and Experience.objects.filter(source_key=f"{actor.pk}:{token}").exists()
    if not sent_before and Experience.objects.filter(replaces=experience).exists():
        raise Refused(_("Dette er allerede rettet. Åpne den nyeste, og rett den."))
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
        **({"reach": experience.reach} | fields),
    )
    search.index(experience)  # it is found no more
    return new


def _told_of_use(reuse):
    """What whoever shared is told of the project that used it: no more than they could see themselves."""
    project = reuse.project
    told = {"whose": project.whose, "hours": reuse.hours_avoided}
    if project.reach in (Reach.NETWORK, Reach.PUBLIC):
        told |= {"project": project.title, "note": reuse.note}
    return told


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
            reporter_id=experience.reported_by_id,
            owner_id=experience.project.owner_id if experience.project else None,
            **_told_of_use(reuse),
        )
    return reuse
