"""Facts: regions, organisations, remits, regulations, bodies, and people with seats."""

from datetime import UTC, date, datetime, time

from config.seed.files import rows
from network import membership, search
from network.models import Body, Forum, Organisation, OwnerElsewhere, Person, Region, Regulation, Remit, Seat
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
    "Statsforetak": Kind.IT,
    "Direktorat": Kind.AGENCY,
    "Tilsyn": Kind.AGENCY,
    "Ombud": Kind.AGENCY,
    "Institutt": Kind.AGENCY,
    "Etat": Kind.AGENCY,
    "Ytre etat": Kind.AGENCY,
    "Departement": Kind.AGENCY,
    "Kommune": Kind.MUNICIPAL,
    "Interesseorganisasjon": Kind.KS,
    "Universitet/høgskole": Kind.UNIVERSITY,
    "Forskningsmiljø": Kind.RESEARCH,
    "Forskningssenter": Kind.RESEARCH,
    "Regionalt kompetansemiljø": Kind.RESEARCH,
    "Nasjonal kompetansetjeneste": Kind.RESEARCH,
    "Leverandør": Kind.INDUSTRY,
    "Klynge": Kind.INDUSTRY,
    "Fagnettverk": Kind.FORUM,
    "Kompetansenettverk": Kind.FORUM,
    "Forskningskonsortium": Kind.FORUM,
    "Internasjonalt": Kind.FORUM,
    "Regionalt digi-nettverk": Kind.FORUM,
    "Råd": Kind.FORUM,
    "Utvalg": Kind.FORUM,
    "Fagråd": Kind.FORUM,
    "Styringsorgan": Kind.FORUM,
}
MERGED_ON = date(2024, 1, 1)
SUCCESSORS = {"et-ehelse": "et-hdir", "et-slv": "et-dmp"}
BEGAN = {"et-dmp": MERGED_ON}
SOURCES = (("navn", "navn_kilde"), ("org.nr", "orgnr_kilde"), ("nettdomene", "domene_kilde"))
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
    known = set(Organisation.objects.values_list("slug", flat=True))
    new = [row for row in rows("organisasjoner") if row["id"] not in known]
    made = Organisation.objects.bulk_create(
        Organisation(
            slug=row["id"],
            name=row["navn"],
            short_name=row["kortnavn"],
            kind=KINDS.get(row["type"], Kind.OTHER),
            region=regions.get(row["region"]),
            parent_name=row["overordnet"],
            org_number=row["orgnr"],
            web_domain=row["nettdomene"],
            source="; ".join(f"{what}: {row[cell]}" for what, cell in SOURCES if row[cell]),
            note=row["merknad"],
            started_on=BEGAN.get(row["id"]),
        )
        for row in new
    )
    for ended in made:
        if ended.slug in SUCCESSORS:
            ended.ended_on, ended.successor = MERGED_ON, Organisation.objects.get(slug=SUCCESSORS[ended.slug])
            ended.save(update_fields=["ended_on", "successor"])


def make_rules():
    known = set(Regulation.objects.values_list("slug", flat=True))
    owner_of = _owners()
    made = Regulation.objects.bulk_create(
        Regulation(
            slug=row["id"],
            kind=row["type"],
            title=row["tittel"],
            short_name=row["kortnavn"],
            owner_name=row["eieretat"],
            owner=owner_of(row["eieretat"]),
            phases=phases_of(row["faser"]),
            topics=row["tema"].split(";"),
            description=row["beskrivelse"],
            url=row["url"],
            url_source=row["url_kilde"],
            status=row["status"],
        )
        for row in rows("regelverk")
        if row["id"] not in known
    )
    search.index_all(made)


def _owners():
    """Who a rule's owner is, when the source's words for it name one we know: «REK / Helsedirektoratet»."""
    organisations = Organisation.objects.filter(ended_on=None).exclude(kind=Kind.MUNICIPAL)
    named = {name: found for found in organisations for name in (found.short_name, found.name) if name}
    return lambda words: named.get(words.partition("(")[0].partition("/")[0].strip())


def make_remits():
    known = set(Remit.objects.values_list("organisation__slug", "area"))
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    Remit.objects.bulk_create(
        Remit(
            organisation=organisations[row["virksomhet"]],
            area=row["ansvar"],
            source=row["kilde"],
            starts_on=_date(row["fra"]),
            ends_on=_date(row["til"]),
        )
        for row in rows("etatansvar")
        if (row["virksomhet"], row["ansvar"]) not in known
    )


def make_owners():
    for row in rows("eiere"):
        OwnerElsewhere.objects.get_or_create(
            name=row["navn"],
            defaults={"owns": row["eier"], "contact": row["kontakt"], "url": row["adresse"]},
        )


def make_fora():
    """What Annex 2 of the recommendations names, in our own words."""
    regions = {region.name: region for region in Region.objects.all()}
    for row in rows("fora"):
        forum, is_new = Forum.objects.get_or_create(
            name=row["navn"],
            defaults={
                "purpose": row["formål"],
                "owner": row["eier"],
                "level": row["nivå"],
                "region": regions.get(row["region"]),
                "cadence": row["møtes"],
                "could_extend_to": row["utvides"],
                "url": row["adresse"],
                "is_environment": bool(row["miljø"]),
                "checked_on": date(2026, 11, 25),
            },
        )
        if is_new:
            search.index(forum)


def _date(text):
    return date.fromisoformat(text) if text else None


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
            post_email=row["post_email"],
            joint_answers=bool(row["joint_answers"]),
            starts_on=date.fromisoformat(row["starts_on"]),
        )
    for row in new:
        Body.objects.filter(slug=row["slug"]).update(
            secretariat=bodies.get(row["secretariat"]),
            lifting_body=bodies.get(row["lifting_body"]),
            ends_on=_date(row["ends_on"]),
            successor=bodies.get(row["successor"]),
        )


def make_people():
    """Invented people; each seat is given once, by the system, on the day it began."""
    system = Person.objects.system()
    known = {person.email: person for person in Person.objects.all()}
    bodies = {body.slug: body for body in Body.objects.all()}
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    seated = set(Seat.objects.values_list("person__email", "body__slug"))
    for row in rows("people"):
        email = address(row["email"])
        if email not in known:
            drives = row["email"] == "administrator"
            known[email] = Person.objects.create_user(
                email, name=row["name"], is_invented=True, is_staff=drives, is_superuser=drives
            )
        if row["body"] and (email, row["body"]) not in seated:
            held = membership.seat(
                known[email],
                bodies[row["body"]],
                organisation=organisations[row["organisation"]],
                role=row["role"],
                field=row["field"],
                actor=system,
                now=_noon(row["from"]) or SINCE,
            )
            if ended := _noon(row["to"]):
                membership.end_seat(held, actor=system, now=ended)


def address(name):
    return f"{name}@loft.example"


def _noon(day):
    return datetime.combine(_date(day), time(12), UTC) if day else None
