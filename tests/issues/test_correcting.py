"""What the raiser can put right or take back until the innmelding is proposed to be lifted."""

import pytest

from issues import first_reply, merging, talk
from issues.models import Issue, Merge, State
from issues.raising import endorse
from issues.similar import similar
from network.deadlines import running
from network.models import Event, Notice
from network.story import story_of
from network.workflow import NotAllowed, NotPossible, Refused, take

WORDS = "Hvem godkjenner deling av MR-bilder?\nPersonvernombudet og REK svarer ulikt."


def correct(issue, cast, chain, **more):
    given = {"text": WORDS, "reach": issue.reach, "restricted": False}
    return take(issue, "correct", actor=cast.member, now=chain.tick(), **(given | more))


def listed(client_for, person, **asked):
    return client_for(person).get("/innmeldinger/", asked).text


def test_new_words_are_shown_and_found_and_those_who_lead_hear_of_it(chain, cast, client_for):
    issue = chain.raised()
    page = client_for(cast.member).get(f"/innmeldinger/{issue.pk}/rett/").text
    assert issue.title in page
    assert page.count(issue.text) == 1  # in the box, and not above it
    correct(issue, cast, chain)
    page = client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").text
    assert "Hvem godkjenner deling av MR-bilder?" in page
    assert "Rettet av den som meldte inn" in page
    assert "MR-bilder" in client_for(cast.colleague).get("/sok/", {"q": "MR-bilder"}).text
    assert "Innmeldingen er rettet: Hvem godkjenner deling" in client_for(cast.lead).get("/").text
    event = Event.objects.get(verb="issue.correct")
    assert set(Notice.objects.filter(event=event).values_list("person", flat=True)) == {
        cast.lead.pk,
        cast.secretariat.pk,
    }


def test_what_stood_before_is_kept_in_the_log_and_not_where_it_is_hidden_now(chain, cast):
    open_one, hidden = chain.raised(), chain.raised(title="Hvem eier dataene?")
    correct(open_one, cast, chain)
    correct(hidden, cast, chain, restricted=True)
    kept, other = Event.objects.filter(verb="issue.correct").order_by("pk")
    assert kept.data["before_title"] == "Hvem kan godkjenne deling av røntgenbilder til trening?"
    assert "Hvem eier" not in str(other.data)


def test_fewer_may_see_it_from_now_on_but_never_more(chain, cast, client_for):
    issue = chain.raised(reach="region")
    assert "Hele nettverket" not in client_for(cast.member).get(f"/innmeldinger/{issue.pk}/rett/").text
    with pytest.raises(Refused, match="flere enn før"):
        correct(issue, cast, chain, reach="network")
    correct(issue, cast, chain, restricted=True)
    assert client_for(cast.colleague).get(f"/innmeldinger/{issue.pk}/").status_code == 404
    assert client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").status_code == 200


def test_who_only_follows_is_not_told_of_what_they_may_see_no_longer(chain, cast):
    issue = chain.raised()
    talk.follow(issue, actor=cast.colleague, now=chain.tick(), follows=True)
    correct(issue, cast, chain, restricted=True)
    event = Event.objects.get(verb="issue.correct")
    assert not Notice.objects.filter(event=event, person=cast.colleague).exists()


def test_nothing_is_recorded_where_nothing_was_changed(chain, cast):
    issue = chain.raised(title="Hvem eier dataene?", text="Vi vet ikke.")
    with pytest.raises(Refused, match="ikke endret noe"):
        correct(issue, cast, chain, text="Hvem eier dataene?\nVi vet ikke.")


def test_what_is_withdrawn_leaves_queue_lists_and_suggestions_and_owes_nobody_a_reply(
    chain, cast, viewer, bodies, client_for
):
    issue = chain.raised()
    client_for(cast.member).post(
        f"/innmeldinger/{issue.pk}/trekk/",
        {"reason": "REK svarte oss.", "version": issue.version, "token": "en-gang"},
    )
    issue.refresh_from_db()
    assert issue.state == State.WITHDRAWN
    assert issue.title not in client_for(cast.lead).get("/innmeldinger/forste-gjennomgang/").text
    assert issue.title not in listed(client_for, cast.colleague)
    assert issue.title in listed(client_for, cast.colleague, state="withdrawn")
    assert issue.title in listed(client_for, cast.member, mine="1")
    assert similar(issue.title, viewer(cast.colleague)) == []
    assert running(issue, first_reply.KIND) is None
    assert first_reply.share_within([bodies.south_east.pk], chain.tick()).of == 0
    page = client_for(cast.colleague).get(f"/innmeldinger/{issue.pk}/").text
    assert "trakk innmeldingen" in page
    assert ">Gjelder oss også<" not in page
    assert story_of(issue)[0].text == "REK svarte oss."
    assert f"Innmeldingen er trukket: {issue.title}" in client_for(cast.lead).get("/").text


def test_it_is_not_withdrawn_while_others_wait_for_the_answer(chain, cast, organisations, client_for):
    issue = chain.raised()
    endorse(issue, actor=cast.member_west, organisation=organisations.bergen, now=chain.tick())
    assert "Trekk innmeldingen" not in client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").text
    with pytest.raises(NotPossible, match="Flere venter på svaret"):
        take(issue, "withdraw", actor=cast.member, now=chain.tick())


def test_nobody_joins_what_is_withdrawn(chain, cast, organisations):
    issue = chain.raised()
    take(issue, "withdraw", actor=cast.member, now=chain.tick())
    with pytest.raises(Refused, match="Saken er trukket"):
        endorse(issue, actor=cast.member_west, organisation=organisations.bergen, now=chain.tick())


@pytest.mark.parametrize("step", ["correct", "withdraw"])
def test_only_the_raiser_and_only_until_it_is_proposed(step, chain, cast):
    issue = chain.raised()
    with pytest.raises(NotAllowed):
        take(issue, step, actor=cast.colleague, now=chain.tick(), text=WORDS)
    chain.proposed(chain.taken_up(issue))
    issue.refresh_from_db()
    with pytest.raises(NotPossible):
        take(issue, step, actor=cast.member, now=chain.tick(), text=WORDS)


def test_another_is_not_merged_with_what_is_withdrawn(chain, cast):
    kept, doubled = chain.raised(), chain.raised(title="Kan vi dele bilder?")
    merging.propose_merge(doubled, into=kept, actor=cast.lead, now=chain.tick(), reason="Samme sak.")
    take(kept, "withdraw", actor=cast.member, now=chain.tick())
    with pytest.raises(NotPossible):
        merging.agree(doubled, actor=cast.member, now=chain.tick())
    due = Merge.objects.get().due_on
    merging.merge_due(chain.now.replace(year=due.year + 1))
    assert Merge.objects.get().status == Merge.Status.LAPSED
    assert Issue.objects.get(pk=doubled.pk).state == State.NEW
