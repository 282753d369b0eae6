"""When a lifting body ends, the networks that proposed to it propose to whoever took over."""

from network.audit import record
from network.deadlines import local_day
from network.models import Body, Person


def repoint_lifting_bodies(now):
    """Let networks point at the heir of an ended lifting body. Returns how many did.

    A secretariat is not moved like this: whom it serves decides who was owed a notice, also long ago.
    `membership` follows it to its heir by the date instead.
    """
    day, system, moved = local_day(now), Person.objects.system(), 0
    for body in Body.objects.on(day).filter(lifting_body__ends_on__lte=day).select_related("lifting_body"):
        before = body.lifting_body
        if heir := before.heir(day):
            Body.objects.filter(pk=body.pk).update(lifting_body=heir)
            record("body.repointed", actor=system, at=now, target=body, before=before.pk, after=heir.pk)
            moved += 1
    return moved
