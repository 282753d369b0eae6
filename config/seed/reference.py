"""Facts: regions, organisations, remits, regulations, bodies, and people with seats."""

from datetime import UTC, date, datetime

from config.seed.files import rows
from network import membership
from network.models import Body, Organisation, Person, Region, Regulation, Remit, Seat
from register.models import Phase

REGIONS = {
    "Helse Sør-Øst": "sor-ost",
    "Helse Vest": "vest",
    "Helse Midt-Norge": "midt-norge",
    "Helse Nord": "nord",
}
Kind = Organisation.Kind
KINDS = {
    "RHF": Kind.RHF,
    "HF": Kind.TRUST,
    "Sykehusapotek": Kind.TRUST,
    "Privat ideelt sykehus": Kind.PRIVATE_HOSPITAL,
    "IKT-foretak": Kind.IT,
    "Direktorat": Kind.AGENCY,
    "Tilsyn": Kind.AGENCY,
    "Institutt": Kind.AGENCY,
    "Etat": Kind.AGENCY,
    "Ytre etat": Kind.AGENCY,
    "Departement": Kind.AGENCY,
    "Kommune": Kind.MUNICIPAL,
    "Interesseorganisasjon": Kind.KS,
    "Universitet/høgskole": Kind.UNIVERSITY,
    "Forskningsmiljø": Kind.RESEARCH,
    "Forskningssenter": Kind.RESEARCH,
    "Nasjonal kompetansetjeneste": Kind.RESEARCH,
    "Leverandør": Kind.INDUSTRY,
    "Klynge": Kind.INDUSTRY,
    "Fagnettverk": Kind.FORUM,
    "Kompetansenettverk": Kind.FORUM,
    "Regionalt digi-nettverk": Kind.FORUM,
}
MERGED_ON = date(2024, 1, 1)
SUCCESSORS = {"et-ehelse": "et-hdir", "et-slv": "et-dmp"}
PHASES = {
    "forskning": [Phase.RESEARCH],
    "utvikling": [Phase.DEVELOPMENT],
    "anskaffelse": [Phase.PROCUREMENT],
    "innføring": [Phase.INTRODUCTION],
    "klinisk bruk": [Phase.IN_USE],
    "drift": [Phase.IN_USE],
    "tverrgående": [phase for phase in Phase if phase != Phase.ENDED],
}
SINCE = datetime(2024, 1, 2, 8, tzinfo=UTC)


def phases_of(text):
    """Our phases from the source's, each once and in order."""
    found = {phase for part in text.split(";") for phase in PHASES.get(part.strip(), [])}
    return [phase.value for phase in Phase if phase in found]


def make_organisations():
    regions = {
        name: Region.objects.get_or_create(slug=slug, defaults={"name": name})[0]
        for name, slug in REGIONS.items()
    }
    Organisation.objects.bulk_create(
        (
            Organisation(
                slug=row["id"],
                name=row["navn"],
                short_name=row["kortnavn"],
                kind=KINDS.get(row["type"], Kind.OTHER),
                region=regions.get(row["region"]),
                parent_name=row["overordnet"],
                org_number=row["orgnr"],
                web_domain=row["nettdomene"],
                source=row["navn_kilde"],
                note=row["merknad"],
            )
            for row in rows("organisasjoner")
        ),
        ignore_conflicts=True,
    )
    for ended, successor in SUCCESSORS.items():
        Organisation.objects.filter(slug=ended, ended_on=None).update(
            ended_on=MERGED_ON, successor=Organisation.objects.get(slug=successor)
        )


def make_rules():
    named = {organisation.name: organisation for organisation in Organisation.objects.all()}
    Regulation.objects.bulk_create(
        (
            Regulation(
                slug=row["id"],
                kind=row["type"],
                title=row["tittel"],
                short_name=row["kortnavn"],
                owner_name=row["eieretat"],
                owner=named.get(row["eieretat"]),
                phases=phases_of(row["faser"]),
                topics=row["tema"].split(";"),
                description=row["beskrivelse"],
                url=row["url"],
                url_source=row["url_kilde"],
                status=row["status"],
            )
            for row in rows("regelverk")
        ),
        ignore_conflicts=True,
    )
    if not Remit.objects.exists():
        for row in rows("etatansvar"):
            owner = next((o for name, o in named.items() if row["etat"].startswith(name)), None)
            if owner:
                Remit.objects.create(organisation=owner, area=row["ansvar"], source=row["kilde"])


def make_bodies():
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    regions = {region.name: region for region in Region.objects.all()}
    bodies = {body.slug: body for body in Body.objects.all()}
    new = [row for row in rows("bodies") if row["slug"] not in bodies]
    for row in new:
        bodies[row["slug"]] = Body.objects.create(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            owner=organisations[row["owner"]],
            region=regions.get(row["region"]),
            mandate=row["mandate"],
            answer_days=int(row["answer_days"]),
            contact_email=row["contact_email"],
            starts_on=date.fromisoformat(row["starts_on"]),
        )
    for row in new:
        Body.objects.filter(slug=row["slug"]).update(
            secretariat=bodies.get(row["secretariat"]),
            lifting_body=bodies.get(row["lifting_body"]),
            ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            successor=bodies.get(row["successor"]),
        )


def make_people():
    """Invented people; each seat is given once, long ago, by the system."""
    system = Person.objects.system()
    known = {person.email: person for person in Person.objects.all()}
    bodies = {body.slug: body for body in Body.objects.all()}
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    seated = set(Seat.objects.values_list("person__email", "body__slug"))
    for row in rows("people"):
        email = f"{row['email']}@loft.example"
        if email not in known:
            drives = row["email"] == "administrator"
            known[email] = Person.objects.create_user(
                email, name=row["name"], is_invented=True, is_staff=drives, is_superuser=drives
            )
        if row["body"] and (email, row["body"]) not in seated:
            membership.seat(
                known[email],
                bodies[row["body"]],
                organisation=organisations[row["organisation"]],
                role=row["role"],
                field=row["field"],
                actor=system,
                now=SINCE,
            )
