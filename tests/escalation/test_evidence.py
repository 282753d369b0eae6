"""The case as it stood when it was lifted, and what is new since."""

import json
from datetime import timedelta

import pytest

from escalation import evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(chain):
    project = chain.registered()
    chain.experience(project)
    return project


@pytest.fixture
def lifted(chain, project):
    issue = chain.taken_up(chain.raised(project=project))
    chain.assessed(issue)
    return chain.lifted(chain.proposed(issue))


def test_lifting_stores_what_freezing_gives(chain, lifted):
    stored = lifted.evidence.get()
    assert json.loads(json.dumps(stored.content)) == stored.content
    again = evidence.freeze(lifted, stored.frozen_at)
    assert again == stored.content
    assert evidence.digest(again) == stored.digest


def test_it_has_voices_weighings_and_where_they_come_from(chain, lifted):
    (issue,) = lifted.evidence.get().content["issues"]
    assert (issue["organisation"], issue["region"]) == ("Vestre Viken HF", "Helse Sør-Øst")
    assert [voice["organisation"] for voice in issue["voices"]] == ["Vestre Viken HF"]
    (weighed,) = issue["assessments"]
    assert weighed["severity"] == [4, "Prosjektet står stille."]


def test_only_the_last_weighing_of_each_counts_and_none_that_came_later(chain, lifted, cast):
    issue = lifted.issues.get()
    before = chain.now
    chain.assessed(issue, scores=(1, 1, 1))
    (frozen,) = evidence.freeze(lifted, before)["issues"]
    (now,) = evidence.freeze(lifted, chain.now)["issues"]
    assert [weighed["severity"][0] for weighed in frozen["assessments"]] == [4]
    assert [weighed["severity"][0] for weighed in now["assessments"]] == [1]


def test_freezing_another_digest_follows_from_another_word(lifted):
    content = lifted.evidence.get().content
    assert evidence.digest(content | {"ask": "Noe annet."}) != evidence.digest(content)


def changes(lifted, at):
    return evidence.changed_since(lifted.evidence.get().content, evidence.freeze(lifted, at))


def test_nothing_new_is_nothing_to_read(chain, lifted):
    assert changes(lifted, chain.now + timedelta(days=30)) == []


def test_what_is_new_is_told_in_sentences(chain, lifted, project, cast):
    issue = lifted.issues.get()
    chain.endorsed(issue)
    chain.endorsed(issue, cast.lead_west, chain.organisations.hv)
    chain.assessed(issue, scores=(5, 5, 5))
    chain.experience(project, amount_nok=900_000)
    chain.experience(project, kind="benefit", title="Kortere ventetid", cost_of="", amount_nok=None)
    assert changes(lifted, chain.now) == [
        f"Helse Bergen HF og Helse Vest RHF har sluttet seg til «{issue.title}».",
        f"«{issue.title}» er vurdert på nytt.",
        "Kostnadene som er meldt, er endret.",
        "Nye gevinster er meldt.",
    ]


def test_a_case_like_it_that_has_got_its_answer_is_told_of(chain, lifted):
    other = chain.all_answered()
    assert changes(lifted, chain.tick()) == [f"«{other.title}» er besvart."]


def test_evidence_from_before_facts_were_frozen_can_still_be_compared(chain, lifted):
    old = {name: value for name, value in lifted.evidence.get().content.items() if name != "facts"}
    assert evidence.changed_since(old, evidence.freeze(lifted, chain.now)) == [
        "Kostnadene som er meldt, er endret."
    ]
