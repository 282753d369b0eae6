"""What stands under «Venter på deg», for whom, and for how long."""

from datetime import timedelta

import pytest
from django.utils import translation

from escalation import changes, preparing
from network.deadlines import local_day
from network.messages import wording
from network.models import Notice
from network.registries import waiting_on
from network.story import story_of
from network.workflow import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(viewer, chain):
    """`waits(person)`: what each waiting line asks of them."""
    return lambda person: [line.what for line in waiting_on(viewer(person, chain.now))]


def test_a_nei_waits_on_both_until_the_answer_is_let_stand(chain, cast, waits):
    escalation = chain.all_answered()
    chain.said(escalation, cast.member, "no")
    assert "Svaret løste ikke saken: se hva som mangler" in waits(cast.lead)
    task = "Svaret løste ikke saken: åpne en ny runde, eller la svaret stå"
    assert task in waits(cast.lifting_lead)
    take(escalation, "keep", actor=cast.lifting_lead, now=chain.tick(), reason="Loven gir ikke rom.")
    assert task not in waits(cast.lifting_lead)
    assert not any("løste ikke" in what for what in waits(cast.lead))


def test_a_nei_waits_also_when_the_case_has_closed_and_no_longer_in_the_new_round(chain, cast, waits, bodies):
    escalation = chain.all_answered()
    chain.said(escalation, cast.member, "no")
    chain.said(escalation, cast.member_west, "yes")
    task = "Svaret løste ikke saken: åpne en ny runde, eller la svaret stå"
    assert task in waits(cast.lifting_lead)
    given = {"reason": "Bare forskning er besvart.", "recipients": [bodies.desk_hdir]}
    take(escalation, "reopen", actor=cast.lifting_lead, now=chain.tick(), **given)
    assert task not in waits(cast.lifting_lead)


def test_uavklart_ansvar_waits_on_the_coordinating_group(chain, group, cast, waits):
    chain.handed_on(group, responsibility="none")
    assert waits(cast.coord_lead) == ["Uavklart ansvar: avklar hvem som skal ha saken"]


def test_what_lies_before_a_group_waits_on_its_members_until_they_have_said_something(
    chain, group, cast, waits
):
    laid = chain.laid_before(group)
    assert waits(cast.steering_member) == ["Les saken før gruppen beslutter"]
    assert waits(cast.coord_secretary) == ["Lagt frem: registrer beslutningen, eller utsett saken"]
    preparing.say(laid, actor=cast.steering_member, now=chain.tick(), kind="anchored", value="yes")
    assert waits(cast.steering_member) == []


def test_there_is_nothing_to_record_before_the_day_it_is_treated_on(chain, group, cast, waits):
    chain.laid_before(group, treated_on=local_day(chain.now) + timedelta(days=7))
    recording = "Lagt frem: registrer beslutningen, eller utsett saken"
    assert recording not in waits(cast.coord_secretary)
    chain.now += timedelta(days=7)
    assert recording in waits(cast.coord_secretary)


def test_a_written_procedure_asks_for_an_answer(chain, group, cast, waits, viewer):
    chain.laid_before(group, in_writing=True, treated_on=local_day(chain.now) + timedelta(days=7))
    assert waits(cast.steering_member) == ["Svar skriftlig på forslaget"]
    (waiting,) = waiting_on(viewer(cast.steering_member, chain.now))
    assert waiting.due == local_day(chain.now) + timedelta(days=7), "not the deadline of the answer"


def test_a_question_waits_on_whoever_was_asked(chain, group, cast, waits, bodies):
    chain.asked(group, asked_body=bodies.west)
    assert waits(cast.lead_west) == ["Koordineringsgruppen spør om noe: svar"]


def test_fullmakt_waits_on_whoever_has_it_for_as_long_as_it_lasts(chain, group, cast, waits, bodies):
    laid = chain.laid_before(group)
    take(
        laid,
        "authorise",
        actor=cast.coord_secretary,
        now=chain.tick(),
        seat=chain.seat(cast.steering_member, bodies.steering),
        limits="Innenfor forslaget.",
        until=local_day(chain.now) + timedelta(days=5),
    )
    assert waits(cast.steering_member) == ["Du har fullmakt: registrer beslutningen"]
    chain.now += timedelta(days=6)
    assert waits(cast.steering_member) == ["Les saken før gruppen beslutter"]


def test_a_change_waits_on_its_follower_when_nobody_has_said_anything_for_a_quarter(
    chain, cast, waits, viewer
):
    change = changes.register(
        actor=cast.lead,
        viewer=viewer(cast.lead, chain.now),
        now=chain.tick(),
        kind="rule",
        what="Endre forskriften",
        follower=cast.owner_dmp,
        issues=[chain.raised()],
        status_on=local_day(chain.now),
    )
    assert waits(cast.owner_dmp) == []
    chain.now += timedelta(days=91)
    asked = ["Du følger endringen («foreslått»): si hvor den står nå"]
    assert waits(cast.owner_dmp) == asked
    since = change.status_on
    change = take(change, "stands", actor=cast.owner_dmp, now=chain.tick(), note="Departementet har den.")
    assert (waits(cast.owner_dmp), change.status_on) == ([], since)
    assert story_of(change)[0].title == "Endringen er fortsatt foreslått: Endre forskriften"
    chain.now += timedelta(days=91)
    assert waits(cast.owner_dmp) == asked
    assert "foreslått" not in " ".join(waits(cast.lead_west))


def test_those_who_answered_see_how_it_was_received(chain, cast):
    escalation = chain.all_answered()
    chain.said(escalation, cast.member, "yes")
    chain.said(escalation, cast.member_west, "partly")
    notice = Notice.objects.get(event__verb="escalation.close", person=cast.owner_hdir)
    assert "Ja: 1. Delvis: 1. Nei: 0. Spurt: 2." in wording(notice.event)[1]


def opens(client_for, viewer, chain, person):
    """What the one line of this person opens: the address, and whether it is a form to send."""
    (line,) = waiting_on(viewer(person, chain.now))
    page = client_for(person).get(line.url)
    return line.url, page.status_code == 200 and 'name="version"' in page.content.decode()


def test_a_line_with_one_step_opens_its_form(chain, bodies, cast, viewer, client_for):
    referral = chain.referral(chain.lifted(recipients=[bodies.coordinating]), bodies.coordinating)
    address = f"/loftede-saker/hos-mottaker/{referral.pk}/"
    assert opens(client_for, viewer, chain, cast.coord_lead) == (f"{address}bekreft/", True)
    referral = chain.asked(chain.acknowledged(referral))
    assert opens(client_for, viewer, chain, cast.lead) == (f"{address}gi-opplysninger/", True)
    referral.refresh_from_db()
    referral = take(referral, "reply", actor=cast.lead, now=chain.tick(), text="Tre foretak.")
    referral = chain.decided(chain.laid_before(referral))
    assert opens(client_for, viewer, chain, cast.coord_lead) == (f"{address}besvar/", True)


def test_a_line_with_several_steps_opens_the_case(chain, group, cast, viewer, client_for):
    address = f"/loftede-saker/hos-mottaker/{group.pk}/"
    assert opens(client_for, viewer, chain, cast.coord_lead)[0] == f"{address}#gjor"
    chain.laid_before(group)
    assert opens(client_for, viewer, chain, cast.coord_secretary)[0] == f"{address}#gjor"
    assert 'id="gjor"' in client_for(cast.coord_secretary).get(address).text
    assert opens(client_for, viewer, chain, cast.steering_member)[0] == f"{address}#innspill"
    assert 'id="innspill"' in client_for(cast.steering_member).get(address).text


def test_what_is_proposed_opens_the_form_to_decide(chain, cast, viewer, client_for):
    escalation = chain.proposed()
    address = f"/loftede-saker/{escalation.pk}/loft/"
    assert opens(client_for, viewer, chain, cast.lifting_lead) == (address, True)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_a_content_desk_handles_opens_its_forms_in_any_language(
    language, chain, bodies, cast, viewer, client_for
):
    referral = chain.referral(chain.lifted(recipients=[bodies.desk_hdir]), bodies.desk_hdir)
    address = f"/loftede-saker/hos-mottaker/{referral.pk}/"
    with translation.override(language):
        (line,) = waiting_on(viewer(cast.owner_hdir, chain.now))
        assert line.url == f"{address}bekreft/"
        chain.acknowledged(referral)
        assert opens(client_for, viewer, chain, cast.owner_hdir) == (f"{address}avgjor-og-svar/", True)


def test_unclear_responsibility_opens_the_form_to_clarify(chain, group, cast, viewer, client_for):
    chain.handed_on(group, responsibility="none")
    address = f"/loftede-saker/hos-mottaker/{group.pk}/avklar-ansvar/"
    assert opens(client_for, viewer, chain, cast.coord_lead) == (address, True)


def test_what_was_sent_back_opens_the_proposal(chain, cast, viewer, client_for):
    escalation = chain.proposed(chain.assessed(chain.taken_up()).issue)
    take(escalation, "send_back", actor=cast.lifting_lead, now=chain.tick(), reason="Hvor mange gjelder det?")
    url, is_form = opens(client_for, viewer, chain, cast.lead)
    assert (url, is_form) == (f"/loftede-saker/{escalation.pk}/foresla/", True)
    page = client_for(cast.lead).get(url).content.decode()
    assert "Hvor mange gjelder det?" in page, "what was missing stands where it is to be mended"
    assert "uten vurdering" not in page, "it has been assessed"
    assert f'href="/innmeldinger/{escalation.issues.get().pk}/#samtale"' in page, (
        "what is more than a sentence has a place too"
    )


def test_whoever_has_taken_a_step_has_read_what_was_told_until_then(chain, cast):
    issue = chain.raised()
    unread = lambda person: Notice.objects.filter(person=person, read_at=None).count()  # noqa: E731
    assert unread(cast.lead) == 1
    chain.taken_up(issue)
    assert unread(cast.lead) == 0
    assert unread(cast.member) == 1, "what the step told of is news to others"
    chain.raised(title="Hvem betaler for skyen?")
    assert unread(cast.lead) == 1
