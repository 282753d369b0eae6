"""When a body ends, those that leaned on it lean on whoever took over."""

from network.audit import record
from network.deadlines import local_day
from network.models import Body, Person

TIES = ("lifting_body", "secretariat")


def repoint_ties(now):
    """Let networks point at the heir of an ended lifting body or secretariat. Returns how many ties moved."""
    day, system, moved = local_day(now), Person.objects.system(), 0
    for tie in TIES:
        for body in Body.objects.on(day).filter(**{f"{tie}__ends_on__lte": day}).select_related(tie):
            before = getattr(body, tie)
            if heir := before.heir(day):
                Body.objects.filter(pk=body.pk).update(**{tie: heir})
                record(
                    "body.repointed",
                    actor=system,
                    at=now,
                    target=body,
                    tie=tie,
                    before=before.pk,
                    after=heir.pk,
                )
                moved += 1
    return moved
