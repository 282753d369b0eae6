"""What a body learns from other projects and networks, and what it does with it."""

from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.deadlines import local_day
from network.models import Lesson
from network.once import twice_is_once
from network.workflow import Refused
from network.writing import writing


@twice_is_once
def tell(body, *, actor, seat, now, partner, what, status, why, on, link="", token=None):
    """Write down what was learned. Sent twice, it counts once. Refused for a day that has not been."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Lesson.objects.filter(token=key).first()):
        return first
    if on > local_day(now):
        raise Refused(_("Velg dagen dere lærte det: i dag eller tidligere."), field="on")
    lesson = Lesson.objects.create(
        body=body,
        partner=partner,
        what=what,
        link=link,
        status=status,
        why=why,
        on=on,
        told_by=seat,
        told_at=now,
        token=key,
    )
    record(
        "lesson.told",
        actor=actor,
        seat=seat,
        at=now,
        target=lesson,
        about=[body],
        title=partner,
        status=status,
    )
    return lesson


@writing()
def judge(lesson, *, actor, seat, now, status, why):
    """Say anew what the body does with it, and why: what was «vurderes» comes to something."""
    lesson = Lesson.objects.select_for_update().select_related("body").get(pk=lesson.pk)
    before, lesson.status, lesson.why = lesson.status, status, why
    lesson.save(update_fields=["status", "why"])
    record(
        "lesson.judged",
        actor=actor,
        seat=seat,
        at=now,
        target=lesson,
        about=[lesson.body],
        title=lesson.partner,
        before=before,
        status=status,
        why=why,
    )
    return lesson
