"""Answers first: what somebody who is writing may find instead of asking again, in the order that helps most."""

from dataclasses import dataclass, field

from issues.models import Issue, Voice
from issues.rules import may_join
from issues.similar import guidance_like, similar
from network.audit import label_of
from network.links import url_for
from network.membership import leaders_of
from network.models import Event, Person
from network.registries import panels_for

ANSWERING = ("issue.answer", "issue.refer")


@dataclass
class Answered:
    """An issue that has its answer, whom to ring about it, and what was answered where it was lifted."""

    suggestion: object
    person: Person | None
    parts: list = field(default_factory=list)


@dataclass
class Answers:
    answered: list
    guidance: list
    open: list
    ours: frozenset = frozenset()  # ids of those that the reader's organisation has raised or joined
    is_open_closest: bool = False  # then what others have raised comes before what is answered

    def __bool__(self):
        return bool(self.answered or self.guidance or self.open)


def answers_for(text, viewer, *, exclude=None):
    """What is like a text: already answered, what applies, and what others have raised and joined."""
    alike = similar(text, viewer, exclude=exclude)
    done = [suggestion for suggestion in alike if suggestion.is_answered]
    waiting = [suggestion for suggestion in alike if not suggestion.is_answered]
    return Answers(
        answered=_with_whom_to_ring(done, viewer),
        guidance=[
            (url_for(label_of(row), row.pk), row, shared) for _, row, shared in guidance_like(text, viewer)
        ],
        open=waiting,
        ours=_ours(waiting, viewer),
        is_open_closest=bool(waiting) and alike[0] == waiting[0],
    )


def _ours(suggestions, viewer):
    issues = [suggestion.issue.pk for suggestion in suggestions if not suggestion.is_anonymised]
    seat = may_join(viewer) if issues else None
    if seat is None:
        return frozenset()
    voices = Voice.objects.standing().filter(issue__in=issues, organisation=seat.organisation_id)
    return frozenset(voices.values_list("issue", flat=True))


def _with_whom_to_ring(suggestions, viewer):
    """Who answered; where it was lifted, whoever leads the network it came from. In a constant number of queries."""
    issues = [suggestion.issue for suggestion in suggestions]
    if not issues:
        return []
    events = Event.objects.filter(
        target_label=Issue._meta.label_lower, target_id__in=[issue.pk for issue in issues], verb__in=ANSWERING
    )
    who = {event.target_id: event.actor for event in events.select_related("actor").order_by("pk")}
    leaders = leaders_of({issue.home_body_id for issue in issues}, viewer.at)
    parts = panels_for("answer", [issue for issue in issues if not issue.answer], viewer)
    return [
        Answered(
            suggestion,
            (who.get(suggestion.issue.pk) if suggestion.issue.answer else None)
            or leaders.get(suggestion.issue.home_body_id),
            parts.get(suggestion.issue.pk, []),
        )
        for suggestion in suggestions
    ]
