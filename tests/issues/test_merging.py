"""Two innmeldinger that are one case: proposed, agreed or not, and parted again with nothing lost."""

from datetime import timedelta

import pytest

from config.invariants import breaches
from issues import merging
from issues.models import Issue, Merge, State, Voice
from issues.raising import endorse
from issues.similar import similar
from network import audit
from network.deadlines import add_working_days, local_day
from network.models import Event, Notice
from network.story import story_of
from network.workflow import NotAllowed, Refused, take

WHY = "Dette er samme sak som en annen."
TITLE = "Kan vi dele røntgenbilder med andre regioner til trening?"


@pytest.fixture
def pair(chain, cast, organisations):
    """One that the colleague raised and somebody in the west joined, and one that the member raised."""
    from issues.raising import raise_issue

    doubled = raise_issue(
        actor=cast.colleague,
        now=chain.tick(),
        title=TITLE,
        text="Vi har spurt to ganger.",
        kind="barrier",
        organisation=organisations.vestre_viken,
    )
    endorse(
        doubled,
        actor=cast.member_west,
        organisation=organisations.bergen,
        now=chain.tick(),
        text="Slik er det i Bergen.",
    )
    return doubled, chain.raised()


@pytest.fixture
def proposed(pair, chain, cast):
    doubled, kept = pair
    return merging.propose_merge(doubled, into=kept, actor=cast.lead, now=chain.tick(), reason=WHY)


@pytest.fixture
def merged(proposed, chain, cast):
    merging.agree(proposed.issue, actor=cast.colleague, now=chain.tick())
    proposed.refresh_from_db()
    return proposed


def fresh(issue):
    return Issue.objects.get(pk=issue.pk)


def told(verb):
    return set(Notice.objects.filter(event__verb=verb).values_list("person__email", flat=True))


def test_the_raiser_is_told_and_nothing_is_merged_yet(proposed, cast, now):
    assert fresh(proposed.issue).state == State.NEW
    assert proposed.due_on == add_working_days(local_day(proposed.proposed_at), 5)
    assert cast.colleague.email in told("issue.merge_proposed")
    assert Notice.objects.get(event__verb="issue.merge_proposed", person=cast.colleague).needs_you


def test_neither_case_names_itself_as_the_other(proposed, cast, now):
    def titles(case):
        return [moment.title for moment in story_of(case)]

    assert any("Foreslått slått sammen med en annen innmelding" in one for one in titles(proposed.issue))
    assert not any(proposed.into.title in one for one in titles(proposed.issue))  # not all may see it
    [told] = [one for one in titles(proposed.into) if one.startswith("Foreslått")]
    assert "at en annen sak slås sammen med denne" in told
    assert WHY in [moment.text for moment in story_of(proposed.issue)]
    assert WHY not in [moment.text for moment in story_of(proposed.into)]  # it was for whoever raised the one
    merging.object_to(proposed, actor=cast.colleague, now=now, reason="Ikke det samme.")
    assert "Ikke slått sammen med en annen innmelding" in titles(proposed.issue)
    assert "En annen sak blir ikke slått sammen med denne" in titles(proposed.into)


def test_without_an_objection_the_daily_job_completes_it_the_day_after_the_last(proposed):
    in_time = proposed.proposed_at + (proposed.due_on - local_day(proposed.proposed_at))
    assert merging.merge_due(in_time) == 0
    assert fresh(proposed.issue).state == State.NEW
    assert merging.merge_due(in_time + timedelta(days=1)) == 1
    assert merging.merge_due(in_time + timedelta(days=1)) == 0
    assert fresh(proposed.issue).state == State.MERGED


def test_those_behind_the_one_get_the_answer_of_the_other(merged, chain, cast, now):
    kept = take(merged.into, "answer", actor=cast.lead, now=chain.tick(), text="Ja, med avtale.")
    assert {cast.colleague.email, cast.member_west.email, cast.member.email} <= told("issue.answer")
    assert kept.voices.get(person=cast.member_west).text == "Slik er det i Bergen."
    audit.seal()
    assert breaches(now + timedelta(days=1)) == []


def test_somebody_behind_both_is_counted_once(pair, chain, cast):
    doubled, kept = pair
    chain.endorsed(kept)
    merging.propose_merge(doubled, into=kept, actor=cast.lead, now=chain.tick(), reason=WHY)
    merging.agree(doubled, actor=cast.colleague, now=chain.tick())
    assert kept.voices.filter(person=cast.member_west).count() == 1


def test_parted_again_both_stand_as_they_were_and_voices_end_without_being_deleted(merged, chain, cast, now):
    before = Voice.objects.count()
    merging.unmerge(merged.issue, actor=cast.lead, now=chain.tick(), reason="To ulike spørsmål.")
    assert fresh(merged.issue).state == State.WITH_NETWORK
    assert Voice.objects.count() == before
    assert list(merged.into.voices.standing().values_list("person", flat=True)) == [cast.member.pk]
    merged.refresh_from_db()
    assert merged.status == Merge.Status.UNDONE
    take(merged.into, "answer", actor=cast.lead, now=chain.tick(), text="Ja.")
    assert cast.colleague.email not in told("issue.answer")
    audit.seal()
    assert breaches(now + timedelta(days=1)) == []


def test_who_came_along_may_join_by_themselves_after_they_are_parted(merged, chain, cast, now):
    merging.unmerge(merged.issue, actor=cast.lead, now=chain.tick(), reason="To ulike spørsmål.")
    endorse(
        merged.into,
        actor=cast.colleague,
        now=chain.tick(),
        organisation=cast.colleague.seats.get().organisation,
    )
    take(merged.into, "answer", actor=cast.lead, now=chain.tick(), text="Ja.")
    assert cast.colleague.email in told("issue.answer")
    audit.seal()
    assert breaches(now + timedelta(days=1)) == []


def test_who_was_owed_the_answer_is_reckoned_the_same_after_they_are_parted(merged, chain, cast):
    from network.registries import notifier_for

    take(merged.into, "answer", actor=cast.lead, now=chain.tick(), text="Ja.")
    event = Event.objects.get(verb="issue.answer")
    before = notifier_for("issue.answer")(event)
    merging.unmerge(merged.issue, actor=cast.lead, now=chain.tick(), reason="To ulike spørsmål.")
    assert notifier_for("issue.answer")(event) == before


def test_the_raiser_says_no_and_both_stand(proposed, chain, cast):
    merging.object_to(proposed, actor=cast.colleague, now=chain.tick(), reason="Vi spør om noe annet.")
    assert cast.lead.email in told("issue.merge_objected")
    assert merging.merge_due(chain.now + timedelta(days=30)) == 0
    assert fresh(proposed.issue).state == State.NEW
    assert "Vi spør om noe annet." in str(Event.objects.get(verb="issue.merge_objected").data)


def test_no_one_else_says_no_or_yes(proposed, chain, cast):
    for person in (cast.member_west, cast.member, cast.outsider):
        with pytest.raises(NotAllowed):
            merging.object_to(proposed, actor=person, now=chain.tick(), reason="Nei.")
        with pytest.raises(NotAllowed):
            merging.agree(proposed.issue, actor=person, now=chain.tick())


def test_too_late_to_say_no(merged, chain, cast):
    with pytest.raises(Refused, match="alt slått sammen"):
        merging.object_to(merged, actor=cast.colleague, now=chain.tick(), reason="Nei.")


def test_proposing_twice_is_no_error(proposed, chain, cast):
    again = merging.propose_merge(
        proposed.issue, into=proposed.into, actor=cast.lead, now=chain.tick(), reason=WHY
    )
    assert again == proposed
    assert Event.objects.filter(verb="issue.merge_proposed").count() == 1


def refusal(issue, into, chain, cast):
    with pytest.raises(Refused) as refused:
        merging.propose_merge(issue, into=into, actor=cast.lead, now=chain.tick(), reason=WHY)
    return refused.value.sentence


def test_no_circles_and_no_chains(proposed, chain, cast):
    third = chain.raised(title="En tredje om det samme?")
    assert "selv slått sammen" in refusal(proposed.into, proposed.issue, chain, cast)
    assert "selv slått sammen" in refusal(third, proposed.issue, chain, cast)
    assert "den andre veien" in refusal(proposed.into, third, chain, cast)
    assert "alt foreslått" in refusal(proposed.issue, third, chain, cast)
    assert "seg selv" in refusal(third, third, chain, cast)


def test_what_is_lifted_can_be_merged_into_but_not_away(chain, cast):
    lifted = chain.raised()
    chain.lifted(chain.proposed(chain.taken_up(lifted)))
    other = chain.raised(title=TITLE)
    assert "Saken er løftet" in refusal(fresh(lifted), other, chain, cast)
    assert merging.propose_merge(other, into=lifted, actor=cast.lead, now=chain.tick(), reason=WHY)


def test_what_others_may_not_see_is_not_merged(chain, cast):
    plain, hidden = chain.raised(), chain.raised(title=TITLE, restricted=True)
    near = chain.raised(title="Bare for oss?", reach="organisation")
    assert "ikke synlige for de samme" in refusal(plain, hidden, chain, cast)
    assert "ikke synlige for de samme" in refusal(hidden, plain, chain, cast)
    assert "ikke synlige for de samme" in refusal(near, plain, chain, cast)


def test_one_that_became_restricted_meanwhile_stays_apart(proposed):
    Issue.objects.filter(pk=proposed.into_id).update(restricted=True)
    assert merging.merge_due(proposed.proposed_at + timedelta(days=30)) == 0
    proposed.refresh_from_db()
    assert (proposed.status, fresh(proposed.issue).state) == (Merge.Status.LAPSED, State.NEW)


def test_a_proposal_into_a_case_that_is_withdrawn_lapses_at_once(proposed, chain, cast, client_for):
    take(proposed.into, "withdraw", actor=cast.member, now=chain.tick())
    proposed.refresh_from_db()
    assert proposed.status == Merge.Status.LAPSED
    assert cast.colleague.email in told("issue.merge_lapsed")
    page = client_for(cast.colleague).get(f"/innmeldinger/{proposed.issue_id}/").text
    assert "Foreslått slått sammen med en annen</h2>" not in page
    assert "Forslaget om å slå sammen falt bort" in page


def test_a_proposal_lapses_when_the_case_takes_another_way(proposed, chain, cast):
    take(proposed.issue, "answer", actor=cast.lead, now=chain.tick(), text="Slik gjør dere.")
    proposed.refresh_from_db()
    assert proposed.status == Merge.Status.LAPSED
    assert merging.merge_due(chain.now + timedelta(days=30)) == 0


def test_a_proposal_stands_when_the_other_case_is_answered(proposed, chain, cast):
    take(proposed.into, "answer", actor=cast.lead, now=chain.tick(), text="Slik gjør dere.")
    assert merging.merge_due(chain.now + timedelta(days=30)) == 1


def test_the_runner_of_another_network_cannot_propose(pair, chain, cast):
    with pytest.raises(NotAllowed):
        merging.propose_merge(pair[0], into=pair[1], actor=cast.lead_west, now=chain.tick(), reason=WHY)


def test_one_that_cannot_be_seen_is_not_told_of(pair, chain, cast, organisations):
    from issues.raising import raise_issue

    far = raise_issue(
        actor=cast.member_west,
        now=chain.tick(),
        title="Skjult sak i vest",
        kind="need",
        organisation=organisations.bergen,
        restricted=True,
    )
    assert refusal(pair[0], far, chain, cast) == "Velg en innmelding fra listen."


def test_merged_ones_stand_nowhere_as_cases_of_their_own(merged, viewer, client_for, cast):
    seen = viewer(cast.lead)
    assert [found.issue.pk for found in similar(TITLE, seen)] == [merged.into_id]
    assert merged.issue not in Issue.objects.open()
    browser = client_for(cast.lead)
    assert TITLE not in browser.get("/innmeldinger/").text
    assert TITLE in browser.get("/innmeldinger/?state=merged").text
    assert TITLE not in browser.get("/innmeldinger/forste-gjennomgang/").text


def test_both_pages_live_on_and_point_at_each_other(merged, client_for, cast):
    browser = client_for(cast.colleague)
    page = browser.get(f"/innmeldinger/{merged.issue_id}/").text
    assert "Vi har spurt to ganger." in page
    assert f'href="/innmeldinger/{merged.into_id}/"' in page
    page = browser.get(f"/innmeldinger/{merged.into_id}/").text
    assert f'href="/innmeldinger/{merged.issue_id}/"' in page
    assert "Slik er det i Bergen." in page


def test_joining_a_merged_one_points_on(merged, chain, cast):
    with pytest.raises(Refused, match="slått sammen"):
        chain.endorsed(merged.issue, cast.lead_west)


def test_the_raiser_says_no_on_a_page(proposed, client_for, cast):
    browser = client_for(cast.colleague)
    assert "Nei, dette er ikke samme sak" in browser.get(f"/innmeldinger/{proposed.issue_id}/").text
    address = f"/innmeldinger/{proposed.issue_id}/ikke-sla-sammen/"
    assert f'href="/innmeldinger/{proposed.into_id}/"' in browser.get(address).text
    empty = browser.post(address, {"reason": ""})
    assert empty.status_code == 200
    browser.post(f"/innmeldinger/{proposed.issue_id}/ikke-sla-sammen/", {"reason": "Noe annet."})
    proposed.refresh_from_db()
    assert proposed.status == Merge.Status.OBJECTED


def test_the_network_takes_its_proposal_back_on_a_page(proposed, client_for, cast):
    browser = client_for(cast.lead)
    page = browser.get(f"/innmeldinger/{proposed.issue_id}/").text
    assert "Trekk forslaget</a>" in page
    assert "Nei, dette er ikke samme sak" not in page
    address = f"/innmeldinger/{proposed.issue_id}/ikke-sla-sammen/"
    assert "Trekk forslaget om å slå sammen</h1>" in browser.get(address).text
    assert "Hvorfor trekkes forslaget?" in browser.post(address, {"reason": ""}).text
    browser.post(address, {"reason": "Vi leste feil."})
    proposed.refresh_from_db()
    assert proposed.status == Merge.Status.OBJECTED
    assert cast.colleague.email in told("issue.merge_objected")


def test_a_no_from_a_second_window_says_that_it_is_over(proposed, client_for, cast):
    browser = client_for(cast.lead)
    address = f"/innmeldinger/{proposed.issue_id}/ikke-sla-sammen/"
    browser.post(address, {"reason": "Vi leste feil."})
    again = browser.post(address, {"reason": "Vi leste feil."}, follow=True)
    assert "Forslaget om å slå sammen gjelder ikke lenger." in again.text


def test_proposing_the_same_in_other_words_is_not_taken_for_sent(proposed, chain, cast):
    with pytest.raises(Refused, match="alt foreslått"):
        merging.propose_merge(
            proposed.issue, into=proposed.into, actor=cast.lead, now=chain.tick(), reason="Andre ord."
        )


def test_the_network_proposes_on_a_page(pair, client_for, cast):
    doubled, kept = pair
    browser = client_for(cast.lead)
    address = f"/innmeldinger/{doubled.pk}/sla-sammen/?neste={kept.pk}"
    assert kept.title in browser.get(address).text
    sent = browser.post(address, {"into": kept.pk, "reason": WHY})
    assert sent.url == f"/innmeldinger/forste-gjennomgang/#innmelding-{kept.pk}"
    assert Merge.objects.get().into == kept


def test_the_raiser_agrees_with_one_click(proposed, client_for, cast):
    browser = client_for(cast.colleague)
    page = browser.get(f"/innmeldinger/{proposed.issue_id}/").text
    assert "Ja, slå sammen nå" in page
    version = proposed.issue.version
    browser.post(
        f"/innmeldinger/{proposed.issue_id}/sla-sammen-na/", {"version": version, "token": f"klikk-{version}"}
    )
    assert fresh(proposed.issue).state == State.MERGED


def test_the_other_case_is_found_by_its_words(chain, cast, bodies, client_for):
    issue = chain.taken_up()
    other = chain.raised(title="Arkivering av lydopptak fra legevakten")
    hidden = chain.raised(
        title="Hemmelige lydopptak", restricted=True, organisation=chain.organisations.bergen
    )
    client, address = client_for(cast.lead), f"/innmeldinger/{issue.pk}/sla-sammen/"
    page = client.get(f"{address}?ord=lydopptak").content.decode()
    assert other.title in page
    assert hidden.title not in page
    assert (
        other.title in client.get(f"{address}?ord=REK+lydopptak").content.decode()
    )  # also of its text, in any order
    none = client.get(f"{address}?ord=zzz").content.decode()
    assert "Ingen innmeldinger passer." in none
    assert other.title not in none


def test_what_cannot_be_merged_is_not_offered(pair, chain, cast, client_for):
    doubled, kept = pair
    take(kept, "answer", actor=cast.lead, now=chain.tick(), text="Slik gjør dere.")
    browser = client_for(cast.lead)
    page = browser.get(f"/innmeldinger/{doubled.pk}/sla-sammen/").text
    assert f'name="into" value="{kept.pk}"' not in page
    assert "Ingen åpne innmeldinger ligner." in page
    assert "Foreslå å slå sammen</button>" not in page
