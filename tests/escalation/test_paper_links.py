"""A link in a mail opens just these papers, once, without signing in, for a member of the deciding body."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from network import outbox
from network.membership import end_seat
from network.models import Event, Mail

pytestmark = pytest.mark.django_db


def mailed_to(person):
    """The addresses of links in what has been sent to someone, oldest first."""
    outbox.send_due()
    lines = [line for sent in mail.outbox if sent.to == [person.email] for line in sent.body.splitlines()]
    return [line[line.index("/loftede-saker/") :] for line in lines if "/loftede-saker/papir/" in line]


def paper(referral):
    return f"{referral.get_absolute_url()}sakspapir/"


@pytest.fixture
def link(laid, cast):
    return mailed_to(cast.steering_member)[0]


def test_one_click_opens_the_papers_and_nothing_else(link, laid):
    browser = Client()
    assert browser.get(paper(laid)).status_code == 302
    asked = browser.get(link)
    assert "Åpne sakspapiret" in asked.content.decode()
    assert browser.get(paper(laid)).status_code == 302, "a mail filter that follows links opens nothing"
    opened = browser.post(link, follow=True)
    assert "Forslag til beslutning" in opened.content.decode()
    assert browser.get(f"{laid.get_absolute_url()}sakspapir.pdf").content.startswith(b"%PDF")
    for address in (laid.get_absolute_url(), laid.escalation.get_absolute_url(), "/innmeldinger/"):
        assert browser.get(address).status_code == 302


def test_it_opens_once(link, laid):
    Client().post(link)
    other = Client()
    again = other.post(link)
    assert "Lenken er brukt" in again.content.decode()
    assert other.get(paper(laid)).status_code == 302


def test_used_or_old_it_can_be_asked_for_anew_and_the_new_one_works(link, laid, cast):
    Client().post(link)
    assert "En ny lenke er sendt" in Client().post(link, {"new": "1"}).content.decode()
    Client().post(link, {"new": "1"})
    assert Event.objects.filter(verb="referral.new_link").count() == 1, "at most one an hour"
    newest = mailed_to(cast.steering_member)[-1]
    assert newest != link
    assert Client().post(newest, follow=True).status_code == 200


def test_it_lasts_a_month(link, laid, now):
    with time_machine.travel(now + timedelta(days=31), tick=False):
        assert "Lenken er for gammel" in Client().post(link).content.decode()


def test_the_papers_close_again_in_that_browser(link, laid, now):
    browser = Client()
    browser.post(link)
    with time_machine.travel(now + timedelta(hours=9), tick=False):
        assert browser.get(paper(laid)).status_code == 302


def test_one_who_has_left_the_group_reads_no_more(link, laid, cast, system, now):
    browser = Client()
    browser.post(link)
    end_seat(cast.steering_member.seats.get(), actor=system, now=now, ends_at=now)
    assert browser.get(paper(laid)).status_code == 302
    assert "ikke gyldig" in Client().post(link, {"new": "1"}).content.decode()


def test_only_members_of_the_group_get_one(laid, cast):
    assert len(mailed_to(cast.steering_lead)) == 1
    for person in (cast.member, cast.coord_lead):
        assert Mail.objects.filter(person=person).exists()
        assert mailed_to(person) == []


def test_a_code_we_did_not_make_is_hidden(link):
    assert Client().get(link[:-5] + "xxxx/").status_code == 404
    assert Client().get("/loftede-saker/papir/noe/").status_code == 404
