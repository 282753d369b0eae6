"""Merging with consent: two innmeldinger that are one case. Both live on, and they can be parted again.

The network proposes; the raiser has five working days to say no, or says yes at once; else the daily job
completes it. Then everyone who stood behind the first hears what becomes of the second.
"""

from contextlib import contextmanager

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from issues import first_reply
from issues.models import ANSWERED, MERGEABLE, OVER, Issue, Merge, State, Voice
from issues.rules import may_object, runs_home
from network.audit import record
from network.deadlines import add_working_days, local_day
from network.models import Person
from network.reach import Reach
from network.viewer import Viewer
from network.workflow import Missing, NotAllowed, Refused, take
from network.writing import writing

OBJECTION_DAYS = 5
GONE = (State.MERGED, State.WITHDRAWN)


@contextmanager
def _locked(*issues):
    """A transaction with the innmeldinger locked in the order of their ids, so that two who merge the same pair
    each way wait for each other instead of dying together; gives them read anew."""
    with writing():
        rows = Issue.objects.select_for_update(of=("self",)).select_related("home_body", "organisation")
        found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in issues]).order_by("pk")}
        yield [found[one.pk] for one in issues]


def propose_merge(issue, *, into, actor, now, reason):
    """Propose that an innmelding is the same case as another; its raiser is told and may object.

    Proposing the same again, in the same words, changes nothing and gives what stands. Refused with a sentence when they are not
    seen by the same people, or when either is merged, lifted or done with.
    """
    with _locked(issue, into) as pair:
        issue, into = pair
        seat = runs_home(actor, issue, now)
        if seat is None:
            raise NotAllowed(_("Det er nettverket som har saken, som kan foreslå at den slås sammen."))
        if not Issue.objects.visible_to(Viewer(actor, now)).filter(pk=into.pk).exists():
            raise Refused(_("Velg en innmelding fra listen."), field="into")
        if not reason.strip():
            raise Missing(_("Skriv én setning til den som meldte inn."), field="reason")
        standing = issue.merges.running().first()
        if standing and (standing.into_id, standing.reason) == (into.pk, reason.strip()):
            return standing
        if sentence := why_not(issue, into, standing):
            raise Refused(sentence, field="into")
        due = add_working_days(local_day(now), OBJECTION_DAYS)
        event = record(
            "issue.merge_proposed",
            actor=actor,
            seat=seat,
            at=now,
            target=issue,
            about=[into],
            title=issue.title,
            into=into.pk,
            into_title=into.title,
            home=issue.home_body_id,
            into_home=into.home_body_id,
            text=reason.strip(),
            due=due,
        )
        first_reply.replied(issue, actor=actor, now=now)
        return Merge.objects.create(
            issue=issue, into=into, reason=reason.strip(), proposed_at=now, due_on=due, event=event
        )


def why_not(issue, into, standing=None):
    """Why the first cannot be merged into the second, in a sentence; None when it can."""
    reasons = (
        (issue.pk == into.pk, _("En innmelding kan ikke slås sammen med seg selv.")),
        (
            standing,
            format_lazy(
                _("Det er alt foreslått å slå saken sammen med «{title}»."),
                title=standing.into.title if standing else "",
            ),
        ),
        (
            issue.state not in MERGEABLE or issue.holders.exists(),
            _("Saken er løftet, foreslått løftet eller ferdig. Slå heller den andre sammen med denne."),
        ),
        (
            into.state == State.MERGED or into.merges.running().exists(),
            _("Den andre saken er selv slått sammen med en annen, eller foreslått slått sammen. Velg den."),
        ),
        (into.state in OVER, _("Den andre saken er ferdig. Besvar heller denne, og vis til svaret.")),
        (
            issue.merges_here.running().exists(),
            _("Andre innmeldinger er slått sammen med denne. Slå sammen den andre veien."),
        ),
        (
            not seen_by_the_same(issue, into),
            _("Innmeldingene er ikke synlige for de samme, og kan derfor ikke slås sammen."),
        ),
    )
    return next((sentence for wrong, sentence in reasons if wrong), None)


def seen_by_the_same(issue, into):
    """A merging shows each case to those behind the other: it must not tell anybody of what they may not see."""
    if issue.restricted or into.restricted or issue.reach != into.reach:
        return False
    if issue.reach == Reach.ORGANISATION:
        return issue.organisation_id == into.organisation_id
    if issue.reach == Reach.REGION:
        return issue.organisation.region_id == into.organisation.region_id
    return True


def agree(issue, *, actor, now, **given):
    """The raiser says yes at once. The input is that of `take`."""
    with _locked(*_pair(issue)):
        return take(issue, "agree", actor=actor, now=now, **given)


def unmerge(issue, *, actor, now, **given):
    """Part two again, with all that was said still there. The input is that of `take`."""
    with _locked(*_pair(issue)):
        return take(issue, "unmerge", actor=actor, now=now, **given)


def _pair(issue):
    merge = issue.merges.running().select_related("into").first()
    return (issue, merge.into) if merge else (issue,)


def object_to(merge, *, actor, now, reason):
    """Say no to a merging while it is only proposed; the two stay apart. A second no changes nothing."""
    with _locked(merge.issue, merge.into) as pair:
        issue, into = pair
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        seat = may_object(actor, issue, into, now)
        if seat is None:
            raise NotAllowed(_("Det er den som meldte inn, og nettverkene som har sakene, som kan si nei."))
        if merge.status == Merge.Status.OBJECTED:
            return merge
        if merge.status != Merge.Status.PROPOSED:
            raise Refused(_("Saken er alt slått sammen. Be nettverket om å skille dem igjen."))
        if not reason.strip():
            raise Missing(_("Skriv kort hvorfor dette ikke er samme sak."), field="reason")
        _end(merge, Merge.Status.OBJECTED, now)
        record(
            "issue.merge_objected",
            actor=actor,
            seat=seat,
            at=now,
            target=issue,
            about=[into],
            title=issue.title,
            into_title=into.title,
            home=issue.home_body_id,
            into_home=into.home_body_id,
            text=reason.strip(),
        )
        return merge


def merge_due(now):
    """Complete what nobody said no to in time. Returns how many. What can no longer be merged lapses."""
    system, done = Person.objects.system(), 0
    due = Merge.objects.filter(status=Merge.Status.PROPOSED, due_on__lt=local_day(now))
    for merge in due.select_related("issue", "into").order_by("pk"):
        with _locked(merge.issue, merge.into) as (issue, into):
            if not Merge.objects.filter(pk=merge.pk, status=Merge.Status.PROPOSED).exists():
                continue  # somebody said no, or yes, a moment ago
            if issue.state in MERGEABLE and into.state not in GONE and seen_by_the_same(issue, into):
                take(issue, "merge", actor=system, now=now)
                done += 1
            else:
                _lapse(merge, actor=system, now=now)
    return done


def _lapse(merge, *, actor, now, seat=None):
    _end(merge, Merge.Status.LAPSED, now)
    record(
        "issue.merge_lapsed",
        actor=actor,
        seat=seat,
        at=now,
        target=merge.issue,
        about=[merge.into],
        title=merge.issue.title,
        home=merge.issue.home_body_id,
        into_home=merge.into.home_body_id,
    )


def _end(merge, status, now):
    merge.status, merge.ended_at = status, now
    merge.save(update_fields=["status", "ended_at"])


# What the table of an innmelding does


def is_proposed(issue, now):
    """For `unless`: why it cannot be merged now."""
    if issue.merges.filter(status=Merge.Status.PROPOSED).exclude(into__state__in=GONE).exists():
        return None
    return _("Ingen har foreslått å slå saken sammen med en annen.")


def proposals_lapse(issue, act, event):
    """What was proposed and can no longer come true lapses with the step: of a case that is on another way, and
    into one that is withdrawn. Each of these is changed by others only with this case locked."""
    proposed = Merge.objects.filter(status=Merge.Status.PROPOSED).select_related("issue", "into")
    of_it = Q(issue=issue) | Q(into=issue) if issue.state in GONE else Q(issue=issue)
    for merge in proposed.filter(of_it).order_by("pk"):
        _lapse(merge, actor=act.actor, now=act.now, seat=act.seat)


def write_merge(issue, act):
    merge = issue.merges.select_related("into").get(status=Merge.Status.PROPOSED)
    if not seen_by_the_same(issue, merge.into):
        raise Refused(_("Innmeldingene er ikke lenger synlige for de samme, og kan derfor ikke slås sammen."))
    issue.hold_until = None
    return {
        "title": issue.title,
        "into": merge.into_id,
        "into_title": merge.into.title,
        "is_answered": merge.into.state in ANSWERED,
        "home": issue.home_body_id,
        "into_home": merge.into.home_body_id,
    }


def voices_follow(issue, act, event):
    """Everyone behind the one now stands behind the other too, with their own words."""
    merge = issue.merges.select_related("into").get(status=Merge.Status.PROPOSED)
    merge.status = Merge.Status.DONE
    merge.save(update_fields=["status"])
    into = merge.into
    joined = record(
        "issue.merged_here",
        actor=act.actor,
        seat=act.seat,
        at=act.now,
        target=into,
        title=into.title,
        from_title=issue.title,
    )
    there = set(into.voices.standing().values_list("person", flat=True))
    Voice.objects.bulk_create(
        Voice(
            issue=into,
            person_id=voice.person_id,
            organisation_id=voice.organisation_id,
            text=voice.text,
            at=act.now,
            event=joined,
            came_from=issue,
        )
        for voice in issue.voices.standing().order_by("pk")
        if voice.person_id not in there
    )


def write_unmerge(issue, act):
    merge = issue.merges.select_related("into").get(status=Merge.Status.DONE)
    return {
        "title": issue.title,
        "into": merge.into_id,
        "into_title": merge.into.title,
        "text": act["reason"].strip(),
    }


def voices_part(issue, act, event):
    """Those who came along are no longer behind the other: their voices there end, and are not deleted."""
    merge = issue.merges.select_related("into").get(status=Merge.Status.DONE)
    _end(merge, Merge.Status.UNDONE, act.now)
    parted = record(
        "issue.parted_here",
        actor=act.actor,
        seat=act.seat,
        at=act.now,
        target=merge.into,
        title=merge.into.title,
        from_title=issue.title,
        text=event.data["text"],
    )
    merge.into.voices.standing().filter(came_from=issue).update(ended_event=parted)
