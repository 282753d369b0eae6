"""A fixed cast, so that a test reads without looking anything up.

Members raise, leads weigh and propose, the network's steering group lifts, the coordinating group
lays before the steering group, content owners answer, and the outsider must see nothing.
"""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import override_settings
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from config.celery import app
from network import membership
from network.models import Body, Organisation, Person, Region, Seat
from network.viewer import Viewer

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("loft", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("loft")

LONG_AGO = datetime(2024, 1, 1, 8, tzinfo=UTC)
Kind, Role = Body.Kind, Seat.Role

ORGANISATIONS = {
    "hso": ("Helse Sør-Øst RHF", "HSØ", "rhf", "sor-ost"),
    "hv": ("Helse Vest RHF", "HV", "rhf", "vest"),
    "vestre_viken": ("Vestre Viken HF", "Vestre Viken", "trust", "sor-ost"),
    "bergen": ("Helse Bergen HF", "Helse Bergen", "trust", "vest"),
    "hdir": ("Helsedirektoratet", "Hdir", "agency", None),
    "dmp": ("Direktoratet for medisinske produkter", "DMP", "agency", None),
    "ks": ("KS", "KS", "ks", None),
    "company": ("Røntgensyn AS", "Røntgensyn", "industry", None),
}
BODIES = {
    "south_east": ("Regionalt KI-nettverk Helse Sør-Øst", Kind.REGIONAL_NETWORK, "hso", "sor-ost"),
    "west": ("Regionalt KI-nettverk Helse Vest", Kind.REGIONAL_NETWORK, "hv", "vest"),
    "national": ("Nasjonalt KI-nettverk", Kind.NATIONAL_NETWORK, "hso", None),
    "secretariat": ("Sekretariatet", Kind.SECRETARIAT, "hso", None),
    "council": ("Fagrådet", Kind.COUNCIL, "hso", None),
    "network_steering": ("Nettverkets styringsgruppe", Kind.NETWORK_STEERING, "hso", None),
    "coordinating": ("Koordineringsgruppen", Kind.COORDINATING, "hdir", None),
    "steering": ("Styringsgruppen", Kind.STEERING, "hdir", None),
    "desk_hdir": ("Innholdsansvarlig i Helsedirektoratet", Kind.CONTENT_DESK, "hdir", None),
    "desk_dmp": ("Innholdsansvarlig i DMP", Kind.CONTENT_DESK, "dmp", None),
}
SERVED = ("south_east", "west", "national", "council", "network_steering")
SEATS = {
    "member": [("south_east", "vestre_viken", Role.MEMBER)],
    "colleague": [("south_east", "vestre_viken", Role.MEMBER)],
    "member_west": [("west", "bergen", Role.MEMBER)],
    "lead": [("south_east", "hso", Role.LEAD)],
    "lead_west": [("west", "hv", Role.LEAD)],
    "secretariat": [("secretariat", "hso", Role.SECRETARY)],
    "council_chair": [("council", "vestre_viken", Role.LEAD)],
    "steering_lead": [("steering", "hdir", Role.LEAD)],
    "steering_member": [("steering", "dmp", Role.MEMBER)],
    "aside": [("steering", "hv", Role.MEMBER)],
    "lifting_lead": [("network_steering", "hso", Role.LEAD)],
    "lifting_member": [("network_steering", "hv", Role.MEMBER)],
    "coord_lead": [("coordinating", "hdir", Role.LEAD)],
    "coord_secretary": [("coordinating", "hdir", Role.SECRETARY), ("steering", "hdir", Role.SECRETARY)],
    "owner_hdir": [("desk_hdir", "hdir", Role.LEAD)],
    "owner_dmp": [("desk_dmp", "dmp", Role.LEAD)],
    "industry": [("national", "company", Role.OBSERVER)],
    "admin": [],
    "outsider": [],
}


@pytest.fixture(scope="session", autouse=True)
def static_files_looked_up_when_asked_for():
    """Each browser of a test makes the middleware anew, and WhiteNoise would go through all static files again."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def starts_in_bokmal():
    """A page in another language leaves it behind in the thread, as Django does."""
    translation.deactivate()


@pytest.fixture
def broker_down(monkeypatch):
    """Whatever broker there is: a worker is asked for at port 9, which is nobody's and refuses at once."""
    monkeypatch.setitem(app.conf, "broker_write_url", "redis://127.0.0.1:9/0")
    # Lines that are open lead to the old one: a pool is made anew, and the old put back after the test.
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)


@pytest.fixture
def now():
    """As clocks in Norway show it, so that its date is the day that rules count from, also between midnights."""
    return timezone.localtime()


@pytest.fixture
def system(db):
    # Made by a migration; a test that truncates the tables has taken it along.
    return Person.objects.get_or_create(
        is_system=True, defaults={"email": "system@loft.invalid", "name": "Løft", "is_active": False}
    )[0]


@pytest.fixture
def regions(db):
    return {
        slug: Region.objects.create(slug=slug, name=name)
        for slug, name in (("sor-ost", "Helse Sør-Øst"), ("vest", "Helse Vest"))
    }


@pytest.fixture
def organisations(regions):
    return SimpleNamespace(
        **{
            slug: Organisation.objects.create(
                slug=slug, name=name, short_name=short, kind=kind, region=regions.get(region)
            )
            for slug, (name, short, kind, region) in ORGANISATIONS.items()
        }
    )


@pytest.fixture
def bodies(organisations, regions):
    made = {
        slug: Body.objects.create(
            slug=slug.replace("_", "-"),
            name=name,
            kind=kind,
            owner=getattr(organisations, owner),
            region=regions.get(region),
            starts_on=LONG_AGO.date(),
        )
        for slug, (name, kind, owner, region) in BODIES.items()
    }
    for slug in SERVED:
        made[slug].secretariat = made["secretariat"]
        made[slug].lifting_body = made["network_steering"] if made[slug].is_network else None
        made[slug].save()
    return SimpleNamespace(**made)


@pytest.fixture
def cast(bodies, organisations, system):
    people = {}
    for name, seats in SEATS.items():
        person = Person.objects.create_user(
            f"{name}@loft.example", name=name.replace("_", " ").capitalize(), is_invented=True
        )
        for body, organisation, role in seats:
            membership.seat(
                person,
                getattr(bodies, body),
                organisation=getattr(organisations, organisation),
                role=role,
                actor=system,
                now=LONG_AGO,
            )
        people[name] = person
    people["admin"].is_staff = people["admin"].is_superuser = True
    people["admin"].save()
    return SimpleNamespace(**people)


@pytest.fixture
def viewer():
    """`viewer(person)`: the person as a page sees them now."""
    return lambda person, at=None: Viewer(person, at or timezone.now())


@pytest.fixture
def client_for(client):
    """`client_for(person)`: a browser in which that person is signed in."""

    def sign_in(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def chain(cast, bodies, organisations, now):
    """The way of a case, a step at a time, as the people of the cast take it."""
    from tests.steps import Chain  # it imports models, which need Django to be set up

    begun = now - timedelta(hours=2)
    if begun.hour == 6:  # At seven a digest is closed, and what one test tells belongs in one.
        begun -= timedelta(hours=1)
    return Chain(cast, bodies, organisations, begun)
