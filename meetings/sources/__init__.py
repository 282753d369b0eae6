"""Where the lines of an agenda come from: reads downwards, in a constant number of queries."""

from dataclasses import replace

from meetings.sources import cases, own
from meetings.sources.history import IN_EVERY_MEETING, History

SOURCES = (
    own.minutes_to_approve,
    own.actions_due,
    own.standing_items,
    cases.proposals_to_lift,
    cases.milestones,
    cases.referrals,
    cases.issues,
    own.proposed_by_members,
    cases.decided_outside_meetings,
    cases.answers,
    own.news,
)


def standing(meeting, now):
    """Everything that could be treated in this meeting as it stands at `now`.

    What an earlier or a published agenda of the same body has, is not offered again; what was laid aside
    only when somebody puts it on; what was put off comes back, and must be treated.
    """
    history = History.of(meeting)
    found = [candidate for source in SOURCES for candidate in source(meeting, history, now)]
    found += own.put_off(history, {candidate.key for candidate in found})
    return [_come_back(candidate, history) for candidate in found if _is_wanted(candidate, history)]


def _is_wanted(candidate, history):
    if candidate.source in IN_EVERY_MEETING:
        return True
    laid_aside = (candidate.label, candidate.pk) in history.laid_aside and candidate.key not in history.pinned
    return not laid_aside and not history.stands_elsewhere(candidate.key)


def _come_back(candidate, history):
    put_off = history.put_off.get(candidate.key)
    if put_off is None or candidate.source in IN_EVERY_MEETING:
        return candidate
    return replace(
        candidate,
        must=True,
        comes_from=put_off.pk,
        why=candidate.why + history.times_on_agendas(candidate.key),
    )
