"""The queue, the target of a first reply, and who owns what elsewhere."""

from datetime import timedelta

import pytest

from issues import first_reply, queue, talk
from issues.models import Issue
from meetings.queue import passed_over
from network import membership
from network.deadlines import add_working_days, date_text, local_day, running
from network.models import Body, OwnerElsewhere
from network.registries import waiting_on
from network.workflow import NotAllowed, take

QUEUE = "/innmeldinger/forste-gjennomgang/"


def clock(issue):
    return running(issue, first_reply.KIND)


def test_the_target_is_the_networks_and_the_raiser_sees_the_date(chain, cast, bodies, client_for):
    first_reply.set_target(bodies.south_east, actor=cast.lead, now=chain.tick(), days=3)
    issue = chain.raised()
    due = add_working_days(local_day(issue.raised_at), 3)
    assert clock(issue).due_on == due
    page = client_for(cast.member).get(f"/innmeldinger/{issue.pk}/").text
    assert f"Du hører fra et menneske innen {date_text(due)}." in page
    assert "3 virkedager" in page


def test_only_who_runs_the_network_sets_the_target(bodies, cast, now, client_for):
    with pytest.raises(NotAllowed):
        first_reply.set_target(bodies.south_east, actor=cast.member, now=now, days=3)
    browser = client_for(cast.lead)
    browser.post(f"{QUEUE}{bodies.south_east.pk}/mal/", {"days": 8})
    assert Body.objects.get(pk=bodies.south_east.pk).first_reply_days == 8


def test_the_clock_stops_when_a_person_writes_and_not_for_less(chain, cast):
    issue = chain.raised()
    take(issue, "take_up", actor=cast.lead, now=chain.tick(), text="")
    assert clock(issue) is not None
    issue.refresh_from_db()
    told = take(issue, "answer", actor=cast.lead, now=chain.tick(), text="Se veilederen.")
    assert clock(told) is None


def test_the_share_counts_those_heard_in_time_and_those_overdue(chain, cast, bodies):
    late, heard = chain.raised(), chain.raised()
    take(heard, "take_up", actor=cast.lead, now=chain.tick(), text="Vi ser på det.")
    share = first_reply.share_within([bodies.south_east.pk], chain.now + timedelta(days=20))
    assert (share.in_time, share.of) == (1, 2)
    assert clock(late).due_on < local_day(chain.now + timedelta(days=20))


def test_an_overdue_first_reply_waits_on_the_lead_with_its_date(chain, cast, viewer):
    issue = chain.raised()
    found = [one for one in waiting_on(viewer(cast.lead)) if one.title == issue.title]
    assert [(one.due, one.url) for one in found] == [(clock(issue).due_on, f"{QUEUE}#innmelding-{issue.pk}")]


def test_each_stands_in_one_section(chain, cast, bodies):
    new, unscored, held = chain.raised(), chain.taken_up(), chain.taken_up()
    chain.proposed(chain.taken_up())
    until = local_day(chain.now) + timedelta(days=1)
    take(held, "hold", actor=cast.lead, now=chain.tick(), until=until, reason="Vent.")
    later = chain.now + timedelta(days=3)
    assert queue.counts([bodies.south_east.pk], later) == {
        "nye": 1,
        "uten-svar": 0,
        "hjalp-ikke": 0,
        "ikke-vurdert": 1,
        "venter-pa-noen": 1,
        "pa-vent": 1,
    }
    assert queue.counts([bodies.west.pk], later)["nye"] == 0
    assert {new.pk, unscored.pk, held.pk} <= set(Issue.objects.values_list("pk", flat=True))


def test_what_came_back_stays_in_the_queue_until_an_exit_is_taken(chain, cast, bodies, system):
    held = chain.taken_up()
    until = local_day(chain.now) + timedelta(days=1)
    take(held, "hold", actor=cast.lead, now=chain.tick(), until=until, reason="Vent.")
    later = chain.now + timedelta(days=3)
    take(held, "wake_up", actor=system, now=later)
    assert queue.counts([bodies.south_east.pk], later)["pa-vent"] == 1
    take(held, "answer", actor=cast.lead, now=later, text="Ja.")
    assert queue.counts([bodies.south_east.pk], later)["pa-vent"] == 0


def test_a_step_leads_back_to_the_next_line(chain, cast, client_for):
    first, second = chain.raised(), chain.raised(title="Den neste i køen")
    browser = client_for(cast.lead)
    page = browser.get(QUEUE).text
    assert f"/innmeldinger/{first.pk}/ta-inn/?neste={second.pk}" in page
    assert f'id="innmelding-{second.pk}"' in page
    address = f"/innmeldinger/{first.pk}/ta-inn/?neste={second.pk}&del=nye"
    sent = browser.post(address, {"version": 0, "token": "t", "text": "Vi ser på det."})
    assert sent.url == f"{QUEUE}?del=nye#innmelding-{second.pk}"


def test_one_click_sends_the_sentence(chain, cast, client_for):
    issue = chain.raised()
    browser = client_for(cast.lead)
    browser.post(f"/innmeldinger/{issue.pk}/ta-inn/", {"version": 0, "token": "t"})
    assert "Vi har tatt saken inn i nettverket" in browser.get(f"/innmeldinger/{issue.pk}/").text
    assert clock(issue) is None


def test_nothing_is_passed_over_before_a_meeting(chain, bodies):
    chain.raised()
    assert passed_over([bodies.south_east], chain.now) == []


def test_the_sentence_is_written_for_the_owner_chosen(chain, cast, client_for):
    owner = OwnerElsewhere.objects.create(
        name="Nye metoder", owns="Hva som skal metodevurderes.", contact="Skjema", url="https://nye.example/"
    )
    issue = chain.raised()
    browser = client_for(cast.lead)
    page = browser.get(f"/innmeldinger/{issue.pk}/henvis/?eier={owner.pk}").text
    assert "Nye metoder har ansvaret for dette: Hva som skal metodevurderes." in page
    assert "Nye metoder" in browser.get("/nettverk/hvem-eier-hva/").text


def test_what_is_written_stays_when_an_owner_is_chosen_after(chain, cast, client_for):
    first, second = (
        OwnerElsewhere.objects.create(name=name, owns="Noe.", url=f"https://{name}.example/")
        for name in ("alfa", "beta")
    )
    address = f"/innmeldinger/{chain.raised().pk}/henvis/"
    browser = client_for(cast.lead)

    def choose(owner, there, **written):
        there = browser.post(there, written | {"do": "owner", "eier": owner.pk}).url
        form = browser.get(there).context["form"]
        return there, form["to"].value(), form["reason"].value()

    ready = str(browser.get(address).context["form"]["reason"].value())
    there, to, reason = choose(first, f"{address}?neste=0&del=nye", to="", reason=ready)
    assert (to, reason.count("har ansvaret for dette")) == ("alfa", 1)
    assert "neste=0&del=nye" in there
    there, to, reason = choose(second, there, to=to, reason=f"Vi ringte dem.\r\n\r\n{reason}")
    assert to == "beta"
    assert reason.startswith("Vi ringte dem.\n\nbeta har ansvaret for dette")
    assert "alfa" not in reason
    # Enter presses the same button: what was written since stays.
    assert choose(second, there, to="Beta, avdeling 2", reason="Ring.")[1:] == ("Beta, avdeling 2", "Ring.")
    sent = {"version": 0, "token": "t", "to": "Beta, avdeling 2", "reason": "Ring."}
    assert browser.post(there, sent).status_code == 302


def test_a_comment_from_whoever_runs_the_network_is_a_first_reply_and_a_members_is_not(chain, cast):
    issue = chain.raised()
    for person, waits in ((cast.colleague, True), (cast.lead, False)):
        talk.say(
            issue, actor=person, seat=person.seats.get(), now=chain.tick(), text="Vi kjenner dette igjen."
        )
        assert (clock(issue) is not None) == waits


def asked(viewer, person, at):
    return {line.what: line.url for line in waiting_on(viewer(person, at))}


def test_what_stands_in_the_queue_waits_on_its_lead(chain, cast, bodies, viewer, client_for):
    """Each way of waiting that the queue has, each a click away; the day comes for the one on hold and the one
    whose raiser has heard nothing."""
    unweighed, held, unheard, unhelped = (chain.raised() for _ in range(4))
    take(unweighed, "take_up", actor=cast.lead, now=chain.tick(), text="Vi ser på det.")
    until = local_day(chain.now) + timedelta(days=1)
    take(held, "hold", actor=cast.lead, now=chain.tick(), until=until, reason="Vent.")
    chain.assessed(chain.taken_up(unheard))
    answered = take(chain.assessed(unhelped).issue, "answer", actor=cast.lead, now=chain.tick(), text="Ja.")
    take(answered, "not_helped", actor=cast.member, now=chain.tick(), reason="Gjelder ikke oss.")
    later = chain.now + timedelta(days=30)
    lines = asked(viewer, cast.lead, later)
    assert lines == {
        "Vurder alvorlighet, ressursbruk og nytte": f"/innmeldinger/{unweighed.pk}/vurder/",
        "Tiden på vent er ute: ta saken videre": f"{QUEUE}?del=pa-vent#innmelding-{held.pk}",
        "Fristen for første svar er ute: skriv til den som meldte inn": f"/innmeldinger/{unheard.pk}/#samtale",
        "Svaret hjalp ikke: svar på nytt, henvis eller foreslå løftet": (
            f"{QUEUE}?del=hjalp-ikke#innmelding-{unhelped.pk}"
        ),
    }
    counts = queue.counts([bodies.south_east.pk], later)
    parts = ("uten-svar", "hjalp-ikke", "pa-vent", "ikke-vurdert")
    assert [counts[name] for name in parts] == [1, 1, 1, 1], "as the queue has it"
    assert all(client_for(cast.lead).get(url).status_code == 200 for url in lines.values())


def test_whoever_may_not_weigh_is_not_asked_to(chain, cast, viewer):
    """The secretary runs the network, and sees in the queue what its lead has yet to weigh."""
    chain.taken_up()
    assert "Vurder alvorlighet, ressursbruk og nytte" in asked(viewer, cast.lead, chain.now)
    assert "Vurder alvorlighet, ressursbruk og nytte" not in asked(viewer, cast.secretariat, chain.now)


def test_a_lead_who_sits_in_the_council_is_asked_once(chain, cast, bodies, organisations, system, viewer):
    chain.taken_up()
    sits = {"organisation": organisations.hso, "role": "member", "actor": system}
    membership.seat(cast.lead, bodies.council, now=chain.tick(), **sits)
    lines = [line.what for line in waiting_on(viewer(cast.lead, chain.tick()))]
    assert lines.count("Vurder alvorlighet, ressursbruk og nytte") == 1
