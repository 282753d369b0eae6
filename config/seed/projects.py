"""Invented projects, named as such, that show what the register can tell: nothing is invented about real ones."""

from network.models import Organisation, Seat
from network.reach import Reach
from register import experiences, facts, projects, upkeep
from register.models import Approval, Experience, Party, Phase, Project
from register.prices import NEWEST_YEAR

PURPOSE = "Finne hjerneblødning på CT av hodet, så de sykeste blir vurdert først av radiologen."


# Key, organisation, days ago; establishing and running in kroner; days of waiting before, planned and observed;
# what it needed.
COMPARED = (
    ("eksempel-03", "hf-ahus", 300, 1_450_000, 520_000, 9, 5, 6, Experience.Need.VALIDATION),
    ("eksempel-04", "hf-stavanger", 280, 1_900_000, 610_000, 11, 5, 5, Experience.Need.VALIDATION),
    ("eksempel-05", "hf-stolav", 260, 2_600_000, 480_000, 8, 4, 3, Experience.Need.VALIDATION),
)


def make_examples(past):
    if Project.with_withdrawn.filter(source_key="eksempel-01").exists():
        return
    # The oldest first, as they would have come: lists of the newest go by their numbers.
    for row in COMPARED:
        _compared(past, *row)
    sparse = _example(past, "eksempel-02", "hf-bergen", 250)
    rich = _example(past, "eksempel-01", "hf-vv", 245)
    if rich:
        _tell(rich, past)
    if sparse:
        _decide(sparse, past, 35)
    if rich and sparse and rich.owner and sparse.owner:
        upkeep.report_error(
            rich, actor=sparse.owner, now=past.at(3, 10), text="Fasen er vel innføring ennå, ikke i bruk?"
        )


def _example(past, key, slug, days_ago):
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        return None
    seat = Seat.objects.at(past.now).filter(organisation=organisation).exclude(role=Seat.Role.OBSERVER)
    owner = seat.order_by("pk").select_related("person").first()
    if owner is None:
        return None
    return projects.register(
        actor=owner.person,
        now=past.at(days_ago, 9),
        organisation=organisation,
        title=f"KI-støtte til CT av hodet i {organisation.called} (oppdiktet eksempel)",
        phase=Phase.PROCUREMENT,
        clinical_area="Nevroradiologi",
        purpose=PURPOSE,
        product="Hodesyn",
        supplier="Eksempelfirma AS",
        device_class="mdr_2b",
        ai_role=Project.AiRole.DEPLOYER,
        reach=Reach.NETWORK,
        source_key=key,
    )


def _tell(project, past):
    told = {"actor": project.owner, "now": past.at(120, 10)}
    it = Organisation.objects.filter(kind=Organisation.Kind.IT, region=project.organisation.region).first()
    if it:
        facts.add_party(project, organisation=it, role=Party.Role.IT, **told)
    facts.tell_access(
        project,
        source="CT-bilder fra eget arkiv",
        granted_by="Klinikksjefen",
        asked_on=past.day(140),
        got_on=past.day(120),
        obstacle="Uklart hvem som kunne godkjenne bruk til validering.",
        **told,
    )
    for kind in (Approval.Kind.DPIA, Approval.Kind.ROS, Approval.Kind.VALIDATION):
        facts.set_approval(project, kind=kind, state="done", responsible=project.owner.name, **told)
    unsure = dict.fromkeys(facts.QUESTIONS, "yes") | {"national": "unsure"}
    facts.check_boundary(project, answers=unsure, **told)
    facts.say_yes_to_calls(project, phone="55 00 00 00", **told)
    _decide(project, past, 60)


def _decide(project, past, days_ago):
    """Carrying it out was decided, and three weeks later it was taken into use."""
    projects.edit(
        project,
        actor=project.owner,
        now=past.at(days_ago - 20, 10),
        phase=Phase.IN_USE,
        phase_on=past.day(days_ago - 15),
        cost_band=Project.CostBand.TO_TWO,
        implementation_decided_on=past.day(days_ago),
    )


def _compared(past, key, slug, days_ago, establishing, running, before, planned, observed, need):
    """A project that has told what it cost, gave and needed, so that there is something to compare."""
    project = _example(past, key, slug, days_ago)
    if project is None:
        return
    _decide(project, past, days_ago - 60)
    # The money of the newest year that can be compared.
    told = {"actor": project.owner, "now": past.at(days_ago - 120, 11), "year": NEWEST_YEAR}
    for cost_of, amount in (("establishing", establishing), ("operating", running)):
        experiences.report(
            project,
            kind=Experience.Kind.COST,
            title="Etablering, alt samlet" if cost_of == "establishing" else "Lisens og oppfølging, per år",
            cost_of=cost_of,
            amount_nok=amount,
            category=Experience.Category.WHOLE,
            **told,
        )
    experiences.report(
        project,
        kind=Experience.Kind.BENEFIT,
        title="Kortere ventetid på svar",
        measure="ventetid på svar",
        unit="døgn",
        baseline_value=before,
        planned_value=planned,
        observed_value=observed,
        method="Median for alle undersøkelser i et kvartal, før og etter.",
        **told,
    )
    told.pop("year")
    experiences.report(
        project,
        kind=Experience.Kind.INFRASTRUCTURE,
        title="Egne bilder å prøve på før innføring",
        text="Vi laget et testmiljø selv. Det kunne vært felles.",
        need=need,
        would_share="Oppsettet av testmiljøet",
        **told,
    )
