"""Where the lines of an agenda come from: reads downwards, a constant number of queries."""

from datetime import timedelta

from django.db.models import Count, Q

from escalation.models import Answer, Decision, Escalation, Referral, ReferralState
from escalation.models import State as EscalationState
from issues.models import Issue
from issues.models import State as IssueState
from meetings.agenda import Candidate
from meetings.models import AgendaItem, Meeting, Proposal
from network.deadlines import date_text, local_day, running_for
from network.models import Body
from register.models import Experience, Project

UNWEIGHED = 300
CONSIDERED = 60
NEWS_DAYS = 30
A_MONTH = timedelta(days=30)
Type = AgendaItem.Type


def standing(meeting, now):
    """Everything that could be treated in this meeting as it stands at `now`."""
    previous = _previous(meeting)
    since = previous.starts_at if previous else meeting.starts_at - timedelta(days=NEWS_DAYS)
    passed = _passed_over(meeting)
    return [
        *_minutes_to_approve(previous),
        *_proposals(meeting, passed),
        *_referrals(meeting, passed),
        *_issues(meeting, passed),
        *_decided_outside_meetings(meeting, since, now),
        *_answers(meeting, since, now),
        *_news(meeting, since, now),
        *_proposed_by_members(meeting, now, passed),
    ]


def _previous(meeting):
    return (
        Meeting.objects.filter(
            body=meeting.body_id, state=Meeting.State.HELD, starts_at__lt=meeting.starts_at
        )
        .order_by("-starts_at")
        .first()
    )


def _passed_over(meeting):
    """How many held meetings of this body each case has been passed over in."""
    rows = (
        AgendaItem.objects.filter(meeting__body=meeting.body_id, meeting__state=Meeting.State.HELD)
        .exclude(why_not="")
        .values_list("target_label", "target_id")
        .annotate(times=Count("pk"))
    )
    return {(label, pk): times for label, pk, times in rows}


def _again(times):
    return f" Ikke plass {times} {'gang' if times == 1 else 'ganger'} før." if times else ""


def _minutes_to_approve(previous):
    if previous:
        yield Candidate(
            source="minutes",
            label="meetings.meeting",
            pk=previous.pk,
            type=Type.DECISION,
            title=f"Godkjenne referat fra {date_text(local_day(previous.starts_at))}",
            minutes=5,
            why="Referatet fra forrige møte er ikke godkjent.",
            must=True,
        )


def _proposals(meeting, passed):
    """What networks have proposed to this lifting body."""
    proposed = Escalation.objects.filter(lifting_body=meeting.body_id, state=EscalationState.PROPOSED)
    for escalation in proposed.select_related("home_body__region").prefetch_related("issues__rank")[
        :CONSIDERED
    ]:
        times = passed.get(("escalation.escalation", escalation.pk), 0)
        region = escalation.home_body.region
        yield Candidate(
            source="decision",
            label="escalation.escalation",
            pk=escalation.pk,
            type=Type.DECISION,
            title=escalation.title,
            minutes=15,
            why=f"{escalation.home_body.name} foreslår at saken løftes.{_again(times)}",
            value=max((_value(issue) for issue in escalation.issues.all()), default=UNWEIGHED),
            region=region.name if region else "",
            passed_over=times,
        )


def _referrals(meeting, passed):
    """Cases this group holds or shall decide; a must when the deadline falls before the next meeting."""
    body = meeting.body_id
    here = Q(deciding_body=body, state=ReferralState.IN_REVIEW) | Q(
        holder=body, state__in=[ReferralState.SENT, ReferralState.IN_REVIEW, ReferralState.WAITING]
    )
    referrals = list(
        Referral.objects.filter(here)
        .select_related("escalation", "holder", "deciding_body")
        .order_by("pk")[:CONSIDERED]
    )
    clocks = running_for("escalation.referral", [referral.pk for referral in referrals])
    limit = _next_after(meeting)
    for referral in referrals:
        clock = clocks.get(referral.pk)
        due = clock.due_on if clock else None
        laid_here = referral.deciding_body_id == body
        times = passed.get(("escalation.referral", referral.pk), 0)
        # A stopped clock presses nobody, and what lies before another body is theirs to press on with.
        elsewhere = referral.deciding_body_id not in (None, body)
        must = bool(due and due <= limit and not clock.is_paused and not elsewhere)
        why = _why_referral(referral, body)
        if must:
            why += f" Svarfristen {date_text(due)} går ut før neste møte."
        yield Candidate(
            source="decision" if laid_here else "referral",
            label="escalation.referral",
            pk=referral.pk,
            type=Type.DECISION if laid_here else Type.DISCUSSION,
            title=referral.title,
            minutes=10,
            why=why + _again(times),
            value=UNWEIGHED * 3,
            must=must or laid_here,
            passed_over=times,
        )


def _why_referral(referral, body):
    if referral.deciding_body_id == body:
        return f"{referral.holder.name} legger saken frem med forslag til beslutning."
    if referral.deciding_body_id:
        return f"Saken er hos oss, og er lagt frem for {referral.deciding_body.name}."
    if referral.state == ReferralState.WAITING:
        return "Saken er hos oss og venter på opplysninger."
    return "Saken er hos oss og venter på behandling."


def _next_after(meeting):
    later = Meeting.objects.filter(
        body=meeting.body_id, state=Meeting.State.PLANNED, starts_at__gt=meeting.starts_at
    )
    following = later.order_by("starts_at").values_list("starts_at", flat=True).first()
    return local_day(following or meeting.starts_at + A_MONTH)


def _value(issue):
    rank = getattr(issue, "rank", None)
    return rank.score if rank else UNWEIGHED


def _issues(meeting, passed):
    """The network's own open innmeldinger, by rank."""
    if not meeting.body.is_network:
        return
    open_states = [IssueState.NEW, IssueState.WITH_NETWORK]
    issues = (
        Issue.objects.held_by(meeting.body_id)
        .filter(state__in=open_states)
        .select_related("rank", "organisation__region")
        .annotate(n_voices=Count("voices__organisation", distinct=True))
        .order_by("-rank__score", "pk")
    )
    weighed = issues.filter(rank__isnull=False)[:CONSIDERED]
    unweighed = issues.filter(rank__isnull=True).order_by("pk")[:CONSIDERED]
    for issue in [*weighed, *unweighed]:
        times = passed.get(("issues.issue", issue.pk), 0)
        yield Candidate(
            source="issue",
            label="issues.issue",
            pk=issue.pk,
            type=Type.DISCUSSION,
            title=issue.title,
            minutes=10,
            why=_why_issue(issue) + _again(times),
            value=_value(issue) + 10 * min(issue.n_voices, 20),
            passed_over=times,
        )


def _why_issue(issue):
    rank = getattr(issue, "rank", None)
    voices = f"Gjelder {issue.n_voices} {'virksomhet' if issue.n_voices == 1 else 'virksomheter'}"
    if rank is None:
        return f"{voices}; ikke vurdert ennå."
    assessors = "én vurdering" if rank.assessors == 1 else f"{rank.assessors} vurderinger"
    apart = " Ulike syn." if rank.views_differ else ""
    return f"{voices}; vurdert til {rank.score // 100} av 15 ({assessors}).{apart}"


def _decided_outside_meetings(meeting, since, now):
    """What was decided in this body's name since last, in writing or by fullmakt: the group is told."""
    decided = Decision.objects.filter(
        body=meeting.body_id,
        how__in=[Decision.How.WRITING, Decision.How.AUTHORITY],
        recorded_at__gt=since,
        recorded_at__lte=now,
    )
    for decision in decided.select_related("escalation", "referral").order_by("pk")[:CONSIDERED]:
        case = decision.referral or decision.escalation
        yield Candidate(
            source="decided",
            label=case._meta.label_lower,
            pk=case.pk,
            type=Type.INFORMATION,
            title=f"Besluttet: {decision.escalation.title}",
            minutes=3,
            why=f"{decision.outcome_text[0].upper()}{decision.outcome_text[1:]} {decision.get_how_display()} {date_text(decision.decided_on)}.",
            value=UNWEIGHED,
            must=True,
        )


def _answers(meeting, since, now):
    """Answers that came since last, for the network that asked and the body that lifted."""
    answers = Answer.objects.filter(at__gt=since, at__lte=now).filter(
        Q(referral__escalation__home_body=meeting.body_id)
        | Q(referral__escalation__lifting_body=meeting.body_id)
    )
    for answer in answers.select_related("referral__escalation", "referral__holder").order_by("pk")[
        :CONSIDERED
    ]:
        yield Candidate(
            source="answer",
            label="escalation.answer",
            pk=answer.pk,
            type=Type.INFORMATION,
            title=f"Svar: {answer.referral.title}",
            minutes=3,
            why=f"{answer.referral.holder.name} svarte {date_text(local_day(answer.at))}.",
            value=UNWEIGHED // 2,
        )


def _news(meeting, since, now):
    """One line for all that is new in the register, when anything is."""
    if not meeting.body.is_network:
        return
    span = Q(registered_at__gt=since, registered_at__lte=now)
    reported = Q(reported_at__gt=since, reported_at__lte=now)
    if meeting.body.kind == Body.Kind.REGIONAL_NETWORK:
        span &= Q(organisation__region=meeting.body.region_id)
        reported &= Q(organisation__region=meeting.body.region_id)
    projects = Project.objects.filter(span).count()
    experiences = Experience.objects.filter(reported).count()
    if projects or experiences:
        yield Candidate(
            source="news",
            label="network.body",
            pk=meeting.body_id,
            type=Type.INFORMATION,
            title="Nye prosjekter og erfaringer",
            minutes=5,
            why=f"Siden forrige møte: {_count(projects, 'prosjekt')} og {_count(experiences, 'erfaring')}.",
            value=UNWEIGHED // 3,
        )


def _count(number, noun):
    plural = {"prosjekt": "prosjekter", "erfaring": "erfaringer"}[noun]
    return f"{number} {noun if number == 1 else plural}"


def _proposed_by_members(meeting, now, passed):
    """What those seated here have proposed, until it is treated or declined."""
    proposals = Proposal.objects.open().filter(body=meeting.body_id, proposed_at__lte=now)
    for proposal in proposals.select_related("seat__person", "seat__organisation").order_by("pk")[
        :CONSIDERED
    ]:
        times = passed.get(("meetings.proposal", proposal.pk), 0)
        yield Candidate(
            source="proposed",
            label="meetings.proposal",
            pk=proposal.pk,
            type=proposal.type,
            title=proposal.title,
            minutes=proposal.minutes,
            why=f"Foreslått av {proposal.seat.signature}.{_again(times)}",
            value=UNWEIGHED,
            passed_over=times,
        )
