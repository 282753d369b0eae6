"""Real projects and experiences, as facts with their source."""

from config.seed.files import rows
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
COSTS_OF = {"etablering": Experience.CostOf.ESTABLISHING, "drift": Experience.CostOf.OPERATING, "": ""}


def make_projects(past):
    known = set(Project.with_withdrawn.values_list("source_key", flat=True))
    named = _by_name()
    contacts = _contacts(past.now)
    system = Person.objects.system()
    for number, row in enumerate(rows("norske_nordiske_prosjekter")):
        if row["id"] in known:
            continue
        organisation = named.get(row["virksomhet"].partition(" (")[0])
        municipal = row["virksomhet"].endswith(("kommune", "kommun"))
        projects.register(
            actor=system,
            now=past.at(240 - 9 * number, 9),
            organisation=organisation,
            organisation_name="" if organisation else row["virksomhet"],
            owner=contacts.get(organisation.pk) if organisation else None,
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


def make_experiences(past):
    known = set(Experience.objects.values_list("source_key", flat=True))
    by_key = {project.source_key: project for project in Project.with_withdrawn.all()}
    named = _by_name()
    system = Person.objects.system()
    for number, row in enumerate(rows("erfaringer")):
        if row["id"] in known:
            continue
        kind = EXPERIENCE_KINDS[row["type"]]
        measured = kind == Experience.Kind.BENEFIT
        experiences.report(
            by_key.get(row["prosjekt_id"]),
            actor=system,
            now=past.at(100 - 4 * number, 9),
            kind=kind,
            title=row["tittel"],
            text=row["beskrivelse"],
            organisation=named.get(row["virksomhet"]),
            organisation_name="" if row["virksomhet"] in named else row["virksomhet"],
            amount_nok=_number(row["beløp_nok"]),
            cost_of=COSTS_OF[row["gjelder"]],
            year=_number(row["år"]),
            measure=row["tittel"] if measured else "",
            achieved=f"{row['verdi']} {row['måleenhet']}".strip() if measured else "",
            reach=Reach.PUBLIC,
            source_url=row["kilde_url"],
            source_key=row["id"],
        )


def _number(cell):
    return int(cell) if cell else None


def _by_name():
    return {organisation.name: organisation for organisation in Organisation.objects.all()}


def _contacts(now):
    """An invented person at each organisation that has one."""
    seats = Seat.objects.at(now).exclude(role=Seat.Role.OBSERVER).select_related("person")
    return {seat.organisation_id: seat.person for seat in seats.order_by("-pk")}
