"""Talking about an innmelding: who may, who hears, what can be put right, and what an agency alone may say."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.invariants import breaches
from issues import talk
from issues.models import ADVICE, Abroad, Comment, FollowChoice, Issue
from network import notices, outbox
from network.membership import end_seat
from network.models import Attachment, Event, MailChoice, Notice
from network.uploads import Upload
from network.workflow import NotAllowed, NotPossible, Refused, Stale

FILE = Upload("Svar.pdf", Attachment.Kind.PDF, b"%PDF-1.7", "")


@pytest.fixture
def issue(chain):
    return chain.taken_up()


@pytest.fixture
def say(chain):
    def run(issue, person, text="Vi fikk svar fra REK.", **more):
        return talk.say(
            issue, actor=person, seat=person.seats.order_by("pk").first(), now=chain.tick(), text=text, **more
        )

    return run


def told(comment, verb=None):
    given = Notice.objects.filter(event__target_id=comment.pk, event__verb=verb or comment.event.verb)
    return {notice.person.name: notice.needs_you for notice in given.select_related("person")}


def test_those_who_raised_joined_or_spoke_hear_of_a_comment_and_the_writer_does_not(issue, say, chain, cast):
    chain.endorsed(issue)
    say(issue, cast.council_chair)
    second = say(issue, cast.colleague, "Hos oss gjorde personvernombudet det.")
    assert told(second) == {"Member": False, "Member west": False, "Council chair": False}
    assert notices.breaches() == []


def test_whoever_stops_is_not_told_and_whoever_begins_is(issue, say, chain, cast):
    talk.follow(issue, actor=cast.member, now=chain.tick(), follows=False)
    talk.follow(issue, actor=cast.lead_west, now=chain.tick(), follows=True)
    first = say(issue, cast.colleague)
    talk.follow(issue, actor=cast.member, now=chain.tick(), follows=True)
    talk.follow(issue, actor=cast.lead_west, now=chain.tick(), follows=False)
    second = say(issue, cast.colleague)
    assert told(first) == {"Lead west": False}
    assert told(second) == {"Member": False}
    assert notices.breaches() == []
    assert FollowChoice.objects.count() == 4


def test_following_what_one_follows_writes_nothing(issue, chain, cast):
    for _ in range(2):
        talk.follow(issue, actor=cast.member, now=chain.tick(), follows=True)
    assert not FollowChoice.objects.exists()
    for _ in range(2):
        talk.follow(issue, actor=cast.member, now=chain.tick(), follows=False)
    assert FollowChoice.objects.count() == Event.objects.filter(verb="issue.unfollowed").count() == 1


def test_a_reply_reaches_whoever_it_answers_and_keeps_what_it_answered(issue, say, chain, cast):
    first = say(issue, cast.colleague)
    talk.follow(issue, actor=cast.colleague, now=chain.tick(), follows=False)
    second = say(issue, cast.council_chair, parent=first)
    third = say(issue, cast.lead_west, parent=second)
    assert "Colleague" in told(second)
    assert (third.parent, third.thread) == (second, first)
    assert notices.breaches() == []


def test_whoever_is_called_by_name_is_needed_if_they_may_see_the_case(issue, say, chain, cast):
    comment = say(
        issue, cast.colleague, "Hva sier du, @Lead west? Og @Outsider, @Nobody at all, eller a@Aside?"
    )
    assert told(comment) == {"Member": False, "Lead west": True}
    hidden = chain.raised(restricted=True)
    assert told(say(hidden, cast.member, "@Lead west og @Lead og @Secretariat")) == {
        "Lead": True,
        "Secretariat": True,
    }
    assert notices.breaches() == []


def test_the_longest_name_that_fits_is_meant(issue, say, cast):
    assert told(say(issue, cast.colleague, "Kan @Lead west svare?"))["Lead west"]
    assert told(say(issue, cast.colleague, "Kan @Lead svare?")) == {"Member": False, "Lead": True}


def test_a_mention_in_an_edit_reaches_only_whoever_is_new(issue, say, chain, cast):
    comment = say(issue, cast.colleague, "Hva mener du, @Lead west?")
    text = "Hva mener dere, @Lead west og @Council chair?"
    talk.edit(comment, actor=cast.colleague, now=chain.tick(), version=0, text=text)
    assert told(comment, "comment.edited") == {"Council chair": True}
    assert notices.breaches() == []


def test_a_comment_is_put_right_by_its_author_for_a_while_and_never_over_a_newer_one(issue, say, chain, cast):
    comment = say(issue, cast.colleague)
    with pytest.raises(NotAllowed):
        talk.edit(comment, actor=cast.lead, now=chain.tick(), version=0, text="Nei.")
    talk.edit(comment, actor=cast.colleague, now=chain.tick(), version=0, text="Vi fikk ja fra REK.")
    with pytest.raises(Stale):
        talk.edit(comment, actor=cast.colleague, now=chain.tick(), version=0, text="Vi fikk nei.")
    late = comment.at + talk.EDITED_FOR + timedelta(seconds=1)
    with pytest.raises(NotAllowed):
        talk.edit(comment, actor=cast.colleague, now=late, version=1, text="Vi fikk nei.")
    with pytest.raises(Refused, match="Skriv kommentaren"):
        talk.edit(comment, actor=cast.colleague, now=chain.tick(), version=1, text=" ")
    comment.refresh_from_db()
    assert (comment.text, comment.version) == ("Vi fikk ja fra REK.", 1)


def test_a_comment_is_withdrawn_with_its_file_and_never_deleted(issue, say, chain, cast):
    comment = say(issue, cast.colleague, upload=FILE)
    with pytest.raises(NotAllowed):
        talk.withdraw(comment, actor=cast.member_west, now=chain.tick())
    for _ in range(2):
        talk.withdraw(comment, actor=cast.lead, now=chain.tick())
    comment.refresh_from_db()
    assert (comment.withdrawn_by, comment.text) == (cast.lead, "Vi fikk svar fra REK.")
    assert Attachment.objects.get().withdrawn_because
    assert Event.objects.filter(verb="comment.withdrawn").count() == 1
    with pytest.raises(NotPossible, match="er trukket"):
        say(issue, cast.member, parent=comment)
    with pytest.raises(NotAllowed):
        talk.edit(comment, actor=cast.colleague, now=chain.tick(), version=1, text="Likevel.")


def test_the_same_form_twice_is_one_comment_one_file_and_one_notice(issue, say, cast):
    for _ in range(2):
        say(issue, cast.colleague, token="t", upload=FILE)
    assert Comment.objects.count() == Attachment.objects.count() == 1
    assert Notice.objects.filter(event__verb="comment.said").count() == 1


def test_only_a_content_desk_answers_for_its_agency(issue, say, bodies, cast, chain):
    for person in (cast.member, cast.lead, cast.owner_dmp, cast.coord_lead, cast.admin):
        with pytest.raises(NotAllowed, match="innholdsansvarlige"):
            talk.say(
                issue,
                actor=person,
                seat=cast.lead.seats.get(),
                now=chain.tick(),
                text="Ja.",
                desk=bodies.desk_hdir,
            )
    assert not Comment.objects.exists()
    answer = say(issue, cast.owner_hdir, "Ja, dere kan dele.", desk=bodies.desk_hdir)
    assert answer.label == "Normativt svar fra Helsedirektoratet"
    assert say(issue, cast.owner_hdir, "Jeg tror det.").label == ADVICE


def test_a_seat_at_the_desk_that_has_ended_answers_for_nobody(issue, say, bodies, cast, chain, system):
    end_seat(cast.owner_hdir.seats.get(), actor=system, now=chain.tick())
    with pytest.raises(NotAllowed):
        say(issue, cast.owner_hdir, desk=bodies.desk_hdir)


def test_a_normative_answer_is_the_answer_to_all_who_asked_and_so_is_its_withdrawal(
    issue, say, chain, cast, bodies
):
    chain.endorsed(issue)
    talk.follow(issue, actor=cast.member, now=chain.tick(), follows=False)
    answer = say(issue, cast.owner_hdir, "Ja, dere kan dele.", desk=bodies.desk_hdir)
    assert told(answer) == {"Member": True, "Member west": True}
    talk.withdraw(answer, actor=cast.owner_hdir, now=chain.tick())
    taken_back = Notice.objects.filter(event__verb="comment.withdrawn")
    assert {notice.person for notice in taken_back} == {cast.member, cast.member_west}
    assert {outbox.compose(notice.mail, chain.tick()) for notice in answer.event.notices.all()} == {None}
    assert notices.breaches() == []


def test_mails_say_what_is_advice_and_what_is_not_and_nothing_of_a_restricted_case(
    issue, say, chain, cast, bodies
):
    notices.choose_mail(cast.member, MailChoice.Choice.EACH, now=chain.tick())
    say(issue, cast.colleague, "Vi spurte REK.")
    say(issue, cast.owner_hdir, "Ja, dere kan dele.", desk=bodies.desk_hdir)
    hidden = chain.raised(restricted=True, title="En hemmelig anskaffelse")
    say(hidden, cast.lead, "Leverandøren heter Røntgensyn.")
    mail.outbox.clear()
    outbox.send_due(timezone.now() + timedelta(days=2))
    sent = {m.subject: m.body for m in mail.outbox if m.to == [cast.member.email]}
    advice = sent[f"Colleague kommenterte: {issue.title}"]
    answer = sent[f"Normativt svar fra Helsedirektoratet: {issue.title}"]
    assert str(ADVICE) in advice
    assert "Vi spurte REK." in advice
    assert "Normativt svar fra Helsedirektoratet" in answer
    assert str(ADVICE) not in answer
    restricted = sent["Ny kommentar i en skjermet sak"]
    assert "Røntgensyn" not in restricted
    assert not [m for m in mail.outbox if "hemmelig" in m.subject + m.body and "kommentar" in m.subject]


def test_a_mail_is_dropped_when_its_reader_may_no_longer_see_the_case(issue, say, chain, cast, system):
    comment = say(issue, cast.colleague, "Hva mener du, @Member west?")
    end_seat(cast.member_west.seats.get(), actor=system, now=chain.tick())
    owed = Notice.objects.get(event=comment.event, person=cast.member_west).mail
    assert outbox.compose(owed, chain.tick()) is None


def test_what_is_said_on_a_restricted_case_is_for_its_parties(say, chain, cast, viewer):
    issue = chain.raised(restricted=True)
    comment = say(issue, cast.member)
    seeing = {
        name
        for name, person in vars(cast).items()
        if Comment.objects.visible_to(viewer(person)).filter(pk=comment.pk).exists()
    }
    assert seeing == {"member", "lead", "secretariat"}


def test_the_database_keeps_a_reply_in_its_thread_and_a_source_a_page(issue, say, cast, now):
    first = say(issue, cast.member)
    seat = cast.member.seats.get()
    given = {"issue": issue, "author": cast.member, "seat": seat, "text": "x", "at": now}
    for wrong in ({"parent": first}, {"thread": first}, {"withdrawn_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(**given, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Abroad.objects.create(
            issue=issue,
            country="SE",
            who="x",
            what="x",
            url="javascript:alert(1)",
            told_by=cast.member,
            seat=seat,
            at=now,
        )


def test_older_threads_are_folded_and_all_are_found_in_one_statement(
    issue, say, cast, django_assert_num_queries
):
    firsts = [say(issue, cast.member, f"Nummer {n}") for n in range(5)]
    reply = say(issue, cast.colleague, "Svar", parent=firsts[4])
    with django_assert_num_queries(1):
        threads, older = talk.conversation(issue, 2)
    assert threads == [[firsts[3]], [firsts[4], reply]]
    assert older
    assert not talk.conversation(issue, 5)[1]


def test_the_invariants_hold_after_a_talk(issue, say, chain, cast):
    say(issue, cast.colleague, "@Lead west?", upload=FILE)
    talk.withdraw(say(issue, cast.member), actor=cast.member, now=chain.tick())
    assert [b for b in breaches(chain.now) if "sealed" not in b] == []
    assert Issue.objects.get(pk=issue.pk).version == issue.version
