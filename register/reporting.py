"""The expectation to report use (R1), what is missing per organisation, and when reporting is a duty."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.deadlines import local_day
from network.models import Organisation
from network.workflow import Refused
from network.writing import writing
from register.models import Project, ReportDuty


@dataclass
class Standing:
    """How one organisation stands: decided projects, and those of them nothing is told of."""

    organisation: Organisation
    decided: int = 0
    missing: list = field(default_factory=list)

    @property
    def told(self):
        return self.decided - len(self.missing)


def standings(viewer, region_ids, day):
    """What is missing per organisation of some regions, of what the viewer may see; most missing first. None
    among the regions stands for the national network, which asks for all."""
    seen = Project.objects.visible_to(viewer).filter(
        organisation__isnull=False, implementation_decided_on__lte=day
    )
    if None not in region_ids:
        seen = seen.filter(organisation__region__in=region_ids)
    missing = set(seen.missing_report(day).values_list("pk", flat=True))
    found = {}
    for project in seen.select_related("organisation", "owner").order_by("implementation_decided_on", "pk"):
        standing = found.setdefault(project.organisation_id, Standing(project.organisation))
        standing.decided += 1
        if project.pk in missing:
            standing.missing.append(project)
    return sorted(found.values(), key=lambda one: (-len(one.missing), one.organisation.name))


def duties_by_region(day):
    """The duties that hold on a day, by region; None is the national network's, which holds for all."""
    rows = ReportDuty.objects.on(day).select_related("body")
    return {duty.body.region_id: duty for duty in rows}


def duty_for(project, duties):
    """The decision by which reporting this project is a duty; None when it is only expected."""
    region = project.organisation.region_id if project.organisation else None
    return duties.get(region) or duties.get(None)


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
