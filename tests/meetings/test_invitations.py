"""Who is asked, what they answer, and who is called instead."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.invariants import breaches
from meetings import planning
from meetings.compiling import GONE, compile_meeting
from meetings.invitations import (
    NO_CAPACITY,
    invite_to_item,
    reply,
    withdraw,
)
from meetings.models import AgendaItem, Invitation, Meeting
from meetings.planning import cancel, move
from meetings.publishing import publish, sending
from meetings.reply_links import SALT, code_for, read
from meetings.standing import add_standing
from network import audit
from network.deadlines import OSLO, local_day
from network.membership import end_seat, seat
from network.models import Event, Notice, Person
from network.outbox import send_due
from network.registries import waiting_on
from network.viewer import Viewer
from network.workflow import Missing, NotAllowed, NotPossible
from tests.conftest import LONG_AGO
from tests.escalation.test_races import at_once

NATIONAL_ID = "01019000083"


@pytest.fixture
def planned(chain, bodies, cast, now):
    """The steering group's next meeting, with a case laid before it for decision."""
    chain.laid_before(chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating)))
    meeting = planning.plan(
        bodies.steering, actor=cast.coord_secretary, now=now, starts_at=now + timedelta(days=4), place="Teams"
    )
    compile_meeting(meeting, now=now)
    return Meeting.objects.select_related("body", "facilitator").get(pk=meeting.pk)


@pytest.fixture
def meeting(planned, cast, now):
    publish(planned, actor=cast.coord_secretary, now=now)
    planned.refresh_from_db()
    return planned


@pytest.fixture
def deputy(cast, bodies, organisations, system, now):
    """The outsider is the deputy of both ordinary members, once for each organisation."""

    def for_(person, organisation):
        return seat(
            cast.outsider,
            bodies.steering,
            organisation=getattr(organisations, organisation),
            role="deputy",
            deputises_for=person.seats.get(),
            actor=system,
            now=now - timedelta(minutes=1),
        )

    for_(cast.steering_member, "dmp")
    for_(cast.aside, "hv")
    return cast.outsider


def invited(meeting, person):
    return Invitation.objects.to_meetings().get(meeting=meeting, person=person)


def says(meeting, person, answer, now, why=""):
    return reply(invited(meeting, person), answer, actor=person, now=now, why=why)


def told(person, verb):
    return Notice.objects.filter(person=person, event__verb=verb).count()


def test_each_of_the_bodys_people_is_invited_once(meeting, cast, deputy):
    people = set(meeting.invitations.values_list("person", flat=True))
    assert people == {
        p.pk for p in (cast.steering_lead, cast.steering_member, cast.aside, cast.coord_secretary)
    }


def test_the_page_counts_the_answers(meeting, cast, now, client_for):
    says(meeting, cast.steering_member, "yes", now)
    says(meeting, cast.aside, "no", now, why="Er i utlandet")
    page = client_for(cast.steering_lead).get(f"/moter/{meeting.pk}/").content.decode()
    assert "1 kommer, 1 kommer ikke, 2 har ikke svart" in page
    assert "Er i utlandet" in page
    assert "1 av 3 som kan beslutte, har sagt at de kommer. Det må være minst 2." in page
    says(meeting, cast.steering_lead, "yes", now)
    page = client_for(cast.steering_lead).get(f"/moter/{meeting.pk}/").content.decode()
    assert "Du har svart at du kommer." in page
    assert "Ikke beslutningsdyktig" not in page


def test_one_answers_on_the_page_and_may_change_it(meeting, cast, client_for):
    row = invited(meeting, cast.aside)
    browser = client_for(cast.aside)
    for answer in ("yes", "no"):
        browser.post(f"/moter/innkalling/{row.pk}/", {"answer": answer, "why": ""})
        row.refresh_from_db()
        assert row.reply == answer
    assert Event.objects.filter(verb="invitation.replied").count() == 2


def test_answering_the_same_again_is_no_event(meeting, cast, now):
    for _ in range(2):
        says(meeting, cast.aside, "yes", now)
    assert Event.objects.filter(verb="invitation.replied").count() == 1


def test_nobody_answers_for_another(meeting, cast, now, client_for):
    row = invited(meeting, cast.aside)
    with pytest.raises(NotAllowed):
        reply(row, "yes", actor=cast.steering_lead, now=now)
    browser = client_for(cast.steering_lead)
    assert browser.post(f"/moter/innkalling/{row.pk}/", {"answer": "no"}).status_code == 404
    row.refresh_from_db()
    assert row.reply == ""


def test_not_after_it_has_begun_nor_without_the_role(meeting, cast, system, now):
    with pytest.raises(NotPossible):
        says(meeting, cast.aside, "yes", meeting.starts_at)
    end_seat(cast.aside.seats.get(), actor=system, now=now, ends_at=now)
    with pytest.raises(NotAllowed):
        says(meeting, cast.aside, "yes", now)


def test_it_waits_on_those_who_have_not_answered(meeting, cast, now):
    def waiting(person):
        return [w.title for w in waiting_on(Viewer(person, now)) if w.what == "Svar på innkalling"]

    assert waiting(cast.aside) == ["Styringsgruppen: møte"]
    says(meeting, cast.aside, "no", now)
    assert waiting(cast.aside) == []
    assert waiting(cast.member) == []


# The deputy --------------------------------------------------------------------------------------------


def test_a_deputy_is_called_when_the_member_says_no_and_let_go_when_they_come(
    meeting, cast, deputy, now, mailoutbox
):
    says(meeting, cast.aside, "no", now)
    called = invited(meeting, deputy)
    assert called.called_for.person == cast.aside
    assert told(deputy, "invitation.deputy_called") == 1
    says(meeting, cast.aside, "no", now, why="Syk")
    assert told(deputy, "invitation.deputy_called") == 1
    says(meeting, cast.aside, "yes", now)
    called.refresh_from_db()
    assert called.withdrawn_at == now
    assert told(deputy, "invitation.deputy_off") == 1
    says(meeting, cast.aside, "no", now)
    called.refresh_from_db()
    assert called.withdrawn_at is None
    assert told(deputy, "invitation.deputy_called") == 2
    send_due()
    subjects = [
        m.subject.partition(":")[0] for m in mailoutbox if m.to == [deputy.email] and "vara" in m.subject
    ]
    assert subjects == [
        "Du kalles inn som vara",
        "Du trenger ikke å møte som vara",
        "Du kalles inn som vara",
    ]


def test_a_deputy_of_two_is_called_once_and_stays_while_one_needs_it(meeting, cast, deputy, now):
    says(meeting, cast.aside, "no", now)
    says(meeting, cast.steering_member, "no", now)
    assert told(deputy, "invitation.deputy_called") == 1
    says(meeting, cast.aside, "yes", now)
    called = invited(meeting, deputy)
    assert called.withdrawn_at is None
    assert called.called_for.person == cast.steering_member
    says(meeting, cast.steering_member, "yes", now)
    assert invited(meeting, deputy).withdrawn_at == now
    assert told(deputy, "invitation.deputy_off") == 1


def test_a_deputy_who_cannot_is_followed_by_the_next(
    meeting, cast, deputy, bodies, organisations, system, now
):
    seat(
        cast.owner_hdir,
        bodies.steering,
        organisation=organisations.hv,
        role="deputy",
        deputises_for=cast.aside.seats.get(),
        actor=system,
        now=LONG_AGO,
    )
    says(meeting, cast.aside, "no", now)
    assert told(cast.owner_hdir, "invitation.deputy_called") == 0
    says(meeting, deputy, "no", now)
    assert told(cast.owner_hdir, "invitation.deputy_called") == 1
    says(meeting, deputy, "yes", now)
    assert told(cast.owner_hdir, "invitation.deputy_off") == 1


def test_the_deputy_counts_for_the_one_who_is_away(meeting, cast, deputy, now, client_for):
    says(meeting, cast.aside, "no", now)
    says(meeting, deputy, "yes", now)
    says(meeting, cast.steering_lead, "yes", now)
    page = client_for(cast.steering_lead).get(f"/moter/{meeting.pk}/").content.decode()
    assert "Ikke beslutningsdyktig" not in page


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_say_no_at_once_call_their_deputy_once(deputy, meeting, cast, now):
    at_once(*[lambda p=p: says(meeting, p, "no", now) for p in (cast.aside, cast.steering_member)])
    assert told(deputy, "invitation.deputy_called") == 1
    assert Invitation.objects.filter(meeting=meeting, person=deputy).count() == 1
    audit.seal()
    assert breaches(now) == []


# The link in the mail ----------------------------------------------------------------------------------


def test_the_link_answers_by_a_click_and_never_by_being_opened(meeting, cast, client):
    row = invited(meeting, cast.aside)
    address = f"/moter/svar/{code_for(row)}/"
    page = client.get(address).content.decode()
    assert "Styringsgruppen" in page
    assert "Jeg kommer ikke" in page
    row.refresh_from_db()
    assert row.reply == ""
    assert client.post(address, {"answer": "no", "why": "Ferie"}).status_code == 302
    row.refresh_from_db()
    assert (row.reply, row.why) == ("no", "Ferie")
    assert "Du kommer ikke: Ferie" in client.get(address).content.decode()


def test_the_mail_holds_each_ones_own_link(meeting, cast, mailoutbox):
    send_due()
    for person in (cast.aside, cast.steering_member):
        body = next(
            m.body for m in mailoutbox if m.to == [person.email] and m.subject.startswith("Innkalling")
        )
        code = re.search("/moter/svar/(.+)/", body)[1]
        assert read(code) == invited(meeting, person)


@pytest.mark.parametrize("how", ["changed", "other person", "other salt", "nonsense"])
def test_a_forged_link_is_not_found(how, meeting, cast, client):
    row = invited(meeting, cast.aside)
    codes = {
        "changed": code_for(row)[:-3] + "abc",
        "other person": signing.Signer(salt=SALT).sign_object([row.pk, cast.member.pk]),
        "other salt": signing.Signer(salt="escalation.paper").sign_object([row.pk, row.person_id]),
        "nonsense": "svar",
    }
    address = f"/moter/svar/{codes[how]}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "yes"}).status_code == 404
    row.refresh_from_db()
    assert row.reply == ""


def test_a_link_is_no_use_after_the_start_or_without_the_role(meeting, cast, system, client, now):
    row = invited(meeting, cast.aside)
    end_seat(cast.aside.seats.get(), actor=system, now=now, ends_at=now)
    page = client.post(f"/moter/svar/{code_for(row)}/", {"answer": "yes"}).content.decode()
    assert "Du har ikke lenger rollen" in page
    row.refresh_from_db()
    assert row.reply == ""


def test_why_holds_no_national_identity_number(meeting, cast, client):
    row = invited(meeting, cast.aside)
    page = client.post(f"/moter/svar/{code_for(row)}/", {"answer": "no", "why": f"Se {NATIONAL_ID}"})
    assert "ser ut som et fødselsnummer" in page.content.decode()
    row.refresh_from_db()
    assert row.reply == ""


# One line of it ----------------------------------------------------------------------------------------


def to_decide(meeting):
    return meeting.items.get(source="decision")


def test_an_agencys_person_is_asked_to_one_line_and_sees_only_that(
    planned, cast, now, client_for, mailoutbox
):
    add_standing(planned.body, actor=cast.coord_secretary, now=now, title="Først noe annet", minutes=20)
    item = to_decide(planned)
    desk = cast.owner_dmp.seats.get()
    row = invite_to_item(item, desk, actor=cast.coord_secretary, now=now)
    assert not Notice.objects.filter(event__verb="invitation.to_item").exists()
    assert not AgendaItem.objects.visible_to(Viewer(cast.owner_dmp, now)).exists()
    assert cast.owner_dmp in sending(planned, cast.coord_secretary, now).people

    publish(planned, actor=cast.coord_secretary, now=now)
    assert list(AgendaItem.objects.visible_to(Viewer(cast.owner_dmp, now))) == [item]
    assert not Meeting.objects.visible_to(Viewer(cast.owner_dmp, now)).exists()
    browser = client_for(cast.owner_dmp)
    assert browser.get(f"/moter/{planned.pk}/").status_code == 404
    page = browser.get(f"/moter/innkalling/{row.pk}/").content.decode()
    assert item.title in page
    assert "Først noe annet" not in page
    send_due()
    message = next(m for m in mailoutbox if m.to == [cast.owner_dmp.email] and "én sak" in m.subject)
    assert "Du er innkalt til én sak i et møte, ikke til hele møtet." in message.body
    assert f"«{item.title}»" in message.body


def test_about_when_is_reckoned_from_the_minutes_before_it(planned, cast, now):
    AgendaItem.objects.filter(meeting=planned).update(own_minutes=25)
    item = to_decide(planned)
    add_standing(planned.body, actor=cast.coord_secretary, now=now, title="Først", minutes=20)
    invite_to_item(item, cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    publish(planned, actor=cast.coord_secretary, now=now)
    data = Event.objects.get(verb="invitation.to_item").data
    starts = planned.starts_at + timedelta(minutes=20)
    assert data["clock"] == f"{starts.astimezone(OSLO):%H.%M}"
    assert data["minutes"] == 25


def test_they_can_say_that_they_have_no_capacity_and_the_line_shows_it(meeting, cast, now, client_for):
    row = invite_to_item(to_decide(meeting), cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    assert told(cast.owner_dmp, "invitation.to_item") == 1
    client_for(cast.owner_dmp).post(f"/moter/innkalling/{row.pk}/", {"answer": "capacity"})
    row.refresh_from_db()
    assert (row.reply, row.why) == ("no", NO_CAPACITY)
    page = client_for(cast.steering_lead).get(f"/moter/{meeting.pk}/").content.decode()
    assert f"kommer ikke: {NO_CAPACITY}" in page
    assert told(cast.steering_lead, "invitation.replied") == 1
    assert told(cast.steering_member, "invitation.replied") == 0


def test_the_secretary_picks_them_on_the_line(meeting, cast, now, client_for):
    item = to_decide(meeting)
    address = f"/moter/{meeting.pk}/saker/{item.pk}/innkall/"
    browser = client_for(cast.coord_secretary)
    page = browser.get(address).content.decode()
    desk = cast.owner_dmp.seats.get()
    assert f'<option value="{desk.pk}">{cast.owner_dmp.name}</option>' in page
    assert cast.member.name not in page
    assert browser.post(address, {"seat": desk.pk, "must_decide": "on"}).status_code == 302
    row = item.invitations.get()
    assert (row.person, row.must_decide) == (cast.owner_dmp, True)
    assert browser.post(f"/moter/innkalling/{row.pk}/trekk/").status_code == 302
    assert told(cast.owner_dmp, "invitation.off") == 1
    assert not AgendaItem.objects.visible_to(Viewer(cast.owner_dmp, now)).exists()


def test_whoever_must_decide_and_does_not_come_is_shown(meeting, cast, now, client_for):
    item = to_decide(meeting)
    own = cast.steering_member.seats.get()
    row = invite_to_item(item, own, actor=cast.coord_secretary, now=now, must_decide=True)
    assert told(cast.steering_member, "invitation.to_item") == 0, "already invited to the whole"

    def page():
        return client_for(cast.steering_lead).get(f"/moter/{meeting.pk}/").content.decode()

    item.refresh_from_db()
    assert f"har ikke svart, og må være med og beslutte sak {item.number}" in page()
    says(meeting, cast.steering_member, "no", now)
    row.refresh_from_db()
    assert row.reply == "no"
    assert f"kommer ikke, og må være med og beslutte sak {item.number}" in page()
    assert told(cast.steering_lead, "invitation.replied") == 1
    says(meeting, cast.steering_member, "yes", now)
    assert "må være med og beslutte sak" not in page()


def test_those_of_the_body_are_invited_already(meeting, cast, now):
    with pytest.raises(Missing):
        invite_to_item(
            to_decide(meeting), cast.steering_member.seats.get(), actor=cast.coord_secretary, now=now
        )


@pytest.mark.parametrize("person", ["steering_member", "lead", "outsider"])
def test_only_those_who_run_it_invite_to_a_line(person, meeting, cast, now):
    with pytest.raises(NotAllowed):
        invite_to_item(to_decide(meeting), cast.owner_dmp.seats.get(), actor=getattr(cast, person), now=now)


def test_asked_twice_is_asked_once(meeting, cast, now):
    for _ in range(2):
        invite_to_item(to_decide(meeting), cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    assert told(cast.owner_dmp, "invitation.to_item") == 1


def test_an_update_tells_them_the_new_time_and_a_line_that_fell_out_lets_them_go(meeting, cast, now):
    item = to_decide(meeting)
    invite_to_item(item, cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    AgendaItem.objects.filter(pk=item.pk).update(own_minutes=40)
    publish(meeting, actor=cast.coord_secretary, now=now)
    assert Event.objects.get(verb="invitation.again").data["minutes"] == 40
    AgendaItem.objects.filter(pk=item.pk).update(removed=True)
    publish(meeting, actor=cast.coord_secretary, now=now)
    assert told(cast.owner_dmp, "invitation.off") == 1
    assert item.invitations.get().withdrawn_at == now
    audit.seal()
    assert breaches(now) == []


def test_a_compile_neither_drops_nor_trips_over_a_line_someone_is_asked_to(planned, cast, now):
    item = to_decide(planned)
    invite_to_item(item, cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    AgendaItem.objects.filter(pk=item.pk).update(target_id=item.target_id + 1000)
    compile_meeting(planned, now=now)
    item.refresh_from_db()
    assert item.why_not == GONE
    publish(planned, actor=cast.coord_secretary, now=now)
    assert told(cast.owner_dmp, "invitation.to_item") == 0


def test_withdrawing_twice_tells_once(meeting, cast, now):
    row = invite_to_item(to_decide(meeting), cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    for _ in range(2):
        withdraw(row, actor=cast.coord_secretary, now=now)
    assert told(cast.owner_dmp, "invitation.off") == 1


def test_when_it_moves_everyone_is_asked_again(deputy, meeting, cast, now):
    invite_to_item(to_decide(meeting), cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    says(meeting, cast.aside, "no", now)
    move(meeting, actor=cast.coord_secretary, now=now, starts_at=now + timedelta(days=6), why="Ferie.")
    assert invited(meeting, cast.aside).reply == ""
    assert invited(meeting, deputy).withdrawn_at == now
    assert told(deputy, "invitation.deputy_off") == 1
    again = Event.objects.get(verb="invitation.again")
    assert again.data["when"] == local_day(now + timedelta(days=6)).isoformat()
    assert told(cast.owner_dmp, "meeting.moved") == 0
    audit.seal()
    assert breaches(now) == []


def test_when_it_is_cancelled_those_asked_to_a_line_need_not_come(meeting, cast, now):
    invite_to_item(to_decide(meeting), cast.owner_dmp.seats.get(), actor=cast.coord_secretary, now=now)
    cancel(meeting, actor=cast.coord_secretary, now=now, why="Ferie.")
    assert told(cast.owner_dmp, "invitation.off") == 1
    assert told(cast.aside, "meeting.cancelled") == 1


def test_a_meetings_page_asks_as_often_with_many_invited_as_with_few(meeting, cast, now, client_for):
    browser, item = client_for(cast.coord_secretary), to_decide(meeting)
    desk = cast.owner_dmp.seats.get()
    invite_to_item(item, desk, actor=cast.coord_secretary, now=now)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/moter/{meeting.pk}/").status_code == 200
        return len(queries)

    few = asked()
    people = [Person.objects.create_user(f"p{n}@loft.example", name=f"P{n}") for n in range(20)]
    for person in people:
        given = {"meeting": meeting, "person": person, "seat": desk, "invited_at": now}
        Invitation.objects.create(**given)
        Invitation.objects.create(item=item, **given)
    assert asked() == few


def test_two_who_are_away_get_a_deputy_each_where_there_are_two(
    meeting, cast, deputy, bodies, organisations, system, now
):
    seat(
        cast.owner_hdir,
        bodies.steering,
        organisation=organisations.hv,
        role="deputy",
        deputises_for=cast.aside.seats.get(),
        actor=system,
        now=now - timedelta(minutes=1),
    )
    says(meeting, cast.steering_member, "no", now)
    says(meeting, cast.aside, "no", now)
    assert invited(meeting, deputy).called_for.person == cast.steering_member
    assert invited(meeting, cast.owner_hdir).called_for.person == cast.aside
