"""What a case is about: suggested, confirmed by a person, counted and listed for those who may see it."""

import pytest

from issues.classifying import classify, suggest
from issues.figure import figure
from issues.models import Classification
from issues.tension import rules_in_tension
from network.models import Event, Regulation
from network.workflow import NotAllowed, Refused


@pytest.fixture
def rules(organisations):
    return [
        Regulation.objects.create(
            slug=name, kind="lov", title=name, short_name=name, owner_name="Hdir", owner=organisations.hdir
        )
        for name in ("helsepersonelloven", "personopplysningsloven")
    ]


@pytest.fixture
def confirmed(chain, cast, organisations, rules):
    def make(issue, **more):
        given = {
            "seen": 0,
            "instrument": "rules",
            "responsibility": "several",
            "agencies": [organisations.hdir, organisations.dmp],
            "regulations": rules,
            "tension": "Den ene åpner for det den andre stenger for.",
        }
        return classify(issue, actor=cast.lead, now=chain.tick(), **(given | more))

    return make


def test_a_suggestion_is_not_stored(chain, rules, organisations, client_for, cast):
    issue = chain.raised(title="Må vi ha dispensasjon etter helsepersonelloven?")
    found = suggest(issue, chain.now)
    assert (found.instrument, found.regulations, found.agencies, found.responsibility) == (
        "rules",
        [rules[0].pk],
        [],
        "unclear",
    )
    assert "bare forslag" in client_for(cast.lead).get(f"/innmeldinger/{issue.pk}/klassifiser/").text
    assert not Classification.objects.exists()


def test_a_person_confirms_and_history_keeps_it(chain, cast, confirmed, client_for):
    issue = chain.raised()
    about = confirmed(issue)
    assert (about.confirmed_by, about.event.actor) == (cast.lead, cast.lead)
    confirmed(issue, seen=about.event_id, instrument="guidance")
    assert Event.objects.filter(verb="issue.classified").count() == 2
    assert "Bekreftet av Lead" in client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").text


def test_what_another_confirmed_meanwhile_is_not_overwritten(chain, confirmed):
    issue = chain.raised()
    confirmed(issue)
    with pytest.raises(Refused, match="Noen andre"):
        confirmed(issue)


@pytest.mark.parametrize(
    "wrong",
    [{"regulations": []}, {"agencies": []}, {"responsibility": "one"}, {"instrument": ""}],
)
def test_what_does_not_fit_is_refused(chain, confirmed, wrong):
    with pytest.raises(Refused):
        confirmed(chain.raised(), **wrong)


def test_only_who_runs_the_home_confirms(chain, cast):
    with pytest.raises(NotAllowed):
        classify(
            chain.raised(),
            actor=cast.lead_west,
            now=chain.tick(),
            seen=0,
            instrument="rules",
            responsibility="none",
        )


def test_the_figure_counts_what_the_viewer_may_see(chain, confirmed, viewer, cast, client_for):
    confirmed(chain.raised())
    confirmed(chain.raised(restricted=True))
    count = lambda person: figure(viewer(person))["areas"][0].count  # noqa: E731
    assert (count(cast.lead), count(cast.lead_west), count(cast.outsider)) == (2, 1, 0)
    page = client_for(cast.lead).get("/innmeldinger/figur/").text
    assert "?instrument=rules" in page
    assert "<svg" in page


def test_rules_in_tension_are_grouped_by_pair_for_those_who_may_see(chain, confirmed, viewer, cast, rules):
    one, hidden = chain.raised(), chain.raised(restricted=True)
    confirmed(one)
    confirmed(hidden)
    [pair] = rules_in_tension(viewer(cast.lead_west))
    assert (set(pair.rules), pair.issues) == (set(rules), [one])
    assert len(rules_in_tension(viewer(cast.lead))[0].issues) == 2


def test_answers_that_conflict_are_flagged_never_telling_of_what_is_hidden(chain, confirmed, viewer, cast):
    one, other, hidden = chain.raised(), chain.raised(), chain.raised(restricted=True)
    confirmed(one, conflicts_with=other)
    assert rules_in_tension(viewer(cast.lead_west))[0].conflicts == [one]
    with pytest.raises(Refused, match="ikke synlige"):
        confirmed(other, conflicts_with=hidden)


def test_the_list_is_narrowed_by_what_was_confirmed(chain, confirmed, cast, client_for, rules, organisations):
    confirmed(chain.raised(title="Den bekreftede saken her"))
    chain.raised(title="Den andre saken der")
    browser = client_for(cast.lead)
    for query in (
        "instrument=rules",
        "responsibility=several",
        f"regulation={rules[0].pk}",
        f"agency={organisations.dmp.pk}",
    ):
        page = browser.get(f"/innmeldinger/?{query}").text
        assert "Den bekreftede saken her" in page
        assert "Den andre saken der" not in page
