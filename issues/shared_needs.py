"""The same need in several places: one innmelding instead of many (R4).

When three organisations in two health regions have told of the same infrastructure need, an innmelding is drafted
and those who told are asked to join. The first who does raises it; for the others joining is «Gjelder oss også».
"""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from issues.models import Issue, SharedNeed, SharedNeedAsked
from issues.raising import endorse, raise_issue
from network.audit import record
from network.models import Person
from network.reach import Reach
from network.workflow import Refused
from network.writing import writing
from register.models import Experience

ORGANISATIONS, REGIONS = 3, 2
# A need is raised together once, and not again until it has had time to be met.
FRESH = timedelta(days=365)
Answer = SharedNeedAsked.Answer


@writing()
def ask_due(now):
    """For each need that enough organisations share, ask those who told of it and have not been asked. Done twice,
    it asks nobody twice."""
    running = {
        one.need: one for one in SharedNeed.objects.filter(found_at__gt=now - FRESH).order_by("found_at")
    }
    for need, told in _told_by_need().items():
        shared = running.get(need)
        if shared is None and _is_shared(told):
            shared = SharedNeed.objects.create(need=need, found_at=now)
        if shared is not None:
            _ask(shared, told, now)


def _told_by_need():
    """{need: {organisation: the newest report}} of what standing reports lack, as far as others may know of it."""
    rows = Experience.objects.standing().reaching(Reach.NETWORK, Reach.PUBLIC)
    rows = rows.filter(
        kind=Experience.Kind.INFRASTRUCTURE,
        organisation__region__isnull=False,
        project__owner__isnull=False,
    )
    found = {}
    for row in (
        rows.exclude(need="").select_related("organisation", "project__owner").order_by("reported_at", "pk")
    ):
        found.setdefault(row.need, {})[row.organisation] = row
    return found


def _is_shared(told):
    return len(told) >= ORGANISATIONS and len({one.region_id for one in told}) >= REGIONS


def _ask(shared, told, now):
    asked = set(shared.asked.values_list("organisation", flat=True))
    new = {one: row for one, row in told.items() if one.pk not in asked}
    if not new:
        return
    SharedNeedAsked.objects.bulk_create(
        SharedNeedAsked(
            shared=shared, experience=row, organisation=one, person=row.project.owner, asked_at=now
        )
        for one, row in new.items()
    )
    record(
        "need.shared", actor=Person.objects.system(), at=now, target=shared,
        about=[row.project for row in new.values()], title=shared.title, need=shared.get_need_display(),
    )  # fmt: skip


def draft_of(shared):
    """The innmelding as it would be raised: what each has told, under the name of the organisation."""
    rows = shared.asked.select_related("organisation", "experience").order_by("pk")
    lines = [f"– {row.organisation.name}: {row.experience.title}" for row in rows]
    return "\n".join([f"Dette er meldt som behov for {shared.get_need_display()}:", *lines])


@writing()
def join(shared, *, actor, now, seat):
    """Join on behalf of the organisation one was asked for. Returns the innmelding. Raises `Refused` when the
    innmelding is answered, or the person was never asked; joining twice is joining once."""
    shared = SharedNeed.objects.select_for_update().get(pk=shared.pk)
    row = _asked_row(shared, actor)
    if row.answer == Answer.JOINED:
        return shared.issue
    about = {"actor": actor, "now": now, "seat": seat, "organisation": row.organisation}
    if shared.issue is None:
        shared.issue = raise_issue(
            title=shared.title,
            text=draft_of(shared),
            kind=Issue.Kind.NEED,
            project=row.experience.project,
            **about,
        )
        shared.save(update_fields=["issue"])
    else:
        endorse(shared.issue, text=row.experience.title, **about)
    _answer(row, Answer.JOINED, now)
    return shared.issue


@writing()
def decline(shared, *, actor, now):
    """«Ikke nå»: it is not asked again. One may still join the innmelding itself. Twice is once."""
    row = _asked_row(SharedNeed.objects.select_for_update().get(pk=shared.pk), actor)
    if not row.answer:
        _answer(row, Answer.DECLINED, now)


def _asked_row(shared, person):
    row = shared.asked.filter(person=person).select_related("organisation", "experience__project").first()
    if row is None:
        raise Refused(_("Du er ikke spurt om dette behovet."))
    return row


def _answer(row, answer, now):
    row.answer, row.answered_at = answer, now
    row.save(update_fields=["answer", "answered_at"])
