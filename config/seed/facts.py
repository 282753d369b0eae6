"""Real projects and experiences, and the real obstacles raised by invented people."""

from datetime import datetime, time, timedelta

from config.seed.files import rows
from config.seed.reference import phases_of
from issues.models import Issue
from issues.raising import raise_issue
from network.deadlines import OSLO
from network.models import Organisation, Person, Seat
from network.reach import Reach
from register import experiences, projects
from register.models import Experience, Phase, Project

PROJECT_PHASES = {
    "Klinisk bruk": Phase.IN_USE,
    "Innføring": Phase.INTRODUCTION,
    "Validering": Phase.INTRODUCTION,
    "Utprøving": Phase.INTRODUCTION,
    "Klinisk utprøving": Phase.INTRODUCTION,
    "Før klinisk bruk": Phase.INTRODUCTION,
    "Rutiner": Phase.IN_USE,
    "Utvikling": Phase.DEVELOPMENT,
    "Datainnsamling": Phase.RESEARCH,
    "Planlegging": Phase.PROCUREMENT,
    "Utredning": Phase.PROCUREMENT,
}
EXPERIENCE_KINDS = {
    "nytte": Experience.Kind.BENEFIT,
    "kostnad": Experience.Kind.COST,
    "infrastruktur": Experience.Kind.INFRASTRUCTURE,
    "lærdom": Experience.Kind.LESSON,
}

def make_projects(now):
    known = set(Project.objects.values_list("source_key", flat=True))
    named = {organisation.name: organisation for organisation in Organisation.objects.all()}
    owners = {
        seat.organisation_id: seat.person for seat in Seat.objects.select_related("person").order_by("-pk")
    }
    system = Person.objects.system()
    for number, row in enumerate(rows("norske_nordiske_prosjekter")):
        if row["id"] in known:
            continue
        organisation = named.get(row["virksomhet"].partition(" (")[0])
        municipal = row["virksomhet"].endswith(("kommune", "kommun"))
        projects.register(
            actor=system,
            now=now - timedelta(days=200 - 3 * number),
            organisation=organisation,
            organisation_name="" if organisation else row["virksomhet"],
            owner=owners.get(organisation.pk) if organisation else None,
            title=row["tittel"],
            phase=PROJECT_PHASES.get(row["fase"], Phase.RESEARCH),
            clinical_area=row["fagområde"],
            purpose=row["formål"],
            care_level=Project.CareLevel.MUNICIPAL if municipal else Project.CareLevel.SPECIALIST,
            technique=row["teknikk"],
            product=row["produkt"],
            supplier=row["leverandør"],
            device_status=row["medisinsk_utstyr_status"],
            data_sources=row["datagrunnlag"],
            partners=row["samarbeid"],
            funding=row["finansiering"],
            country=row["land"],
            started_on=row["oppstart"],
            reach=Reach.PUBLIC,
            source_url=row["kilde_url"],
            source_key=row["id"],
        )


def make_experiences(now):
    known = set(Experience.objects.values_list("source_key", flat=True))
    by_key = {project.source_key: project for project in Project.objects.all()}
    named = {organisation.name: organisation for organisation in Organisation.objects.all()}
    system = Person.objects.system()
    for number, row in enumerate(rows("erfaringer")):
        if row["id"] in known:
            continue
        kind = EXPERIENCE_KINDS[row["type"]]
        measured = kind == Experience.Kind.BENEFIT
        experiences.report(
            by_key.get(row["prosjekt_id"]),
            actor=system,
            now=now - timedelta(days=120 - number),
            kind=kind,
            title=row["tittel"],
            text=row["beskrivelse"],
            organisation=named.get(row["virksomhet"]),
            organisation_name="" if row["virksomhet"] in named else row["virksomhet"],
            amount_nok=row["beløp_nok"] or None,
            measure=row["måleenhet"] if measured else "",
            achieved=row["verdi"] if measured else "",
            reach=Reach.PUBLIC,
            source_url=row["kilde_url"],
            source_key=row["id"],
        )
