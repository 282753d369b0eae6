from datetime import timedelta

from django.db.models import CharField, F, OuterRef, Prefetch, Q, Subquery, Value
from django.template.loader import render_to_string

from escalation.boards import desk_board
from escalation.models import Answer, Change, Escalation, Milestone, Verdict
from escalation.rules import may_judge, may_propose
from escalation.where import where_are
from guidance.models import JointText
from issues.models import Issue
from issues.models import State as IssueState
from network.deadlines import local_day
from network.registries import panel
from register.models import Project

SHOWN, NEW_FOR = 3, timedelta(days=90)  # of each kind on the front page


@panel("board")
def desk(people, viewer):
    """For content owners."""
    board = desk_board(viewer)
    if board is None:
        return {}
    html = render_to_string("escalation/_desk_board.html", {"board": board})
    return {person.pk: html for person in people}


@panel("home")
def lately(people, viewer):
    """What happens in the reader's regions: new projects and innmeldinger, and everywhere what cases led to. One
    statement."""
    if not viewer.is_inside:
        return {}
    near = {"organisation__region__in": viewer.region_ids} if viewer.region_ids else {}
    since = viewer.at - NEW_FOR
    projects = Project.objects.visible_to(viewer).norwegian().filter(registered_at__gt=since, **near)
    raised = (
        Issue.objects.visible_to(viewer)
        .filter(raised_at__gt=since, **near)
        .exclude(state=IssueState.WITHDRAWN)
    )
    changes = Change.objects.visible_to(viewer).filter(registered_at__gt=since)
    rows = _newest("project", projects, "registered_at").union(
        _newest("issue", raised, "raised_at"),
        _newest("change", changes, "registered_at", title="what", who=Value("")),
        all=True,
    )
    found = sorted(rows, key=lambda row: row["when"], reverse=True)
    html = (
        render_to_string("escalation/_lately.html", {"rows": found, "is_near": bool(near)}) if found else ""
    )
    return {person.pk: html for person in people}


def _newest(kind, seen, at, *, title="title", who=None):
    """The newest few of what is seen, in columns that can stand under each other."""
    rows = seen.filter(pk__in=seen.order_by("-pk").values("pk")[:SHOWN]).order_by()
    return rows.values(
        "pk",
        label=Value(kind, CharField()),
        named=F(title),
        who=who or F("organisation__name"),
        when=F(at),
    )


@panel("issue")
def may_be_proposed(issues, viewer):
    """The way up, for those who run the network that holds the innmelding."""
    return {
        issue.pk: render_to_string("escalation/_propose_link.html", {"issue": issue})
        for issue in issues
        if may_propose(viewer, issue)
    }


@panel("issue")
def lifted_to(issues, viewer):
    """Where each innmelding was lifted, who has answered, and what they answered."""
    said = Verdict.objects.filter(escalation=OuterRef("pk"), round=OuterRef("round"), person=viewer.person_id)
    escalations = list(
        Escalation.objects.visible_to(viewer)
        .filter(issues__in=issues)
        .for_lists()
        .with_progress()
        .annotate(said=Subquery(said.values("helped")[:1]))
        .prefetch_related("issues")
        .order_by("-pk")
    )
    if not escalations:
        return {}
    answers = {}
    for answer in (
        Answer.objects.filter(referral__escalation__in=escalations)
        .filter(Q(joint=None) | Q(referral__is_lead=True))  # a joint answer is read once
        .select_related("referral__holder", "entry", "seat__person", "seat__organisation")
        .prefetch_related(Prefetch("joint", JointText.objects.whole()))
        .order_by("pk")
    ):
        answers.setdefault(answer.referral.escalation_id, []).append(answer)
    where = where_are(escalations, answers, viewer.at, run_by_me=viewer.run_body_ids)
    found = {}
    for escalation in escalations:
        row = {
            "escalation": escalation,
            "where": where[escalation.pk],
            "answers": answers.get(escalation.pk, []),
            "may_judge": may_judge(viewer, escalation),
            "said": Verdict.Helped(escalation.said).label if escalation.said else "",
        }
        for issue in escalation.issues.all():
            found.setdefault(issue.pk, []).append(row)
    return {pk: render_to_string("escalation/_panel.html", {"rows": rows}) for pk, rows in found.items()}


def _led_to(causes, name, viewer):
    """What came of each of some innmeldinger or projects."""
    seen = Change.objects.visible_to(viewer).filter(**{f"{name}__in": causes}).for_lists()
    found = {}
    for change in seen.prefetch_related(name).distinct().order_by("-status_on", "-pk"):
        for cause in getattr(change, name).all():
            found.setdefault(cause.pk, []).append(change)
    wanted = {cause.pk for cause in causes}
    return {
        pk: render_to_string("escalation/_changes.html", {"changes": rows})
        for pk, rows in found.items()
        if pk in wanted
    }


@panel("issue")
def issue_led_to(issues, viewer):
    return _led_to(issues, "issues", viewer)


@panel("project")
def project_led_to(projects, viewer):
    return _led_to(projects, "projects", viewer)


@panel("entry")
def answered_with(entries, viewer):
    """The løftede saker that a piece of the information page was the answer to."""
    answers = Answer.objects.filter(
        entry__in=entries, referral__escalation__in=Escalation.objects.visible_to(viewer)
    )
    found = {}
    for answer in answers.select_related("referral__escalation").order_by("pk"):
        cases = found.setdefault(answer.entry_id, [])
        if answer.referral.escalation not in cases:
            cases.append(answer.referral.escalation)
    return {
        pk: render_to_string("escalation/_answered_with.html", {"cases": cases})
        for pk, cases in found.items()
    }


@panel("body")
def plan_of(bodies, viewer):
    """The plan of a body, and the way to a new milestone for those who run it."""
    plans = {body.pk: [] for body in bodies if body.pk in viewer.run_body_ids}
    seen = Milestone.objects.visible_to(viewer).filter(body__in=bodies).for_lists()
    for milestone in seen.order_by("due_on", "pk"):
        plans.setdefault(milestone.body_id, []).append(milestone)
    return {
        pk: render_to_string(
            "escalation/_plan.html",
            {
                "milestones": rows,
                "body_pk": pk,
                "may_add": pk in viewer.run_body_ids,
                "today": local_day(viewer.at),
            },
        )
        for pk, rows in plans.items()
    }


@panel("answer")
def answered_above(issues, viewer):
    """The answer to each innmelding that was lifted, in its first words, for whoever is about to ask the same."""
    answers = (
        Answer.objects.filter(
            referral__escalation__in=Escalation.objects.visible_to(viewer),
            referral__escalation__issues__in=issues,
        )
        .select_related("referral__holder", "seat__person")
        .annotate(issue_id=F("referral__escalation__issues"))
        .order_by("pk")
    )
    newest = {answer.issue_id: answer for answer in answers}
    return {
        pk: render_to_string("escalation/_answer_in_short.html", {"answer": answer})
        for pk, answer in newest.items()
    }
