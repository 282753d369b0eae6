"""What the notices and the timeline need to know of a case, as it was at the event; and whom it has come to."""

from escalation.models import EscalationParty
from issues.models import IssueHolder


def told(escalation, **more):
    issues = list(escalation.issues.order_by("pk").values_list("pk", flat=True))
    bodies = {"home": escalation.home_body_id, "lifting": escalation.lifting_body_id}
    return {"title": escalation.title, "escalation": escalation.pk, "issues": issues, **bodies, **more}


def told_of(referral, **more):
    return told(referral.escalation, holder=referral.holder_id, holder_name=referral.holder.name, **more)


def comes_to(escalation, body, now):
    """From now on the body is a party, to the case and to the innmeldinger behind it."""
    EscalationParty.objects.get_or_create(escalation=escalation, body=body, defaults={"since": now})
    IssueHolder.objects.bulk_create(
        [IssueHolder(issue=issue, body=body, since=now) for issue in escalation.issues.all()],
        ignore_conflicts=True,
    )
