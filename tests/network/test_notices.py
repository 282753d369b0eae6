"""Who hears of what: exactly those owed, once, and by mail as each has chosen."""

from datetime import UTC, datetime, timedelta

import pytest

from network import notices
from network.models import Event, Mail, MailChoice, Notice


def told_of(verb):
    return {n.person for n in Notice.objects.filter(event__verb=verb).select_related("person")}


def test_a_new_issue_needs_those_who_run_its_network(chain, cast):
    chain.raised()
    assert told_of("issue.raised") == {cast.lead, cast.secretariat}
    assert Notice.objects.filter(event__verb="issue.raised", needs_you=True).count() == 2


def test_the_lift_is_heard_by_recipients_askers_and_the_proposer(chain, cast):
    issue = chain.raised()
    chain.endorsed(issue)
    chain.lifted(chain.proposed(chain.taken_up(issue)))
    assert told_of("escalation.lift") == {
        cast.coord_lead, cast.coord_secretary, cast.owner_hdir, cast.member, cast.member_west, cast.lead,
        cast.secretariat,
    }  # fmt: skip


def test_a_voice_that_comes_after_is_not_owed_what_came_before(chain, cast, now):
    issue = chain.taken_up()
    chain.endorsed(issue)
    assert cast.member_west not in told_of("issue.take_up")
    assert notices.breaches() == []


@pytest.mark.parametrize(
    ("choice", "keys"),
    [
        (MailChoice.Choice.EACH, ["event:{take_up}:{member}"]),
        (MailChoice.Choice.DAILY, ["digest:{member}:{day}"]),
        (MailChoice.Choice.NEEDED, []),
    ],
)
def test_news_come_as_each_has_chosen(choice, keys, chain, cast):
    MailChoice.objects.create(person=cast.member, choice=choice, since=chain.now - timedelta(days=1))
    chain.taken_up()
    event = Event.objects.get(verb="issue.take_up")
    names = {"take_up": event.pk, "member": cast.member.pk, "day": notices.digest_time(event.at).date()}
    expected = [key.format(**names) for key in keys]
    assert list(Mail.objects.filter(person=cast.member).values_list("key", flat=True)) == expected
    assert notices.breaches() == []


def test_the_digests_of_one_event_are_made_in_the_order_of_their_people(chain, cast):
    """Two transactions that each make the first of the same people's digests then never wait for each other."""
    issue = chain.raised()
    chain.endorsed(issue)
    chain.endorsed(issue, cast.colleague)
    chain.lifted(chain.proposed(chain.taken_up(issue)))
    made = list(
        Mail.objects.filter(key__startswith="digest:").order_by("pk").values_list("notices__event", "person")
    )
    for event in {event for event, _ in made}:
        people = [person for told, person in made if told == event]
        assert people == sorted(people)
    assert len(made) > 1


def test_an_answer_comes_at_once_whatever_one_chose_for_news(chain, cast, bodies):
    choice = MailChoice.Choice.NEEDED
    MailChoice.objects.create(person=cast.member, choice=choice, since=chain.now - timedelta(days=1))
    chain.all_answered()
    answers = Event.objects.filter(verb__in=["referral.answer", "referral.settle"])
    keys = {f"event:{event.pk}:{cast.member.pk}" for event in answers}
    assert set(Mail.objects.filter(person=cast.member).values_list("key", flat=True)) == keys


def test_what_is_told_more_than_a_day_late_is_read_and_never_mailed(chain):
    chain.now -= timedelta(days=3)
    chain.taken_up()
    assert Notice.objects.exists()
    assert not Notice.objects.filter(read_at=None).exists()
    assert not Mail.objects.exists()
    assert notices.breaches() == []


def test_the_check_finds_a_notice_too_few_and_one_too_many(chain, cast):
    chain.taken_up()
    notice = Notice.objects.filter(person=cast.member).get()
    Notice.objects.filter(pk=notice.pk).update(person=cast.outsider)
    found = notices.breaches()
    assert any(f"person {cast.member.pk} was not told" in line for line in found)
    assert any(f"person {cast.outsider.pk} was told without cause" in line for line in found)


def test_the_check_finds_a_mail_that_is_not_the_one_chosen(chain, cast):
    chain.taken_up()
    Notice.objects.filter(person=cast.member).update(mail=None)
    assert any("is owed mail digest:" in line for line in notices.breaches())


@pytest.mark.parametrize(
    ("at", "digest"),
    [
        (datetime(2026, 3, 27, 4, 59, tzinfo=UTC), datetime(2026, 3, 27, 6, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),
    ],
)
def test_the_digest_comes_at_seven_norwegian_time_also_when_the_clock_changes(at, digest):
    assert notices.digest_time(at) == digest
