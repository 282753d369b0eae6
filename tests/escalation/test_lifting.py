"""Lifting to several, adding one, supplementing, widening, withdrawing, and a new round, once."""

from datetime import timedelta

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from escalation import drafting
from escalation.models import Decision, Escalation, Verdict
from issues import abroad
from network import deadlines
from network.deadlines import add_working_days, local_day
from network.models import Attachment, Deadline, Notice
from network.search import find
from network.workflow import Missing, NotAllowed, NotPossible, Refused, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def lifted(chain):
    return chain.lifted()


@pytest.fixture
def unhelped(chain, cast):
    """Answered by both, and the raiser says that it did not help."""
    escalation = chain.all_answered()
    chain.said(escalation, cast.member, "no")
    escalation.refresh_from_db()
    return escalation


def add(chain, case, body, **more):
    given = {"recipient": body, "reason": "DMP har også et ansvar."} | more
    return take(case, "add_recipient", actor=chain.cast.lifting_lead, now=chain.tick(), **given)


def reopen(chain, case, bodies_, **more):
    given = {"reason": "Svaret gjelder bare forskning.", "recipients": bodies_} | more
    return take(case, "reopen", actor=chain.cast.lifting_lead, now=chain.tick(), **given)


def told(verb, person):
    return Notice.objects.filter(event__verb=verb, person=person)


def progress(case):
    row = Escalation.objects.with_progress().get(pk=case.pk)
    return f"{row.n_answered} av {row.n_sent}"


# One case, several recipients


def test_the_joined_status_counts_those_who_have_answered(chain, lifted, bodies):
    assert progress(lifted) == "0 av 2"
    chain.settled(chain.acknowledged(chain.referral(lifted, bodies.desk_hdir)))
    assert progress(lifted) == "1 av 2"
    lifted.refresh_from_db()
    assert lifted.state == "lifted"
    add(chain, lifted, bodies.desk_dmp)
    assert progress(lifted) == "1 av 3"


def test_one_added_later_gets_a_clock_of_its_own_and_everyone_hears(chain, lifted, bodies, cast):
    chain.now += timedelta(days=10)
    added = chain.referral(
        add(chain, lifted, bodies.desk_dmp, part="Om utstyret er medisinsk."), bodies.desk_dmp
    )
    assert (added.is_lead, added.part) == (False, "Om utstyret er medisinsk.")
    starts = {
        r.recipient: deadlines.running(r, Deadline.Kind.ANSWER).starts_on for r in lifted.referrals.all()
    }
    assert starts[bodies.desk_dmp] > starts[bodies.desk_hdir]
    assert told("escalation.add_recipient", cast.owner_dmp).get().needs_you
    assert not told("escalation.add_recipient", cast.owner_hdir).get().needs_you
    assert told("escalation.add_recipient", cast.member).exists()
    with pytest.raises(Refused, match="alt sendt"):
        add(chain, lifted, bodies.desk_dmp)


def test_what_is_new_stands_beside_what_was_frozen(chain, lifted, cast):
    digest = lifted.evidence.get().digest
    case = take(lifted, "supplement", actor=cast.lead, now=chain.tick(), text="Nå gjelder det også Bergen.")
    assert case.supplements.get().text == "Nå gjelder det også Bergen."
    assert case.evidence.get().digest == digest
    assert told("escalation.supplement", cast.owner_hdir).exists()
    with pytest.raises(NotAllowed):
        take(lifted, "supplement", actor=cast.member, now=chain.tick(), text="Jeg også.")


def test_a_case_is_made_visible_to_more_never_to_fewer(chain, lifted, cast, viewer):
    seen = Escalation.objects.visible_to(viewer(None)).filter(pk=lifted.pk)
    assert not seen.exists()
    with pytest.raises(Refused, match="ikke for færre"):
        take(lifted, "widen", actor=cast.lifting_lead, now=chain.tick(), reach="region")
    take(lifted, "widen", actor=cast.lifting_lead, now=chain.tick(), reach="public")
    assert seen.exists()


def test_the_proposer_may_take_it_back_until_it_is_lifted(chain, cast):
    proposed = chain.proposed()
    with pytest.raises(NotAllowed):
        take(proposed, "withdraw", actor=cast.lifting_lead, now=chain.tick(), reason="Feil.")
    lifted = chain.lifted(proposed)
    with pytest.raises(NotAllowed):
        take(lifted, "withdraw", actor=cast.lead, now=chain.tick(), reason="Løst.")
    closed = take(lifted, "withdraw", actor=cast.lifting_lead, now=chain.tick(), reason="Løst lokalt.")
    assert {r.state for r in closed.referrals.all()} == {"withdrawn"}
    assert not Deadline.objects.filter(target_label="escalation.referral", ended_at__isnull=True).exists()
    assert closed.issues.get().state == "with_network"


def test_a_draft_taken_back_leaves_an_innmelding_that_is_on_its_way_with_another_case(chain, cast, bodies):
    issue = chain.taken_up()
    given = {"home_body": bodies.south_east, "title": "Deling av bilder"}
    draft = drafting.draft([issue], actor=cast.lead, now=chain.tick(), **given)
    chain.lifted(chain.proposed(issue))
    take(draft, "withdraw", actor=cast.lead, now=chain.tick(), reason="Saken er alt løftet.")
    issue.refresh_from_db()
    assert issue.state == "lifted"


def test_what_one_has_decided_is_not_withdrawn_from_under_them(chain, lifted, bodies, cast):
    group = chain.acknowledged(chain.referral(lifted, bodies.coordinating))
    chain.decided(chain.laid_before(group))
    with pytest.raises(Refused, match="alt besluttet"):
        take(lifted, "withdraw", actor=cast.lifting_lead, now=chain.tick(), reason="Løst.")
    lifted.refresh_from_db()
    assert lifted.state == "lifted"


def test_what_is_not_lifted_says_what_to_do_instead_and_may_be_proposed_again(chain, cast):
    proposed = chain.proposed()
    given = {
        "reason": "Dette finnes alt i Normen.",
        "how": Decision.How.MEETING,
        "decided_on": chain.now.date(),
        "participations": chain.participations(chain.bodies.network_steering),
    }
    with pytest.raises(Missing, match="i stedet"):
        take(proposed, "not_lift", actor=cast.lifting_lead, now=chain.tick(), **given)
    take(proposed, "not_lift", actor=cast.lifting_lead, now=chain.tick(), instead="Spør Normen.", **given)
    assert told("escalation.not_lift", cast.member).get().needs_you
    again = chain.proposed(proposed.issues.get())
    assert again.state == "proposed"


# It did not help


def test_a_nei_is_a_task_for_proposer_and_lifting_body_not_a_new_round(unhelped, cast):
    assert unhelped.state == "answered"
    for person in (cast.lead, cast.lifting_lead):
        assert told("escalation.verdict", person).get().needs_you


def test_a_new_round_goes_to_those_it_concerns_once(chain, unhelped, bodies, cast):
    case = reopen(chain, unhelped, [bodies.desk_hdir])
    assert (case.state, case.round) == ("lifted", 2)
    assert [r.recipient for r in case.referrals.filter(round=2)] == [bodies.desk_hdir]
    assert case.referrals.get(round=2).is_lead
    assert case.evidence.count() == 2
    assert case.issues.get().state == "lifted"
    assert progress(case) == "0 av 1"
    chain.settled(chain.acknowledged(case.referrals.get(round=2)))
    case.refresh_from_db()
    assert case.state == "answered"
    chain.said(case, cast.member, "no")
    with pytest.raises(NotPossible, match="den er brukt"):
        reopen(chain, case, [bodies.desk_hdir])


def test_those_asked_speak_again_of_the_new_answer(chain, unhelped, bodies, cast):
    case = reopen(chain, unhelped, [bodies.desk_hdir])
    chain.settled(chain.acknowledged(case.referrals.get(round=2)))
    for person in (cast.member, cast.member_west):
        chain.said(case, person, "yes")
    case.refresh_from_db()
    assert (case.state, case.closed_as) == ("closed", "answered")
    assert list(
        Verdict.objects.filter(person=cast.member).order_by("round").values_list("helped", flat=True)
    ) == [
        "no",
        "yes",
    ]


def test_a_new_round_goes_only_to_those_who_answered(chain, unhelped, bodies):
    with pytest.raises(Refused, match="dem som har svart"):
        reopen(chain, unhelped, [bodies.desk_dmp])


def test_a_case_that_closed_by_itself_can_still_get_its_round(chain, unhelped, bodies, cast):
    chain.said(unhelped, cast.member_west, "partly")
    unhelped.refresh_from_db()
    assert unhelped.state == "closed"
    assert reopen(chain, unhelped, [bodies.desk_hdir]).state == "lifted"


def test_a_withdrawn_case_gets_no_new_round(chain, cast, bodies):
    proposed = chain.proposed()
    closed = take(proposed, "withdraw", actor=cast.lead, now=chain.tick(), reason="Løst.")
    with pytest.raises(NotPossible, match="besvart"):
        reopen(chain, closed, [bodies.desk_hdir])


def test_the_lifting_body_may_let_the_answer_stand_with_a_sentence_to_those_it_did_not_help(
    chain, unhelped, cast
):
    kept = take(unhelped, "keep", actor=cast.lifting_lead, now=chain.tick(), reason="Loven gir ikke rom.")
    assert kept.kept_round == 1
    assert told("escalation.keep", cast.member).get().needs_you
    assert not told("escalation.keep", cast.member_west).exists()
    with pytest.raises(NotPossible, match="alt bestemt"):
        take(kept, "keep", actor=cast.lifting_lead, now=chain.tick(), reason="Igjen.")


def test_an_answer_nobody_complained_of_needs_no_keeping(chain, cast):
    escalation = chain.all_answered()
    with pytest.raises(NotPossible, match="Ingen har sagt"):
        take(escalation, "keep", actor=cast.lifting_lead, now=chain.tick(), reason="Bra.")


def found(word, cast, viewer):
    return [
        hit.pk for kind, hits in find(word, viewer(cast.lead)) if kind.model is Escalation for hit in hits
    ]


def test_a_case_is_found_by_what_it_asks_for_now_and_by_why_it_was_lifted(chain, cast, bodies, viewer):
    case = chain.proposed()
    take(case, "send_back", actor=cast.lifting_lead, now=chain.tick(), reason="Spisset spørsmål mangler.")
    case = take(
        case,
        "propose",
        actor=cast.lead,
        now=chain.tick(),
        ask="Lag en nasjonal mal for databehandleravtaler.",
        recipients=[bodies.coordinating, bodies.desk_hdir],
        no_assessment_because="Haster.",
    )
    assert found("databehandleravtaler", cast, viewer) == [case.pk]
    assert found("regioner", cast, viewer) == []
    chain.lifted(case)
    assert found("regioner", cast, viewer) == [case.pk]


@pytest.mark.parametrize("step", ["send_back", "lift", "not_lift", "withdraw"])
def test_a_proposal_has_a_target_until_the_lifting_body_has_taken_a_position(step, chain, cast, bodies):
    bodies.network_steering.answer_days = 10
    bodies.network_steering.save()
    bodies.south_east.refresh_from_db()
    case = chain.proposed()
    target = deadlines.running(case, Deadline.Kind.PROPOSAL)
    assert target.due_on == add_working_days(local_day(chain.now), 10)
    if step == "lift":
        chain.lifted(case)
    else:
        actor = cast.lead if step == "withdraw" else cast.lifting_lead
        given = {"reason": "Mangler tall.", "instead": "Spør Normen.", "how": "meeting"}
        given |= {
            "decided_on": chain.now.date(),
            "participations": chain.participations(bodies.network_steering),
        }
        take(case, step, actor=actor, now=chain.tick(), **given)
    assert deadlines.running(case, Deadline.Kind.PROPOSAL) is None


def test_a_proposer_may_name_the_day_of_the_target_such_as_the_next_meeting(chain, cast, bodies):
    sent_back = take(
        chain.proposed(), "send_back", actor=cast.lifting_lead, now=chain.tick(), reason="Mangler tall."
    )
    given = {"ask": "Avklar.", "recipients": [bodies.desk_hdir], "no_assessment_because": "Haster."}
    meeting = add_working_days(local_day(chain.now), 7)
    with pytest.raises(Refused, match="frem i tid"):
        again(chain, sent_back, target_on=local_day(chain.now), **given)
    proposed = again(chain, sent_back, target_on=meeting, **given)
    assert deadlines.running(proposed, Deadline.Kind.PROPOSAL).due_on == meeting


def again(chain, case, **given):
    return take(case, "propose", actor=chain.cast.lead, now=chain.tick(), **given)


def test_a_file_with_what_is_new_is_for_those_who_read_the_papers(chain, lifted, cast, bodies, client_for):
    referral = chain.laid_before(chain.acknowledged(chain.referral(lifted, bodies.coordinating)))
    case, address = referral.escalation, f"{lifted.get_absolute_url()}flere-opplysninger/"
    browser = client_for(cast.lead)
    sent = {"token": "t", "version": case.version, "text": "Bergen har regnet på det."}
    bad = browser.post(address, sent | {"file": SimpleUploadedFile("tall.pdf", b"MZ")}).content.decode()
    assert "Bare PDF og bilder" in bad
    content = typst.compile(b"Tall", format="pdf")
    for _ in range(2):
        browser.post(address, sent | {"file": SimpleUploadedFile("Tall fra Bergen.pdf", content)})
    file = Attachment.objects.get()
    assert "Tall fra Bergen.pdf" in client_for(cast.owner_hdir).get(case.get_absolute_url()).content.decode()
    assert client_for(cast.owner_hdir).get(f"/vedlegg/{file.pk}/").content == content
    paper = client_for(cast.coord_lead).get(f"{referral.get_absolute_url()}sakspapir/").content.decode()
    assert "vedlegg til saken: Tall fra Bergen.pdf" in paper
    take(case, "widen", actor=cast.lifting_lead, now=chain.tick(), reach="public")
    for stranger in (cast.outsider, cast.industry):
        seen = client_for(stranger)
        assert "Tall fra Bergen" not in seen.get(case.get_absolute_url()).content.decode()
        assert seen.get(f"/vedlegg/{file.pk}/").status_code == 404
    seen = client_for(cast.lead)
    seen.post(f"/vedlegg/{file.pk}/trekk/", {"because": "Feil tall."})
    assert "Feil tall." in seen.get(case.get_absolute_url()).content.decode()
    paper = client_for(cast.coord_lead).get(f"{referral.get_absolute_url()}sakspapir/").content.decode()
    assert "Tall fra Bergen.pdf" not in paper


def test_what_other_countries_did_stands_in_the_paper(chain, cast, bodies, client_for):
    issue = chain.taken_up()
    told = {"country": "SE", "who": "Region Skåne", "what": "Delte bilder.", "url": "https://skane.example/"}
    abroad.tell(issue, actor=cast.member, seat=cast.member.seats.get(), now=chain.tick(), **told)
    case = chain.lifted(chain.proposed(issue))
    referral = chain.laid_before(chain.acknowledged(chain.referral(case, bodies.coordinating)))
    paper = client_for(cast.coord_lead).get(f"{referral.get_absolute_url()}sakspapir/").content.decode()
    assert "Sverige, Region Skåne" in paper
    assert "Delte bilder." in paper
