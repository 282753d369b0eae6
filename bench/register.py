"""As many projects and experiences as innmeldinger, so that lists and search are measured over them too."""

from datetime import timedelta
from itertools import islice
from random import Random

from network import search
from network.reach import Reach
from register import areas, tallies
from register.models import Experience, Phase, PhaseChange, Product, Project

BATCH = 2_000
PRODUCTS = 200
REACHES = {Reach.NETWORK: 60, Reach.PUBLIC: 30, Reach.ORGANISATION: 10}
AREAS = "Radiologi Patologi Psykiatri Kardiologi Hud Laboratorium Øye Nevrologi".split()
DOES = ("Tolkning av", "Varsling om", "Prioritering av", "Sammendrag av", "Planlegging av", "Måling av")
WHAT = ("røntgenbilder", "sepsis", "henvisninger", "journalnotat", "operasjoner", "vevsprøver", "anfall")
KINDS = Experience.Kind.values


def load(world, size):
    """`world`: bench.load's, with the people and organisations they belong to."""
    random = Random(2026)  # noqa: S311 - the same data each time, no secret
    products = Product.objects.bulk_create(
        Product(name=f"Produkt {n}", supplier=f"Leverandør {n % 40}") for n in range(PRODUCTS)
    )
    projects = (_project(world, random, products, number, size) for number in range(size))
    while batch := list(islice(projects, BATCH)):
        told = [_experience(random, project) for project in batch]
        Project.objects.bulk_create(batch)
        PhaseChange.objects.bulk_create(
            PhaseChange(project=one, phase=one.phase, at=one.registered_at) for one in batch
        )
        Experience.objects.bulk_create(told)
        areas.note(batch)
        search.index_all(batch)
        search.index_all(told)
    tallies.count_anew()


def _project(world, random, products, number, size):
    seat = random.choice(world.seats)
    at = world.now - timedelta(minutes=7) * (size - number)
    does, what = random.choice(DOES), random.choice(WHAT)
    return Project(
        title=f"{does} {what} {number}",
        purpose=f"{does} {what}, så de sykeste blir vurdert først.",
        organisation=seat.organisation,
        owner_id=seat.person_id,
        phase=random.choice(Phase.values),
        clinical_area=random.choice(AREAS),
        product=random.choice(products),
        reach=random.choices(list(REACHES), REACHES.values())[0],
        registered_at=at,
        changed_at=at,
        confirmed_at=at,
    )


def _experience(random, project):
    kind = random.choice(KINDS)
    setattr(project, f"told_{kind}", True)
    return Experience(
        kind=kind,
        project=project,
        organisation=project.organisation,
        title=f"Erfaring med {random.choice(WHAT)}",
        text="Det tok lengre tid enn planlagt, men ga mindre venting.",
        reach=project.reach,
        reported_by_id=project.owner_id,
        reported_at=project.registered_at,
        **(_cost(random) if kind == Experience.Kind.COST else {}),
    )


def _cost(random):
    return {
        "cost_of": random.choice(Experience.CostOf.values),
        "amount_nok": random.randrange(50, 5_000) * 1_000,
        "year": random.randrange(2021, 2027),
        "is_estimate": random.choice([True, False]),
    }
