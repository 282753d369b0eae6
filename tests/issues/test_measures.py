"""Proposed measures: who may put one out, who replies and until when, and that those who did are answered."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.daily import run_daily
from issues import measures
from issues.models import Measure, MeasureReply
from issues.waits_on import measures_to_conclude
from network import notices, outbox, workflow
from network.deadlines import OSLO, local_day
from network.models import Notice
from network.workflow import Missing, NotAllowed, NotPossible, Refused, Stale, take


@pytest.fixture
def put_out(chain, cast, bodies):
    def run(**more):
        now = chain.tick()
        given = {
            "desk": bodies.desk_hdir,
            "actor": cast.owner_hdir,
            "title": "Felles mal for deling av bilder",
            "text": "Vi vil lage en mal.",
            "kind": "guidance",
            "closes_on": local_day(now) + timedelta(days=14),
        }
        return measures.put_out(now=now, **(given | more))

    return run


@pytest.fixture
def reply(chain):
    def run(measure, person, text="Ta med kommunene.", now=None):
        seat = person.seats.order_by("pk").first()
        return measures.reply(measure, actor=person, seat=seat, now=now or chain.tick(), text=text)

    return run


def told(verb):
    given = Notice.objects.filter(event__verb=verb).select_related("person")
    return {notice.person.name: notice.needs_you for notice in given}


def test_the_networks_hear_of_a_measure_and_it_waits_on_nobody(put_out, cast, viewer):
    measure = put_out()
    heard = told("measure.opened")
    assert {"Member", "Member west", "Lead", "Lead west", "Colleague"} == heard.keys()
    assert not any(heard.values())
    assert not list(measures_to_conclude(viewer(cast.owner_hdir)))
    assert measure.state == "open"
    assert notices.breaches() == []


def test_companies_see_and_hear_only_of_what_is_out_for_everyone(put_out, cast, viewer):
    inside = put_out()
    everyone = put_out(reach="public")
    seen = Measure.objects.visible_to(viewer(cast.industry))
    assert list(seen) == [everyone]
    assert list(Measure.objects.visible_to(viewer(cast.member)).order_by("pk")) == [inside, everyone]
    assert set(Notice.objects.filter(person=cast.industry).values_list("event__target_id", flat=True)) == {
        everyone.pk
    }


def test_only_the_desk_puts_out_closes_and_concludes(put_out, chain, cast, bodies):
    for person in (cast.member, cast.lead, cast.owner_dmp, cast.admin):
        with pytest.raises(NotAllowed):
            put_out(actor=person)
    measure = put_out()
    for person in (cast.member, cast.lead, cast.owner_dmp, cast.admin):
        with pytest.raises(NotAllowed):
            take(measure, "close", actor=person, now=chain.tick())
    measure = take(measure, "close", actor=cast.owner_hdir, now=chain.tick())
    with pytest.raises(NotAllowed):
        take(measure, "conclude", actor=cast.owner_dmp, now=chain.tick(), changed="Alt.")


def test_a_date_that_is_not_ahead_is_refused(put_out, chain):
    with pytest.raises(Refused, match="frem i tid"):
        put_out(closes_on=local_day(chain.now))


def test_the_same_form_twice_is_one_measure(put_out):
    assert put_out(token="t") == put_out(token="t")
    assert Measure.objects.count() == 1


def test_one_reply_each_written_anew_until_the_last_day_is_over(put_out, reply, cast, chain):
    measure = put_out()
    first = reply(measure, cast.member)
    assert reply(measure, cast.member, "Ta med legevakten.") == first
    reply(measure, cast.member, "Ta med legevakten.")
    first.refresh_from_db()
    assert first.text == "Ta med legevakten."
    assert told("measure.replied") == {"Owner hdir": False}
    assert Notice.objects.filter(event__verb="measure.replied").count() == 2
    last = datetime.combine(measure.closes_on, datetime.max.time(), OSLO)
    reply(measure, cast.colleague, now=last)
    with pytest.raises(NotPossible, match="Fristen"):
        reply(measure, cast.lead, now=last + timedelta(seconds=1))
    with pytest.raises(Refused, match="Skriv uttalelsen"):
        reply(measure, cast.lead, " ")
    assert MeasureReply.objects.count() == 2
    assert notices.breaches() == []


def test_it_closes_by_itself_the_day_after_its_last_day_and_then_waits_on_the_desk(
    put_out, cast, viewer, reply
):
    measure = put_out()
    reply(measure, cast.member)
    last = datetime.combine(measure.closes_on, datetime.min.time(), OSLO)
    run_daily(last + timedelta(hours=23, minutes=59))
    assert Measure.objects.get().state == "open"
    for _ in range(2):
        run_daily(last + timedelta(days=1, seconds=1))
    assert Measure.objects.get().state == "closed"
    assert told("measure.close_in_time") == {"Owner hdir": True}
    waits = list(measures_to_conclude(viewer(cast.owner_hdir)))
    assert [waiting.url for waiting in waits] == [f"/innmeldinger/tiltak/{measure.pk}/hva-ble-endret/"]
    assert not list(measures_to_conclude(viewer(cast.owner_dmp)))
    assert notices.breaches() == []
    assert workflow.breaches() == []


def test_whoever_replied_hears_what_was_changed_and_the_desk_must_say_it(put_out, reply, cast, chain):
    issue = chain.raised()
    measure = put_out(issues=[issue])
    reply(measure, cast.member_west)
    measure = take(measure, "close", actor=cast.owner_hdir, now=chain.tick())
    with pytest.raises(Missing, match="hva dere endret"):
        take(measure, "conclude", actor=cast.owner_hdir, now=chain.tick(), changed=" ")
    with pytest.raises(Stale):
        take(measure, "conclude", actor=cast.owner_hdir, now=chain.tick(), version=0, changed="x")
    for _ in range(2):
        take(
            measure,
            "conclude",
            actor=cast.owner_hdir,
            now=chain.tick(),
            token="t",
            changed="Kommunene er med.",
        )
    assert told("measure.conclude") == {"Member west": True, "Member": False}
    assert Notice.objects.filter(event__verb="measure.conclude").count() == 2
    outbox.send_due(timezone.now())
    assert [m.body for m in mail.outbox if m.to == [cast.member_west.email] and "Kommunene er med." in m.body]
    assert notices.breaches() == []


def test_the_heir_of_a_desk_concludes_what_it_left(put_out, chain, cast, bodies, viewer):
    measure = take(put_out(), "close", actor=cast.owner_hdir, now=chain.tick())
    bodies.desk_hdir.ends_on, bodies.desk_hdir.successor = local_day(chain.now), bodies.desk_dmp
    bodies.desk_hdir.save()
    assert list(measures_to_conclude(viewer(cast.owner_dmp)))
    take(measure, "conclude", actor=cast.owner_dmp, now=chain.tick(), changed="Ingenting: alle var enige.")
    assert Measure.objects.get().state == "concluded"


def test_the_share_that_came_from_below_is_counted(put_out, chain):
    put_out(issues=[chain.raised(), chain.raised()])
    put_out()
    put_out()
    assert measures.from_below(Measure.objects.all()) == (1, 3)


def test_the_database_lets_nothing_be_concluded_in_silence(put_out):
    measure = put_out()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(state="concluded")
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(closes_on=measure.opens_on)


def test_pages_show_where_it_came_from_and_never_a_case_one_may_not_see(
    put_out, reply, chain, cast, client_for
):
    open_issue, hidden = (
        chain.raised(title="Kan vi dele?"),
        chain.raised(title="En skjermet", restricted=True),
    )
    measure = put_out(issues=[open_issue, hidden])
    browser = client_for(cast.member_west)
    page = browser.get(f"/innmeldinger/tiltak/{measure.pk}/").content.decode()
    assert "Kan vi dele?" in page
    assert "En skjermet" not in page
    sent = browser.post(f"/innmeldinger/tiltak/{measure.pk}/", {"text": "Ta med kommunene."}, follow=True)
    assert "Ta med kommunene." in sent.content.decode()
    assert "Helse Bergen HF" in sent.content.decode()
    listed = browser.get("/innmeldinger/tiltak/").content.decode()
    assert "1 av 1 tiltak (100 prosent) bygger på innmeldinger" in listed
    assert measure.title in browser.get(f"/innmeldinger/{open_issue.pk}/").content.decode()


def test_a_desk_puts_out_and_concludes_on_the_pages(chain, cast, bodies, client_for, now):
    issue = chain.raised()
    browser = client_for(cast.owner_hdir)
    address = f"/innmeldinger/tiltak/nytt/?innmelding={issue.pk}"
    form = {"desk": bodies.desk_hdir.pk, "title": "Felles mal", "text": "En mal.", "kind": "guidance"}
    form |= {"reach": "network", "token": "t", "issues": [issue.pk]}
    late = browser.post(address, form | {"closes_on": local_day(now).isoformat()})
    assert "Velg en dato frem i tid." in late.content.decode()
    ahead = (local_day(now) + timedelta(days=9)).isoformat()
    assert browser.post(address, form | {"closes_on": ahead}).status_code == 302
    measure = Measure.objects.get()
    assert list(measure.issues.all()) == [issue]
    browser.post(f"/innmeldinger/tiltak/{measure.pk}/lukk/", {"token": "a", "version": 0})
    browser.post(
        f"/innmeldinger/tiltak/{measure.pk}/hva-ble-endret/",
        {"token": "b", "version": 1, "changed": "Ingenting ennå."},
    )
    assert (
        "Ingenting ennå."
        in client_for(cast.member).get(f"/innmeldinger/tiltak/{measure.pk}/").content.decode()
    )
    refused = client_for(cast.member).post(f"/innmeldinger/tiltak/{measure.pk}/", {"text": "For sent"})
    assert "Fristen er ute" in refused.content.decode()
    assert not MeasureReply.objects.exists()


def test_a_company_replies_only_to_what_is_out_for_everyone(put_out, cast, client_for):
    inside, everyone = put_out(), put_out(reach="public")
    browser = client_for(cast.industry)
    assert browser.post(f"/innmeldinger/tiltak/{inside.pk}/", {"text": "Vi kan hjelpe."}).status_code == 404
    browser.post(f"/innmeldinger/tiltak/{everyone.pk}/", {"text": "Vi kan hjelpe."})
    assert [reply.measure for reply in MeasureReply.objects.all()] == [everyone]
    assert (
        "Røntgensyn AS"
        in client_for(cast.owner_hdir).get(f"/innmeldinger/tiltak/{everyone.pk}/").content.decode()
    )
