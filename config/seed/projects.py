"""Two invented projects, named as such, that show what the register can tell: nothing is invented about real ones."""

from network.models import Organisation, Seat
from network.reach import Reach
from register import facts, projects, upkeep
from register.models import Approval, Party, Phase, Project

PURPOSE = "Finne hjerneblødning på CT av hodet, så de sykeste blir vurdert først av radiologen."


def make_examples(past):
    if Project.objects.filter(source_key="eksempel-01").exists():
        return
    rich = _example(past, "eksempel-01", "hf-vv", 150)
    sparse = _example(past, "eksempel-02", "hf-bergen", 230)
    if rich:
        _tell(rich, past)
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
        clinical_area="Radiologi",
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
        granted_by="Personvernombudet",
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
    decided = past.day(60)
    projects.edit(
        project,
        actor=project.owner,
        now=past.at(40, 10),
        phase=Phase.IN_USE,
        phase_on=past.day(45),
        cost_band=Project.CostBand.TO_TWO,
        implementation_decided_on=decided,
    )
