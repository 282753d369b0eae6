"""Who sees what: one written expectation for each person and kind of thing, and rules that agree with it."""

import re

import pytest

from escalation.models import Escalation, Referral
from escalation.workflow import ESCALATIONS, REFERRALS
from issues.models import Issue
from issues.rules import may_assess, may_endorse
from issues.workflow import WORKFLOW as ISSUES
from network.membership import end_seat
from network.models import Notice
from network.workflow import take
from register.models import Experience, Project

INSIDE = {
    "member", "colleague", "member_west", "lead", "lead_west", "secretariat", "council_chair", "steering_lead",
    "steering_member", "aside", "lifting_lead", "lifting_member", "coord_lead", "coord_secretary", "owner_hdir",
    "owner_dmp",
}  # fmt: skip
# By reach and whether it is restricted: the issue is Vestre Viken's, in Helse Sør-Øst.
OWN_HOUSE = {"member", "colleague", "council_chair"}
OWN_REGION = OWN_HOUSE | {"lead", "secretariat", "lifting_lead"}
PARTIES = {"member", "lead", "secretariat"}
ISSUES_SEEN = {
    ("organisation", False): OWN_HOUSE | PARTIES,
    ("region", False): OWN_REGION | PARTIES,
    ("network", False): INSIDE,
    ("public", False): INSIDE | {"industry", "outsider", "admin"},
    ("network", True): PARTIES,
    ("public", True): PARTIES,
}


def seers(queryset, cast, viewer):
    return {name for name, person in vars(cast).items() if queryset.visible_to(viewer(person)).exists()}


@pytest.mark.parametrize(("reach", "restricted"), ISSUES_SEEN)
def test_who_sees_an_issue(reach, restricted, chain, cast, viewer):
    issue = chain.raised(reach=reach, restricted=restricted)
    expected = set(ISSUES_SEEN[reach, restricted])
    if not restricted and reach == "public":
        expected -= {"industry"}  # companies see needs; this is a barrier
    assert seers(Issue.objects.filter(pk=issue.pk), cast, viewer) == expected


def test_companies_see_needs_that_are_published_and_nothing_restricted(chain, cast, viewer):
    chain.raised(kind="barrier", reach="public")
    chain.raised(kind="need", reach="region")
    chain.raised(kind="need", reach="network", restricted=True)
    need = chain.raised(kind="need", reach="network")
    assert list(Issue.objects.visible_to(viewer(cast.industry))) == [need]


def test_a_restricted_issue_opens_to_those_who_lift_it_and_those_it_is_lifted_to(chain, cast, viewer, bodies):
    issue = chain.raised(restricted=True, reach="organisation")
    before = seers(Issue.objects.filter(pk=issue.pk), cast, viewer)
    chain.lifted(
        chain.proposed(chain.taken_up(issue), recipients=[bodies.coordinating]),
        recipients=[bodies.coordinating],
    )
    gained = seers(Issue.objects.filter(pk=issue.pk), cast, viewer) - before
    assert gained == {"lifting_lead", "lifting_member", "coord_lead", "coord_secretary"}


def test_who_sees_a_restricted_escalation_and_its_referrals(chain, cast, viewer, bodies):
    issue = chain.taken_up(chain.raised(restricted=True))
    escalation = chain.lifted(
        chain.proposed(issue, recipients=[bodies.coordinating]), recipients=[bodies.coordinating]
    )
    parties = {
        "member",
        "lead",
        "secretariat",
        "lifting_lead",
        "lifting_member",
        "coord_lead",
        "coord_secretary",
    }
    assert seers(Escalation.objects.filter(pk=escalation.pk), cast, viewer) == parties
    assert seers(Referral.objects.filter(escalation=escalation), cast, viewer) == parties


def test_a_draft_is_for_those_who_write_it(chain, cast, viewer, bodies):
    escalation = chain.proposed()
    Escalation.objects.filter(pk=escalation.pk).update(state="draft")
    assert seers(Escalation.objects.all(), cast, viewer) == {"lead", "secretariat"}


def test_what_it_cost_is_not_for_those_who_sell(chain, cast, viewer):
    project = chain.registered(reach="public")
    chain.experience(project)
    assert seers(Project.objects.all(), cast, viewer) == set(vars(cast))
    assert "industry" not in seers(Experience.objects.all(), cast, viewer)
    assert "member_west" in seers(Experience.objects.all(), cast, viewer)


def test_what_is_being_bought_is_not_for_those_who_sell(chain, cast, viewer, organisations):
    bought = chain.registered(reach="public", phase="procurement")
    chain.raised(kind="need", reach="public", phases=["development", "procurement"])
    need = chain.raised(kind="need", reach="public", phases=["development"])
    assert list(Issue.objects.visible_to(viewer(cast.industry))) == [need]
    assert not Project.objects.visible_to(viewer(cast.industry)).exists()
    Project.objects.filter(pk=bought.pk).update(organisation=organisations.company)
    assert Project.objects.visible_to(viewer(cast.industry)).get() == bought


@pytest.fixture
def public_case(chain, cast, bodies):
    """A case that everyone may see, resting on a cost that was shared with the network only."""
    project = chain.registered()
    chain.experience(project, amount_nok=2_468_000)
    lifted = chain.lifted(chain.proposed(chain.taken_up(chain.raised(project=project))))
    referral = chain.acknowledged(chain.referral(lifted, bodies.coordinating))
    referral = chain.laid_before(referral)
    take(lifted, "supplement", actor=cast.lead, now=chain.tick(), text="Bergen har betalt like mye.")
    take(lifted, "widen", actor=cast.lifting_lead, now=chain.tick(), reach="public")
    return referral


CSRF_MASK = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')  # new for each page
ENDINGS = ("sakspapir/", "sakspapir.pdf", "sakspapir.docx")


@pytest.mark.parametrize("person", ["outsider", "industry", "admin"])
def test_papers_of_a_case_for_everyone_are_for_the_network_all_the_same(
    person, public_case, cast, client_for
):
    browser = client_for(getattr(cast, person))
    for ending in ENDINGS:
        hidden = browser.get(f"{public_case.get_absolute_url()}{ending}")
        nothing = browser.get(f"/loftede-saker/hos-mottaker/999999/{ending}")
        assert hidden.status_code == nothing.status_code == 404
        assert CSRF_MASK.sub(b"", hidden.content) == CSRF_MASK.sub(b"", nothing.content)
    for page in (public_case.escalation.get_absolute_url(), public_case.get_absolute_url()):
        seen = browser.get(page).content.decode()
        assert public_case.title in seen
        for told in ("468", "Slik saken sto", "Forslag til beslutning", "Bergen har betalt", "sakspapir"):
            assert told not in seen


def test_those_who_told_it_read_it_also_without_a_role(public_case, cast, client_for, system, now):
    for person in (cast.member_west, cast.member):
        page = client_for(person).get(f"{public_case.get_absolute_url()}sakspapir/")
        assert "2\N{NO-BREAK SPACE}468\N{NO-BREAK SPACE}000" in page.content.decode()
    end_seat(cast.member.seats.get(), actor=system, now=now, ends_at=now)
    end_seat(cast.member_west.seats.get(), actor=system, now=now, ends_at=now)
    paper = f"{public_case.get_absolute_url()}sakspapir/"
    assert client_for(cast.member).get(paper).status_code == 200
    assert client_for(cast.member_west).get(paper).status_code == 404


def test_those_who_raised_it_hear_that_more_people_see_it(public_case, cast):
    told = Notice.objects.filter(event__verb="escalation.widen")
    assert [notice.person for notice in told] == [cast.member]


def test_a_successor_sees_what_its_predecessor_held(chain, cast, viewer, bodies, now):
    issue = chain.taken_up(chain.raised(restricted=True))
    escalation = chain.lifted(
        chain.proposed(issue, recipients=[bodies.desk_hdir]), recipients=[bodies.desk_hdir]
    )
    assert not Escalation.objects.visible_to(viewer(cast.owner_dmp)).filter(pk=escalation.pk).exists()
    bodies.desk_hdir.ends_on, bodies.desk_hdir.successor = now.date(), bodies.desk_dmp
    bodies.desk_hdir.save()
    assert Escalation.objects.visible_to(viewer(cast.owner_dmp)).filter(pk=escalation.pk).exists()


def test_nobody_may_do_what_they_cannot_see(chain, cast, viewer, bodies, now):
    issue = chain.raised(restricted=True)
    escalation = chain.lifted(chain.proposed(chain.taken_up(chain.raised(restricted=True))))
    referral = chain.referral(escalation, bodies.coordinating)
    for person in vars(cast).values():
        seen = viewer(person)
        for case, table in ((issue, ISSUES), (escalation, ESCALATIONS), (referral, REFERRALS)):
            if list(table.open_to(case, person, now)):
                assert type(case).objects.visible_to(seen).filter(pk=case.pk).exists(), (person, case)
    hidden = [
        p for p in vars(cast).values() if not Issue.objects.visible_to(viewer(p)).filter(pk=issue.pk).exists()
    ]
    assert hidden
    assert [p for p in hidden if may_assess(viewer(p), issue) and p.seats.count() == 0] == []
    assert [p for p in (cast.outsider, cast.industry) if may_endorse(viewer(p), issue, [])] == []
