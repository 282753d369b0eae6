"""What is stored: versions only when something changed, and people's words always."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from meetings import planning, proposing, room
from meetings.compiling import compile_meeting
from meetings.editing import edit_item
from meetings.models import AgendaItem, Meeting
from meetings.publishing import publish
from meetings.reading import sections_of
from meetings.sources import standing
from network.deadlines import local_day
from network.workflow import NotAllowed, Refused, take
from tests.escalation.test_races import at_once


@pytest.fixture
def meeting(bodies, cast, now):
    return planning.plan(
        bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=5), capacity_minutes=60
    )


def line(meeting, case):
    return meeting.items.get(target_id=case.pk, source__in=["issue", "decision"])


def test_an_identical_compile_makes_no_version(chain, meeting, now):
    chain.taken_up()
    assert compile_meeting(meeting, now=now).number == 1
    assert compile_meeting(meeting, now=now) is None
    chain.taken_up(chain.raised(title="En sak til?"))
    assert compile_meeting(meeting, now=now).number == 2


def test_a_persons_words_survive_every_compile(chain, cast, meeting, now):
    issue = chain.taken_up()
    compile_meeting(meeting, now=now)
    words = {"pinned": False, "removed": True, "own_minutes": 25, "own_text": "Tas i juni."}
    edit_item(line(meeting, issue), actor=cast.lead, now=now, **words)
    compile_meeting(meeting, now=now)
    item = line(meeting, issue)
    assert (item.removed, item.own_minutes, item.own_text, item.is_on) == (True, 25, "Tas i juni.", False)


def test_a_line_whose_case_is_settled_goes(chain, cast, meeting, now):
    issue = chain.taken_up()
    compile_meeting(meeting, now=now)
    take(issue, "answer", actor=cast.lead, now=now, text="Slik.")
    compile_meeting(meeting, now=now)
    assert not meeting.items.exists()


def test_a_proposal_stands_with_its_reason_on_the_lifting_bodys_agenda(chain, cast, bodies, now):
    escalation = chain.proposed()
    lifting = planning.plan(
        bodies.network_steering, actor=cast.lifting_lead, now=now, starts_at=now + timedelta(1)
    )
    compile_meeting(lifting, now=now)
    item = line(lifting, escalation)
    assert (item.type, item.why_not) == ("decision", "")
    assert "Regionalt KI-nettverk Helse Sør-Øst foreslår at saken løftes." in item.why


def test_what_came_late_stands_with_what_is_only_told_of(chain, cast, bodies, now, client_for):
    chain.proposed()
    lifting = planning.plan(
        bodies.network_steering, actor=cast.lifting_lead, now=now, starts_at=now + timedelta(1)
    )
    Meeting.objects.filter(pk=lifting.pk).update(propose_by=local_day(chain.now) - timedelta(days=1))
    compile_meeting(lifting, now=now)
    late, browser = lifting.items.get(source="decision"), client_for(cast.lifting_lead)
    page = browser.get(f"/moter/{lifting.pk}/").content.decode()
    assert "Saker til orientering" in page
    assert "Saker til beslutning" not in page
    edit_item(late, actor=cast.lifting_lead, now=now, why_late="Det haster.")
    page = browser.get(f"/moter/{lifting.pk}/").content.decode()
    assert "Saker til orientering" not in page
    assert "Saker til beslutning" in page


def test_a_case_that_is_only_told_of_comes_after_those_to_be_decided(chain, cast, bodies, now):
    chain.proposed()
    told = chain.proposed(chain.taken_up(chain.raised(title="Bare til orientering")))
    lifting = planning.plan(
        bodies.network_steering, actor=cast.lifting_lead, now=now, starts_at=now + timedelta(1)
    )
    propose = {"body": bodies.network_steering, "actor": cast.lifting_member, "now": now}
    proposing.propose(**propose, title="Fra et medlem")
    edit_item(line(lifting, told), actor=cast.lifting_lead, now=now, own_type="information", own_position=1)
    sections = sections_of(list(lifting.items.order_by("position")))
    assert [title for title, _lines in sections] == [
        "Saker til beslutning",
        "Foreslått av medlemmer",
        "Saker til orientering",
    ]
    assert [row.number for _title, lines in sections for row in lines] == ["1", "2", "3"]


def test_sent_out_it_is_numbered_by_body_and_year_and_stands(chain, cast, meeting, now):
    chain.taken_up()
    publish(meeting, actor=cast.lead, now=now)
    numbers = list(meeting.items.exclude(number="").values_list("number", flat=True))
    assert numbers == [f"1/{meeting.starts_at.year}"]
    chain.taken_up(chain.raised(title="For sent?"))
    assert compile_meeting(meeting, now=now) is None
    version = meeting.versions.get()
    assert version.published_at == now
    assert version.anchor.count(":") == 1


def test_what_is_proposed_after_the_agenda_was_sent_waits_for_the_next(cast, bodies, meeting, now):
    publish(meeting, actor=cast.lead, now=now)
    proposing.propose(bodies.south_east, actor=cast.member, now=now, title="For sent", minutes=5)
    later = planning.plan(
        bodies.south_east, actor=cast.lead, now=now, starts_at=meeting.starts_at + timedelta(days=28)
    )
    compile_meeting(later, now=now)
    assert not meeting.items.filter(title="For sent").exists()
    assert later.items.get(title="For sent").is_on


def test_a_decision_in_the_meeting_is_the_workflows_decision(chain, cast, bodies, now):
    escalation = chain.proposed()
    lifting = planning.plan(
        bodies.network_steering, actor=cast.lifting_lead, now=now, starts_at=now + timedelta(1)
    )
    compile_meeting(lifting, now=now)
    item = line(lifting, escalation)
    given = {"reason": "For tidlig.", "instead": "Spør regionen.", "how": "meeting", "decided_on": now.date()}
    with pytest.raises(Refused, match="Møtet begynner"):
        room.record_decision(
            item, "not_lift", actor=cast.lifting_lead, now=now, version=escalation.version, **given
        )
    now = lifting.starts_at
    given["decided_on"] = local_day(now)
    with pytest.raises(NotAllowed):
        room.record_decision(item, "not_lift", actor=cast.lead, now=now, version=escalation.version, **given)
    parts = chain.participations(bodies.network_steering)
    room.record_decision(
        item,
        "not_lift",
        actor=cast.lifting_lead,
        now=now,
        version=escalation.version,
        participations=parts,
        **given,
    )
    item.refresh_from_db()
    assert (item.decision.outcome, item.outcome) == ("not_lift", "done")
    escalation.refresh_from_db()
    assert escalation.closed_as == "not_lifted"


def test_gathering_costs_the_same_for_one_case_and_for_many(chain, meeting, now, django_assert_num_queries):
    chain.taken_up()
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    with django_assert_num_queries(20):
        standing(meeting, now)
    for number in range(12):
        chain.assessed(chain.taken_up(chain.raised(title=f"Sak nummer {number}?")))
    with django_assert_num_queries(20):
        assert len(standing(meeting, now)) == 13


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_make_one_version(chain, meeting, now):
    chain.taken_up()
    versions = at_once(*[lambda: compile_meeting(meeting, now=now)] * 8)
    assert len([version for version in versions if version]) == 1
    assert meeting.versions.count() == 1


def test_the_command_prints_data_alone(chain, meeting, capsys):
    issue = chain.taken_up()
    call_command("agenda", "--json", "--body", "south-east")
    (agenda,) = json.loads(capsys.readouterr().out)
    assert (agenda["body"], agenda["capacity_minutes"], agenda["reserve"]) == ("south-east", 60, [])
    assert [item["title"] for item in agenda["items"]] == [issue.title]
    assert set(agenda["items"][0]) == {"number", "type", "title", "minutes", "must", "why"}
    assert not AgendaItem.objects.exists(), "looking changes nothing"


def test_a_case_laid_before_others_or_waiting_for_answers_presses_nobody_here(chain, bodies, cast, now):
    group = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
    far = {"starts_at": now + timedelta(days=200), "actor": cast.coord_lead, "now": now}
    meeting = planning.plan(bodies.coordinating, **far)
    assert [(c.must, c.why[:40]) for c in standing(meeting, now)] == [
        (True, "Saken er hos oss og venter på behandling")
    ]
    chain.asked(group)
    assert [c.must for c in standing(meeting, now)] == [False]
    take(group, "reply", actor=cast.lead, now=now, text="Alle.")
    chain.laid_before(group)
    (candidate,) = standing(meeting, now)
    assert (candidate.must, candidate.why) == (
        False,
        "Saken er hos oss, og er lagt frem for Styringsgruppen.",
    )
