"""The expectation to report use (R1), what is missing per organisation, and when reporting is a duty."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from network.audit import label_of, record
from network.deadlines import local_day
from network.models import EventAbout, Organisation, Person
from network.workflow import Refused
from network.writing import writing
from register.models import Phase, Project, ReportDuty

REPORT_AFTER = timedelta(days=30)  # of being decided or in a phase: then there is something to tell


@dataclass
class Standing:
    """How one organisation stands: decided projects, how many of them have told anything, and those of which
    cost, benefit or infrastructure is not told yet."""

    organisation: Organisation
    decided: int = 0
    told: int = 0
    missing: list = field(default_factory=list)


def standings(viewer, region_ids, day):
    """What is missing per organisation of some regions, of what the viewer may see; most missing first. None
    among the regions stands for the national network, which asks for all."""
    seen = Project.objects.visible_to(viewer).decided(day).filter(organisation__isnull=False)
    if None not in region_ids:
        seen = seen.filter(organisation__region__in=region_ids)
    found = {}
    order = ("implementation_decided_on", "pk")
    for project in seen.select_related("organisation", "owner").order_by(*order):
        standing = found.setdefault(project.organisation_id, Standing(project.organisation))
        standing.decided += 1
        standing.told += project.has_told
        if project.untold:
            standing.missing.append(project)
    return sorted(found.values(), key=lambda one: (-len(one.missing), one.organisation.name))


def duties_by_region(day):
    """The duties that hold on a day, by region; None is the national network's, which holds for all."""
    rows = ReportDuty.objects.on(day).select_related("body")
    return {duty.body.region_id: duty for duty in rows}


def duty_for(project, duties):
    """The decision by which reporting this project is a duty; None when it is only expected."""
    if project.organisation is None:  # a name in a source is bound by no one
        return None
    return duties.get(project.organisation.region_id) or duties.get(None)


def ask_for_reports(now):
    """Remind the owner of what is decided and has told nothing of its use (R1): once, when there has been time to
    tell. Returns how many were reminded."""
    before, system, asked = now - REPORT_AFTER, Person.objects.system(), 0
    reminded = EventAbout.objects.filter(
        label=label_of(Project), object_id=OuterRef("pk"), event__verb="project.report_asked"
    )
    due = Project.objects.missing_report(local_day(before)).filter(
        ~Exists(reminded), owner__is_active=True, owner__is_system=False, registered_at__lte=before
    )
    due = due.exclude(phase_changes__at__gt=before).exclude(phase=Phase.ENDED)
    duties = duties_by_region(local_day(now))
    for project in due.select_related("organisation").order_by("pk"):
        with writing():
            duty, key = duty_for(project, duties), f"project.report_asked:{project.pk}"
            told = {"owner_id": project.owner_id, "decision": duty.decision if duty else ""}
            record(
                "project.report_asked",
                actor=system,
                at=now,
                target=project,
                key=key,
                title=project.title,
                **told,
            )
            asked += 1
    return asked


@writing()
def turn_on(body, *, actor, seat, now, decision, decided_on):
    """Record that the owner of a network has decided that reporting is a duty. One decision at a time."""
    if decided_on > local_day(now):
        raise Refused(_("Datoen kan ikke være frem i tid."), field="decided_on")
    if ReportDuty.objects.filter(body=body, ended_on__isnull=True).exists():
        raise Refused(_("Det er alt ført en beslutning om plikt for dette nettverket."))
    duty = ReportDuty.objects.create(
        body=body, decision=decision, decided_on=decided_on, recorded_by=actor, recorded_at=now
    )
    record("duty.recorded", actor=actor, seat=seat, at=now, target=body, decision=decision)
    return duty


@writing()
def turn_off(body, *, actor, seat, now, decision, decided_on):
    """Record that the duty of a network is lifted, from which day and by which decision."""
    day = local_day(now)
    if decided_on > day:
        raise Refused(_("Datoen kan ikke være frem i tid."), field="decided_on")
    running = ReportDuty.objects.filter(body=body, ended_on__isnull=True)
    if not running.update(ended_on=decided_on):
        raise Refused(_("Det er ingen plikt å oppheve."))
    record("duty.lifted", actor=actor, seat=seat, at=now, target=body, decision=decision)
