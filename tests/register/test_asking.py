"""People to ask: who they are, what one may ask them and how often, and that it stays between the two."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from network import absence, admission, messages, outbox
from network.deadlines import date_text, local_day
from network.models import Event, Notice
from network.notices import breaches
from network.personal_data import erase, kept_about
from network.registries import waiting_on
from network.viewer import Viewer
from network.workflow import Refused
from register import asking
from register.facts import add_party
from register.models import Question, ResourcePerson
from tests.test_queries import statements

LIST, ME = "/erfaringer/ressurspersoner/", "/erfaringer/ressurspersoner/meg/"
TOLD = {"knows": "Validering", "phases": ["in_use"], "per_month": 3, "reach_me": "Telefon på torsdager"}
ASKED = "Hva gikk galt først?"
pytestmark = pytest.mark.django_db


def text(client, address):
    return client.get(address).content.decode()


def by(person, now):
    return {"actor": person, "seat": person.seats.get(), "now": now}


@pytest.fixture
def resource(cast, now):
    """`resource(person, per_month=1)`: someone who can be asked; the member where nothing is said."""

    def make(person=cast.member, **more):
        return asking.become_resource(**by(person, now - timedelta(hours=1)), **(TOLD | more))

    return make


@pytest.fixture
def ask(cast, now):
    """`ask(person)`: the member in the west asks; a question each time."""
    counted = iter(range(100))

    def act(person=cast.member, asker=cast.member_west, at=now, token=None):
        return asking.ask(person, **by(asker, at), text=ASKED, token=token or f"t{next(counted)}")

    return act


def waits_on(person, now):
    return [one for one in waiting_on(Viewer(person, now)) if "spør deg" in one.title]


# The list


def test_a_resource_person_says_yes_says_it_anew_and_takes_it_back(cast, client_for):
    browser = client_for(cast.member)
    browser.post(ME, TOLD)
    browser.post(ME, TOLD | {"knows": "Bildeanalyse"})
    assert cast.member.name in text(client_for(cast.member_west), f"{LIST}?q=bilde")
    assert cast.member.name in text(client_for(cast.member_west), f"{LIST}?q=vestre")
    client_for(cast.member).post(ME, {"nei": "1"})
    assert cast.member.name not in text(client_for(cast.member_west), LIST).split("<main")[1]
    assert ResourcePerson.objects.count() == 2  # what was said is kept
    assert set(ResourcePerson.objects.values_list("reach_me", flat=True)) == {""}


def test_they_are_found_by_the_phases_they_know(resource, cast, client_for):
    resource(phases=["procurement", "introduction"])
    resource(cast.lead, phases=["in_use"])
    assert 'value="ended"' not in text(client_for(cast.member_west), LIST)  # nobody can say they know it
    found = lambda phase: text(client_for(cast.member_west), f"{LIST}?fase={phase}").split("<main")[1]  # noqa: E731
    assert cast.member.name in found("procurement")
    assert "Anskaffelse, innføring" in found("introduction")
    assert cast.member.name not in found("in_use")
    assert "Ingen med det" in found("research")


def test_the_projects_a_person_learned_in_are_shown_only_to_those_who_see_them(chain, cast, client_for):
    hidden = chain.registered(title="Hemmelig pilot", reach="organisation")
    shown = chain.registered(title="Åpen pilot")
    client_for(cast.member).post(ME, TOLD | {"projects": [hidden.pk, shown.pk]})
    page = text(client_for(cast.colleague), LIST)
    assert "Hemmelig pilot" in page
    page = text(client_for(cast.member_west), LIST)
    assert "Åpen pilot" in page
    assert "Hemmelig pilot" not in page


def test_nobody_says_they_know_a_project_they_have_no_part_in(chain, cast, client_for):
    project = chain.registered()
    client_for(cast.colleague).post(ME, TOLD | {"projects": [project.pk]})
    assert not ResourcePerson.objects.filter(projects=project).exists()
    add_party(project, actor=cast.member, now=chain.tick(), organisation=project.organisation, role="partner")
    client_for(cast.colleague).post(ME, TOLD | {"projects": [project.pk]})
    assert not ResourcePerson.objects.filter(projects=project).exists(), (
        "their organisation is no part of theirs"
    )
    client_for(cast.colleague).post(f"/prosjekter/{project.pk}/bli-med/")
    client_for(cast.colleague).post(ME, TOLD | {"projects": [project.pk]})
    assert ResourcePerson.objects.get(projects=project).person == cast.colleague


def test_how_to_reach_them_stands_nowhere_before_they_have_answered(resource, ask, cast, client_for, viewer):
    resource()
    question, browser = ask(), client_for(cast.member_west)
    for page in (LIST, f"{LIST}{cast.member.pk}/spor/", f"/erfaringer/sporsmal/{question.pk}/"):
        assert TOLD["reach_me"] not in text(browser, page)
        assert cast.member.email not in text(browser, page)
    told = {
        name: asking.reach_of(question, viewer(getattr(cast, name)))
        for name in ("member", "member_west", "lead")
    }
    assert told == {"member": TOLD["reach_me"], "member_west": "", "lead": ""}


def test_at_least_one_question_a_month_is_taken(cast, client_for):
    page = client_for(cast.member).post(ME, TOLD | {"per_month": 0}).content.decode()
    assert "Hvor mange spørsmål i måneden?" in page
    assert not ResourcePerson.objects.exists()


# A question and its answer


def test_a_question_is_answered_and_both_are_told_at_home_and_by_mail(
    resource, cast, client_for, now, mailoutbox
):
    resource()
    form = {"token": "a", "text": ASKED}
    for _twice in range(2):
        client_for(cast.member_west).post(f"{LIST}{cast.member.pk}/spor/", form)
    question = Question.objects.get()
    outbox.send_due()
    [mail] = mailoutbox
    assert mail.to == [cast.member.email]
    assert ASKED in mail.body
    page = text(client_for(cast.member), "/")
    assert f"{cast.member_west.name} spør deg" in page
    address = f"/erfaringer/sporsmal/{question.pk}/"
    assert address in page
    assert ASKED in text(client_for(cast.member), address)

    assert "Svaret ditt" in client_for(cast.member).post(address, {"reply": ""}).content.decode()
    client_for(cast.member).post(address, {"reply": "Vi glemte opplæringen."})
    outbox.send_due()
    [answered] = mailoutbox[1:]
    assert answered.to == [cast.member_west.email]
    assert "Vi glemte opplæringen." in answered.body
    assert TOLD["reach_me"] in answered.body
    asker = client_for(cast.member_west)
    assert f"{cast.member.name} har svart på spørsmålet ditt" in text(asker, "/")
    page = text(asker, address)
    assert "Vi glemte opplæringen." in page
    assert TOLD["reach_me"] in page
    assert waits_on(cast.member, now) == []
    again = client_for(cast.member).post(address, {"reply": "Og en ting til."}).content.decode()
    assert "Spørsmålet er alt avsluttet" in again
    assert breaches() == []


def test_not_now_needs_no_reason_and_gives_nothing_away(resource, ask, cast, client_for, mailoutbox):
    resource()
    question = ask()
    address = f"/erfaringer/sporsmal/{question.pk}/"
    client_for(cast.member).post(address, {"reply": "", "ikke": "1"})
    page = text(client_for(cast.member_west), address)
    assert f"{cast.member.name} kan ikke svare nå" in page
    assert TOLD["reach_me"] not in page
    outbox.send_due()
    assert not any(TOLD["reach_me"] in mail.body for mail in mailoutbox)
    why = ask()
    client_for(cast.member).post(
        f"/erfaringer/sporsmal/{why.pk}/", {"reply": "Jeg er i fødsel.", "ikke": "1"}
    )
    assert "Jeg er i fødsel." in text(client_for(cast.member_west), f"/erfaringer/sporsmal/{why.pk}/")


def test_only_the_two_see_it(resource, ask, cast, client_for):
    resource()
    question = ask()
    asking.answer(question, **by(cast.member, question.asked_at), reply="Vi glemte opplæringen.")
    for other in ("colleague", "lead", "lead_west", "secretariat", "industry", "outsider", "admin"):
        browser = client_for(getattr(cast, other))
        assert browser.get(f"/erfaringer/sporsmal/{question.pk}/").status_code == 404
        assert ASKED not in text(browser, "/erfaringer/sporsmal/")
    kept = json.dumps([event.data for event in Event.objects.all()], ensure_ascii=False)
    for said in (ASKED, "Vi glemte opplæringen.", TOLD["reach_me"]):
        assert said not in kept, "the log is read by more than two"
    for one in (cast.member, cast.member_west):
        assert ASKED in text(client_for(one), "/erfaringer/sporsmal/")
    assert client_for(cast.member_west).post(f"/erfaringer/sporsmal/{question.pk}/").status_code == 404


def test_whoever_asked_can_withdraw_it_and_nobody_else(resource, ask, cast, client_for, now):
    resource()
    address = f"/erfaringer/sporsmal/{ask().pk}/trekk/"
    assert client_for(cast.member).post(address).status_code == 404
    client_for(cast.member_west).post(address)
    assert Question.objects.get().outcome == "withdrawn"
    assert waits_on(cast.member, now) == []
    told = Notice.objects.get(event__verb="question.withdrawn")
    assert (told.person, told.needs_you) == (cast.member, False)


def test_it_waits_on_whoever_was_asked_and_not_on_those_who_stand_in(resource, ask, cast, bodies, now):
    resource(cast.lead)
    ask(cast.lead)
    absence.leave(
        cast.lead,
        actor=cast.lead,
        now=now,
        first=local_day(now),
        last=local_day(now),
        colleague=cast.colleague,
    )
    assert len(waits_on(cast.lead, now)) == 1
    assert waits_on(cast.colleague, now) == []


# Limits


def refusal(client_for, cast, person=None):
    """What the page says instead of the form to the member in the west."""
    page = text(client_for(cast.member_west), f"{LIST}{(person or cast.member).pk}/spor/")
    assert ("Send spørsmålet" in page) == ("Finn en annen" not in page)
    return page


def test_one_question_to_the_same_person_at_a_time(resource, ask, cast, client_for, now):
    resource()
    question = ask()
    said = f"Du kan spørre igjen når du har fått svar, og senest {date_text(local_day(now) + timedelta(days=30))}."
    assert said in refusal(client_for, cast)
    with pytest.raises(Refused):
        ask()
    asking.answer(question, **by(cast.member, now), reply="Opplæringen.")
    assert ask().pk != question.pk


def test_at_most_three_wait_for_an_answer_at_once(resource, ask, cast, client_for):
    for name in ("member", "colleague", "lead", "lead_west"):
        resource(getattr(cast, name))
    first, *_rest = [ask(getattr(cast, name)) for name in ("member", "colleague", "lead")]
    assert "Du venter på svar på 3 spørsmål" in refusal(client_for, cast, cast.lead_west)
    with pytest.raises(Refused):
        ask(cast.lead_west)
    asking.decline(first, **by(cast.member, first.asked_at))
    assert ask(cast.lead_west)


NOVEMBER = datetime(2026, 11, 20, 9, tzinfo=UTC)
LAST_OF_NOVEMBER = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
DECEMBER = datetime(2026, 11, 30, 23, 1, tzinfo=UTC)  # a minute past midnight in Norway


def test_no_more_in_a_month_than_the_person_takes(cast, ask):
    asking.become_resource(**by(cast.member, NOVEMBER), **(TOLD | {"per_month": 1}))
    asking.decline(ask(at=NOVEMBER), **by(cast.member, NOVEMBER))
    with pytest.raises(Refused, match=r"flere spørsmål denne måneden\. Du kan spørre fra 1\. desember 2026"):
        ask(asker=cast.lead, at=LAST_OF_NOVEMBER)
    assert ask(asker=cast.lead, at=DECEMBER)


def test_asking_and_withdrawing_does_not_fill_a_persons_month(cast, ask):
    asking.become_resource(**by(cast.member, NOVEMBER), **(TOLD | {"per_month": 1}))
    for _ in range(asking.WITHDRAWN_AT_MOST):
        asking.withdraw(ask(at=NOVEMBER), **by(cast.member_west, NOVEMBER))
    with pytest.raises(Refused, match=r"Du har trukket 2 spørsmål til .* fra 1\. desember 2026"):
        ask(at=NOVEMBER)
    assert ask(asker=cast.lead, at=NOVEMBER)
    assert ask(at=DECEMBER)


def test_who_is_away_is_asked_when_they_are_back(resource, ask, cast, client_for, now):
    resource(cast.lead)
    day = local_day(now)
    absence.leave(cast.lead, actor=cast.lead, now=now, first=day, last=day)
    said = f"{cast.lead.name} er borte. Du kan spørre fra {date_text(day + timedelta(days=1))}."
    assert said in refusal(client_for, cast, cast.lead)
    with pytest.raises(Refused):
        ask(cast.lead, at=now + timedelta(seconds=1))


def test_nobody_asks_themselves_a_company_or_who_is_not_on_the_list(resource, ask, cast, client_for):
    assert client_for(cast.member_west).get(f"{LIST}{cast.member.pk}/spor/").status_code == 404
    resource()
    for person in ("member", "industry", "outsider"):
        address = f"{LIST}{cast.member.pk}/spor/"
        assert client_for(getattr(cast, person)).post(address, {"text": "?", "token": "t"}).status_code == 404
    with pytest.raises(Refused):
        ask(asker=cast.member)
    assert not Question.objects.exists()


# How it ends


def test_what_nobody_answers_lapses_on_its_day_and_both_are_told_once(resource, ask, cast, now, mailoutbox):
    resource()
    question = ask()
    late = now + timedelta(days=30)
    assert asking.close_due(late - timedelta(days=1)) == 0
    assert (asking.close_due(late), asking.close_due(late + timedelta(days=1))) == (1, 0)
    question.refresh_from_db()
    assert question.outcome == "lapsed"
    assert asking.lapses_on(question) == local_day(late)
    told = Notice.objects.filter(event__verb="question.lapsed").order_by("person")
    assert [(one.person, one.needs_you) for one in told] == [(cast.member, False), (cast.member_west, True)]
    _subject, body = messages.wording(told[1].event, cast.member_west)
    assert f"{cast.member.name} svarte ikke innen 30 dager" in body
    assert "fikk ikke svar fra deg" in messages.wording(told[0].event, cast.member)[1]
    with pytest.raises(Refused):
        asking.answer(question, **by(cast.member, late), reply="For sent.")
    assert breaches() == []


def test_taken_off_the_list_what_is_not_answered_is_closed_and_the_asker_told(
    resource, ask, cast, client_for
):
    resource()
    question = ask()
    resource(knows="Noe annet")  # said anew it stays
    assert Question.objects.get().is_open
    client_for(cast.member).post(ME, {"nei": "1"})
    question.refresh_from_db()
    assert question.outcome == "ended"
    assert Notice.objects.get(event__verb="question.ended").person == cast.member_west
    page = text(client_for(cast.member_west), f"/erfaringer/sporsmal/{question.pk}/")
    assert f"{cast.member.name} tar ikke imot spørsmål lenger" in page


def test_whose_seat_was_taken_back_is_taken_off_by_the_day(resource, ask, cast, now):
    resource(), resource(cast.colleague)
    ask()
    admission.take_back(cast.member.seats.get(), actor=cast.lead, now=now, reason="Har sluttet.")
    later = now + timedelta(minutes=1)
    assert (asking.end_for_those_who_left(later), asking.close_due(later)) == (1, 1)
    assert (asking.end_for_those_who_left(later), asking.close_due(later)) == (0, 0)
    assert Question.objects.get().outcome == "ended"
    assert ResourcePerson.objects.get(person=cast.member).reach_me == ""
    assert ResourcePerson.objects.get(ended_at=None).person == cast.colleague
    assert Notice.objects.filter(event__verb="question.ended", person=cast.member_west).count() == 1


def test_what_two_said_is_in_the_data_of_both_and_goes_with_whoever_asked(
    resource, ask, cast, now, system, viewer
):
    resource()
    question = ask()
    asking.answer(question, **by(cast.member, now), reply="Opplæringen.")
    for person in (cast.member, cast.member_west):
        assert ASKED in kept_about(viewer(person))
    admission.take_back(cast.member_west.seats.get(), actor=cast.lead_west, now=now, reason="Har sluttet.")
    erase(cast.member_west, now=now + timedelta(minutes=1))
    assert not Question.objects.exists()
    assert breaches() == []


def test_a_year_after_it_was_closed_it_is_deleted(resource, ask, cast, now):
    resource(), resource(cast.colleague)
    asking.answer(ask(), **by(cast.member, now), reply="Opplæringen.")
    still_open = ask(cast.colleague)
    assert asking.forget_old(now + timedelta(days=364)) == 0
    assert asking.forget_old(now + timedelta(days=366)) == 1
    assert Question.objects.get() == still_open


def test_what_a_notice_was_about_may_be_deleted_since(resource, ask, cast, now, client_for):
    resource()
    question, browser = ask(), client_for(cast.member)
    notice = Notice.objects.get(
        person=cast.member, event__target_id=question.pk, event__verb="question.asked"
    )
    assert browser.get(f"/varsler/{notice.pk}/")["Location"] == f"/erfaringer/sporsmal/{question.pk}/"
    question.delete()
    page = browser.get(f"/varsler/{notice.pk}/", follow=True)
    assert "Det varselet gjaldt, er slettet." in page.content.decode()


def test_who_has_no_seat_any_more_gets_no_answer_and_not_where_to_ring(resource, ask, cast, now, client_for):
    resource(), resource(cast.colleague)
    answered, waits = ask(), ask(cast.colleague)
    asking.answer(answered, **by(cast.member, now), reply="Opplæringen.")
    address = f"/erfaringer/sporsmal/{answered.pk}/"
    assert TOLD["reach_me"] in text(client_for(cast.member_west), address)
    admission.take_back(cast.member_west.seats.get(), actor=cast.lead_west, now=now, reason="Har sluttet.")
    later = now + timedelta(minutes=1)
    assert TOLD["reach_me"] not in text(client_for(cast.member_west), address)
    assert (asking.close_due(later), asking.close_due(later)) == (1, 0)
    waits.refresh_from_db()
    assert waits.outcome == "withdrawn"
    assert Notice.objects.get(event__verb="question.withdrawn").person == cast.colleague
    assert breaches() == []


# How often the database is asked


def test_lists_ask_as_often_with_many_as_with_one(resource, ask, chain, cast, client_for):
    browser, pages = client_for(cast.member_west), (LIST, "/erfaringer/sporsmal/", "/")
    project = chain.registered()
    resource(projects=[project])
    ask()
    before = [statements(browser, page) for page in pages]
    for name in ("colleague", "lead", "lead_west"):
        resource(getattr(cast, name), projects=[project])
    ask(cast.colleague), ask(cast.lead)
    assert [statements(browser, page) for page in pages] == before


def test_home_asks_as_often_with_many_questions_as_with_one(resource, ask, cast, client_for):
    resource()
    ask(), client_for(cast.member)
    before = statements(client_for(cast.member), reverse("home"))
    ask(asker=cast.lead), ask(asker=cast.colleague)
    assert statements(client_for(cast.member), reverse("home")) == before
