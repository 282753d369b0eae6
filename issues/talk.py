"""Talking about an innmelding: comments with replies, and who follows. Advice, unless a content desk answers."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from issues import first_reply
from issues.mentions import mentioned_in
from issues.models import Abroad, Comment, FollowChoice, Issue, Measure, Voice
from issues.rules import owns_desk, runs_home
from network import attachments
from network.audit import label_of, record
from network.models import Attachment
from network.once import twice_is_once
from network.viewer import Viewer
from network.workflow import NotAllowed, NotPossible, Refused, Stale
from network.writing import writing

EDITED_FOR = timedelta(minutes=30)
THREADS_SHOWN = 20


@twice_is_once
def say(issue, *, actor, seat, now, text, parent=None, desk=None, rule=None, upload=None, token=None):
    """Comment on an innmelding, or reply to a comment. Sent twice, it counts once.

    With `desk` it is the agency's normative answer: refused for anyone who has no seat at that content desk,
    whatever `seat` they come with. Who is told: see `issues.notifies`.
    """
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Comment.objects.filter(token=key).first()):
        return first
    issue = _locked(issue)
    if desk:
        seat = owns_desk(actor, desk, now)
    if seat is None:
        raise NotAllowed(_("Bare innholdsansvarlige i etaten kan gi et normativt svar."), field="desk")
    if parent:
        parent = Comment.objects.select_related("thread").get(pk=parent.pk)
    if parent and (parent.issue_id != issue.pk or parent.withdrawn_at):
        raise NotPossible(_("Kommentaren du svarer på, er trukket."))
    comment = Comment.objects.create(
        issue=issue,
        parent=parent,
        thread=parent and (parent.thread or parent),
        author=actor,
        seat=seat,
        desk=desk,
        rule=rule if desk else None,
        text=_written(text),
        at=now,
        token=key,
    )
    if upload:
        attachments.attach(comment, upload, body=issue.home_body, actor=actor, seat=seat, now=now)
    if runs_home(actor, issue, now):
        first_reply.replied(issue, actor=actor, now=now)
    people, _unknown = mentioned_in(comment.text, issue, now)
    comment.event = record(
        "comment.normative" if desk else "comment.said",
        actor=actor,
        seat=seat,
        at=now,
        target=comment,
        about=[issue],
        parent_author=parent.author_id if parent else None,
        file=upload.name if upload else "",
        mentioned=[person.pk for person in people],
        **_told(comment),
    )
    comment.save(update_fields=["event"])
    return comment


def _locked(issue):
    """Locked, so that events about it are numbered in the order in which people came to follow it."""
    return Issue.objects.select_for_update(of=("self",)).select_related("home_body").get(pk=issue.pk)


def _told(comment):
    """What notices say. The name and the text of a restricted case stay on the case."""
    issue = comment.issue
    return {
        "issue": issue.pk,
        "title": "" if issue.restricted else issue.title,
        "text": "" if issue.restricted else comment.text,
        "label": comment.label,
        "desk": comment.desk.owner.called if comment.desk else "",
    }


def _written(text):
    if not text.strip():
        raise Refused(_("Skriv kommentaren."), field="text")
    return text.strip()


def may_edit(comment, person, now):
    """Its author, for half an hour."""
    return not comment.withdrawn_at and comment.author_id == person.pk and now - comment.at <= EDITED_FOR


@writing()
def edit(comment, *, actor, now, version, text):
    """Put right what one has just written. Who is called by name for the first time, is told; nobody else."""
    issue = _locked(comment.issue)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("desk__owner").get(pk=comment.pk)
    if comment.version != version:
        raise Stale
    if not may_edit(comment, actor, now):
        raise NotAllowed(_("Kommentaren kan rettes av den som skrev den, den første halvtimen."))
    comment.issue, before = issue, comment.text
    comment.text, comment.edited_at = _written(text), now
    comment.version += 1
    comment.save()
    called = {person.pk for person in mentioned_in(comment.text, issue, now)[0]}
    called -= {person.pk for person in mentioned_in(before, issue, now)[0]}
    record(
        "comment.edited",
        actor=actor,
        seat=comment.seat,
        at=now,
        target=comment,
        about=[issue],
        mentioned=sorted(called),
        before="" if issue.restricted else before,
        **_told(comment),
    )
    return comment


def may_withdraw(comment, person, now):
    """Its author, and those who run the network that holds the case."""
    if comment.withdrawn_at:
        return False
    return comment.author_id == person.pk or runs_home(person, comment.issue, now) is not None


@writing()
def withdraw(comment, *, actor, now):
    """Take a comment back, with its file: «trukket av …» stands in its place. Twice is once."""
    issue = _locked(comment.issue)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("desk__owner").get(pk=comment.pk)
    comment.issue = issue
    if comment.withdrawn_at:
        return comment
    if not may_withdraw(comment, actor, now):
        raise NotAllowed(_("Kommentaren kan trekkes av den som skrev den, og av dem som leder nettverket."))
    viewer = Viewer(actor, now)
    for attachment in Attachment.objects.on(comment).filter(withdrawn_at=None):
        attachments.withdraw(attachment, viewer=viewer, now=now, because="Kommentaren er trukket.")
    comment.withdrawn_at, comment.withdrawn_by = now, actor
    comment.version += 1
    comment.save()
    record("comment.withdrawn", actor=actor, at=now, target=issue, comment=comment.pk, **_told(comment))
    return comment


@writing()
def follow(issue, *, actor, now, follows):
    """Follow a case from now on, or stop. What was chosen before stays as a row; choosing it again is nothing."""
    issue = _locked(issue)
    if is_following(issue, actor) == follows:
        return
    verb = "issue.followed" if follows else "issue.unfollowed"
    event = record(verb, actor=actor, at=now, target=issue, title=issue.title)
    FollowChoice.objects.create(issue=issue, person=actor, follows=follows, event=event)


def is_following(issue, person):
    """By choice; else because they raised it, joined it or have spoken."""
    chosen = FollowChoice.objects.filter(issue=issue, person=person).order_by("-event").first()
    if chosen:
        return chosen.follows
    return any(model.filter(issue=issue).exists() for model in _came_by_themselves(person))


def _came_by_themselves(person):
    return Voice.objects.standing().filter(person=person), Comment.objects.filter(author=person)


def with_talk(issues, viewer):
    """With what the page of an innmelding asks about its talk, in the statement that finds it."""
    issue, me = OuterRef("pk"), viewer.person_id
    chosen = FollowChoice.objects.filter(issue=issue, person=me).order_by("-event").values("follows")[:1]
    files = Attachment.objects.filter(target_label=label_of(Issue), target_id=issue)
    measures = Measure.objects.visible_to(viewer).filter(issues=issue)
    return issues.annotate(
        has_talk=Exists(Comment.objects.filter(issue=issue)),
        has_files=Exists(files),
        has_abroad=Exists(Abroad.objects.filter(issue=issue)),
        has_measures=Exists(measures),
        chose_to_follow=Subquery(chosen),
        came_by_itself=Exists(Voice.objects.standing().filter(issue=issue, person=me))
        | Exists(Comment.objects.filter(issue=issue, author=me)),
    )


def conversation(issue, shown=THREADS_SHOWN):
    """The newest threads of a case with all their replies, oldest first, in one statement: a list of
    [comment, reply, reply …], and whether there are older ones."""
    newest = Comment.objects.filter(issue=issue, thread=None).order_by("-pk").values("pk")[: shown + 1]
    said = Comment.objects.filter(Q(pk__in=newest) | Q(thread__in=newest)).select_related(
        "author", "seat__organisation", "desk__owner", "rule", "withdrawn_by", "parent__author"
    )
    threads = {}
    for comment in said.order_by("pk"):
        comment.issue = issue
        threads.setdefault(comment.thread_id or comment.pk, []).append(comment)
    in_order = list(threads.values())
    return in_order[-shown:], len(in_order) > shown
