from config.invariants import breaches
from network import audit, outbox
from network.audit import timeline
from network.models import Mail, Notice


def test_the_answer_comes_home_to_everyone_and_the_case_closes(chain, cast, now, mailoutbox):
    escalation = chain.all_answered()
    assert escalation.state == "answered"
    assert [issue.state for issue in escalation.issues.all()] == ["answered"]

    chain.said(escalation, cast.member)
    escalation.refresh_from_db()
    assert escalation.state == "answered", "one of the two who were asked has not spoken yet"
    chain.said(escalation, cast.member_west)
    escalation.refresh_from_db()
    assert (escalation.state, escalation.closed_as) == ("closed", "answered")

    told = Notice.objects.filter(event__verb__in=["referral.answer", "referral.settle"], needs_you=True)
    assert {notice.person for notice in told} == {cast.member, cast.member_west}

    outbox.send_due()
    due = Mail.objects.filter(state="due")
    assert not due.exclude(key__startswith="digest:").exists(), (
        "what needs somebody is sent; news waits for Monday"
    )
    answers = [mail for mail in mailoutbox if "Personvernombudet ved eget sykehus" in mail.body]
    readers = [mail.to[0] for mail in answers]
    assert len(readers) == len(set(readers)), "nobody is written to twice"
    assert {cast.member.email, cast.member_west.email} <= set(readers)

    verbs = [event.verb for event in timeline(escalation, *escalation.issues.all())]
    assert verbs[0] == "issue.raised"
    assert verbs[-1] == "escalation.verdict"
    audit.seal()
    assert breaches(now) == []
