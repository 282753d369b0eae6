"""What stands on an agenda from the cases: proposed to be lifted, held, raised, decided and answered."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from escalation.models import Answer, Decision, Escalation, Milestone, Referral, ReferralState
from escalation.models import State as EscalationState
from issues.models import Issue, Voice
from issues.models import State as IssueState
from meetings.agenda import Candidate
from meetings.models import ItemType
from network.deadlines import local_day, running_for
from network.membership import leaders_of
from network.models import Body
from network.telling import Telling, telling

UNWEIGHED = 300
CONSIDERED = 60


def again(times):
    if times == 1:
        return telling(_("Ikke plass én gang før."))
    return telling(_("Ikke plass {times} ganger før."), times=times) if times else Telling()


def is_late(meeting, day):
    return meeting.propose_by is not None and day > meeting.propose_by


def for_information(meeting):
    """Why what came late is not there to be decided."""
    wording = _("Foreslått etter fristen {propose_by}, derfor bare til orientering.")
    return telling(wording, propose_by=meeting.propose_by)


def proposals_to_lift(meeting, history, now):
    """What networks have proposed to this lifting body; a must when the target falls before the next meeting."""
    proposed = Escalation.objects.filter(lifting_body=meeting.body_id, state=EscalationState.PROPOSED)
    cases = list(
        proposed.select_related("home_body__region")
        .prefetch_related("issues__rank")
        .order_by("pk")[:CONSIDERED]
    )
    clocks = running_for("escalation.escalation", [case.pk for case in cases])
    leaders = leaders_of({case.home_body_id for case in cases}, now)
    limit = history.next_day
    for case in cases:
        clock, home = clocks.get(case.pk), case.home_body
        key = ("decision", "escalation.escalation", case.pk)
        late = bool(clock) and is_late(meeting, clock.starts_on)
        brief = late and key not in history.excused
        times = history.passed_over[key[1:]]
        must = bool(clock and clock.due_on <= limit) and not brief
        why = telling(_("{network} foreslår at saken løftes."), network=home.name) + again(times)
        if must:
            why += telling(_("Målet er svar innen {due_on}."), due_on=clock.due_on)
        if brief:
            why += for_information(meeting)
        yield Candidate(
            source="decision",
            label="escalation.escalation",
            pk=case.pk,
            type=ItemType.INFORMATION if brief else ItemType.DECISION,
            title=case.title,
            minutes=5 if brief else 15,
            why=why,
            value=max((_value(issue) for issue in case.issues.all()), default=UNWEIGHED),
            must=must,
            region=home.region.name if home.region else "",
            late=late,
            passed_over=times,
            owner=home.name,
            presenter=leaders[home.pk].name if home.pk in leaders else "",
        )


def referrals(meeting, history, _now):
    """Cases this group holds or shall decide; a must when the deadline falls before the next meeting."""
    body = meeting.body_id
    here = Q(deciding_body=body, state=ReferralState.IN_REVIEW) | Q(
        holder=body, state__in=[ReferralState.SENT, ReferralState.IN_REVIEW, ReferralState.WAITING]
    )
    held = list(
        Referral.objects.filter(here)
        .select_related("escalation", "holder", "deciding_body", "officer__person")
        .order_by("pk")[:CONSIDERED]
    )
    clocks = running_for("escalation.referral", [referral.pk for referral in held])
    limit = history.next_day
    for referral in held:
        clock = clocks.get(referral.pk)
        due = clock.due_on if clock else None
        laid_here = referral.deciding_body_id == body
        times = history.passed_over["escalation.referral", referral.pk]
        # A stopped clock presses nobody, and what lies before another body is theirs to press on with.
        elsewhere = referral.deciding_body_id not in (None, body)
        must = bool(due and due <= limit and not clock.is_paused and not elsewhere)
        why = _why_referral(referral, body)
        if must:
            wording = _("Blir den ikke avgjort her, går svarfristen {due_on} ut før møtet etter.")
            why += telling(wording, due_on=due)
        yield Candidate(
            source="decision" if laid_here else "referral",
            label="escalation.referral",
            pk=referral.pk,
            type=ItemType.DECISION if laid_here else ItemType.DISCUSSION,
            title=referral.title,
            minutes=10,
            why=why + again(times),
            value=UNWEIGHED * 3,
            must=must or laid_here,
            passed_over=times,
            owner=referral.holder.name,
            presenter=referral.officer.person.name if referral.officer else "",
        )


def _why_referral(referral, body):
    if referral.deciding_body_id == body:
        return telling(
            _("{holder} legger saken frem med forslag til beslutning."), holder=referral.holder.name
        )
    if referral.deciding_body_id:
        return telling(_("Saken er hos oss, og er lagt frem for {group}."), group=referral.deciding_body.name)
    if referral.state == ReferralState.WAITING:
        return telling(_("Saken er hos oss og venter på opplysninger."))
    return telling(_("Saken er hos oss og venter på behandling."))


def _value(issue):
    rank = getattr(issue, "rank", None)
    return rank.score if rank else UNWEIGHED


def milestones(meeting, history, _now):
    """What stands in a plan that this body shall decide on; a must when it falls due before the next meeting."""
    waiting = Milestone.objects.waiting_for(meeting.body_id).select_related("body")
    for milestone in waiting[:CONSIDERED]:
        times = history.passed_over["escalation.milestone", milestone.pk]
        due = {"group": milestone.body.name, "due_on": milestone.due_on}
        yield Candidate(
            source="milestone",
            label="escalation.milestone",
            pk=milestone.pk,
            type=ItemType.DECISION,
            title=milestone.title,
            minutes=15,
            why=telling(_("Milepæl i planen til {group}, innen {due_on}."), **due) + again(times),
            value=UNWEIGHED * 2,
            must=milestone.due_on <= history.next_day,
            passed_over=times,
            owner=milestone.body.name,
        )


def issues(meeting, history, _now):
    """The network's own open innmeldinger: those ranked highest, and the oldest not weighed yet."""
    if not meeting.body.is_network:
        return
    standing = (
        Issue.objects.held_by(meeting.body_id)
        .filter(state__in=[IssueState.NEW, IssueState.WITH_NETWORK])
        .select_related("rank", "organisation__region")
    )
    weighed = standing.filter(rank__isnull=False).order_by("-rank__score", "pk")[:CONSIDERED]
    unweighed = standing.filter(rank__isnull=True).order_by("pk")[:CONSIDERED]
    rows = [*weighed, *unweighed]
    voices = _organisations_that_ask(rows)
    national = meeting.body.kind == Body.Kind.NATIONAL_NETWORK
    for issue in rows:
        times = history.passed_over["issues.issue", issue.pk]
        region = issue.organisation.region if national else None
        yield Candidate(
            source="issue",
            label="issues.issue",
            pk=issue.pk,
            type=ItemType.DISCUSSION,
            title=issue.title,
            minutes=10,
            why=_why_issue(issue, voices[issue.pk]) + again(times),
            value=_value(issue) + 10 * min(voices[issue.pk], 20),
            region=region.name if region else "",
            passed_over=times,
            owner=issue.organisation.called,
        )


def _organisations_that_ask(rows):
    counted = (
        Voice.objects.standing()
        .filter(issue__in=[issue.pk for issue in rows])
        .values_list("issue")
        .annotate(n=Count("organisation", distinct=True))
    )
    return {issue.pk: 0 for issue in rows} | dict(counted)


def _why_issue(issue, n_voices):
    rank = getattr(issue, "rank", None)
    wording = _("Gjelder én virksomhet.") if n_voices == 1 else _("Gjelder {number} virksomheter.")
    voices = telling(wording, number=n_voices)
    if rank is None:
        return voices + telling(_("Ikke vurdert ennå."))
    # Not what the score is: whoever has not assessed the case yet reads this too.
    return voices + telling(_("Vurdert av {assessors}."), assessors=rank.assessors)


def decided_outside_meetings(meeting, history, now):
    """What was decided in this body's name since last, in writing or by fullmakt: the group is told."""
    decided = Decision.objects.filter(
        body=meeting.body_id,
        escalation__isnull=False,
        how__in=[Decision.How.WRITING, Decision.How.AUTHORITY],
        recorded_at__gt=history.since,
        recorded_at__lte=now,
    )
    for decision in decided.select_related("escalation", "referral").order_by("pk")[:CONSIDERED]:
        case = decision.referral or decision.escalation
        yield Candidate(
            source="decided",
            label=case._meta.label_lower,
            pk=case.pk,
            type=ItemType.INFORMATION,
            title=f"Besluttet: {decision.escalation.title}",
            minutes=3,
            why=telling(
                _("Besluttet {how_text} {decided_on}: {outcome_text}."),
                how_text=decision.get_how_display(),
                decided_on=decision.decided_on,
                outcome_text=decision.outcome_text,
            ),
            value=UNWEIGHED,
            must=True,
            owner=meeting.body.name,
        )


def answers(meeting, history, now):
    """Answers that came since last, for the network that asked and the body that lifted."""
    came = Answer.objects.filter(at__gt=history.since, at__lte=now).filter(
        Q(referral__escalation__home_body=meeting.body_id)
        | Q(referral__escalation__lifting_body=meeting.body_id)
    )
    for answer in came.select_related("referral__escalation", "referral__holder").order_by("pk")[:CONSIDERED]:
        yield Candidate(
            source="answer",
            label="escalation.answer",
            pk=answer.pk,
            type=ItemType.INFORMATION,
            title=f"Svar: {answer.referral.title}",
            minutes=3,
            why=telling(
                _("{holder} svarte {on}."), holder=answer.referral.holder.name, on=local_day(answer.at)
            ),
            value=UNWEIGHED // 2,
            owner=answer.referral.holder.name,
        )
