"""«Etterspurt innhold»: what no content covers, until it is made."""

from datetime import timedelta

import pytest

from escalation.gaps import asked_for, gap_of
from escalation.models import Change, Decision
from network.deadlines import date_text
from network.workflow import take

pytestmark = pytest.mark.django_db
PAGE = "/loftede-saker/etterspurt/"


@pytest.fixture
def desk(chain, bodies):
    """A sak that a content desk has confirmed."""
    case = chain.lifted(recipients=[bodies.desk_hdir])
    return chain.acknowledged(chain.referral(case, bodies.desk_hdir))


@pytest.fixture
def gaps(viewer, cast):
    return lambda: [(gap.decision, gap.progress) for gap in map(gap_of, asked_for(viewer(cast.member)))]


def test_what_a_desk_has_not_answered_is_a_gap(desk, gaps):
    assert gaps() == [("Ikke avgjort ennå", "under behandling")]


def test_a_promise_is_a_gap_until_it_is_kept(chain, desk, gaps, cast):
    chain.promised(desk)
    due = date_text(chain.now.date() + timedelta(days=60))
    assert gaps() == [(f"Lages innen {due}", "planlagt")]
    take(Change.objects.get(), "complete", actor=cast.owner_hdir, now=chain.tick(), on=chain.now.date())
    assert gaps() == []


def test_what_will_not_be_made_says_why(chain, desk, gaps, cast):
    take(
        desk,
        "settle",
        actor=cast.owner_hdir,
        now=chain.tick(),
        outcome=Decision.Outcome.NOT_MADE,
        grounds="Spørsmålet hører til DMP.",
        text="Vi lager ikke dette.",
    )
    assert gaps() == [("Lages ikke: Spørsmålet hører til DMP.", "avsluttet")]


def test_what_another_desk_says_is_written_already_is_none(chain, bodies, gaps, cast):
    case = chain.lifted(recipients=[bodies.desk_hdir, bodies.desk_dmp])
    refused = chain.acknowledged(chain.referral(case, bodies.desk_dmp), cast.owner_dmp)
    given = {"outcome": Decision.Outcome.NOT_MADE, "grounds": "Ikke vårt.", "text": "Vi lager ikke dette."}
    take(refused, "settle", actor=cast.owner_dmp, now=chain.tick(), **given)
    assert ("Lages ikke: Ikke vårt.", "avsluttet") in gaps()
    chain.settled(chain.acknowledged(chain.referral(case, bodies.desk_hdir)))
    assert gaps() == []


def test_a_corrected_promise_keeps_its_date(chain, desk, gaps, cast):
    due = chain.now.date() + timedelta(days=60)
    given = {"outcome": Decision.Outcome.BY_DATE, "wording": "Lages.", "grounds": "Rettet ordlyden."}
    promised = chain.promised(desk)
    take(promised, "correct", actor=cast.owner_hdir, now=chain.tick(), executor_due=due, **given)
    assert gaps() == [(f"Lages innen {date_text(due)}", "planlagt")]


def test_a_corrected_answer_may_become_a_promise(chain, desk, gaps, cast):
    given = {"outcome": Decision.Outcome.BY_DATE, "wording": "Lages.", "grounds": "Svaret dekket det ikke."}
    settled = take(
        desk,
        "settle",
        actor=cast.owner_hdir,
        now=chain.tick(),
        outcome=Decision.Outcome.NOT_MADE,
        grounds="Finnes.",
        text="Finnes.",
    )
    settled.escalation.refresh_from_db()
    due = chain.now.date() + timedelta(days=60)
    take(settled, "correct", actor=cast.owner_hdir, now=chain.tick(), executor_due=due, **given)
    assert gaps() == [(f"Lages innen {date_text(due)}", "planlagt")]


def test_what_is_covered_or_lies_with_a_group_is_none(chain, desk, gaps, bodies):
    chain.settled(desk)
    chain.lifted(recipients=[bodies.coordinating])
    assert gaps() == []


def test_the_page_names_who_asked_and_who_answers_for_it_and_hides_what_is_restricted(
    chain, desk, bodies, client_for, cast
):
    hidden = chain.taken_up(chain.raised(title="Skjermet sak", restricted=True))
    chain.lifted(chain.proposed(hidden, [bodies.desk_hdir]), [bodies.desk_hdir])
    page = client_for(cast.member_west).get(PAGE).content.decode()
    for told in (desk.title, "Regionalt KI-nettverk Helse Sør-Øst", "Innholdsansvarlig i Helsedirektoratet"):
        assert told in page
    assert "Skjermet sak" not in page
    assert PAGE in client_for(cast.member_west).get("/loftede-saker/").content.decode()
