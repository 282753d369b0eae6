"""What those invited have answered, as the page of the meeting shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from meetings.invitations import Reply, can_answer
from meetings.models import Invitation
from meetings.quorum import Quorum, quorum
from network.collation import by_name


@dataclass(frozen=True)
class Replies:
    own: Invitation | None
    may_answer: bool
    coming: list[Invitation]
    not_coming: list[Invitation]
    silent: list[Invitation]
    deciders_missing: list[Invitation]
    quorum: Quorum

    @property
    def summary(self):
        """«7 kommer, 2 kommer ikke, 3 har ikke svart»."""
        parts = (
            (self.coming, gettext("kommer")),
            (self.not_coming, gettext("kommer ikke")),
            (self.silent, gettext("har ikke svart")),
        )
        return ", ".join(f"{len(rows)} {words}" for rows, words in parts)


def replies_to(meeting, person, now):
    """The answers so far; None before the agenda is sent out. Two queries."""
    if not meeting.published_at:
        return None
    rows = (
        meeting.invitations.standing()
        .with_names()
        .select_related("item")
        .order_by(by_name("person__name"), "pk")
    )
    rows = list(rows)
    whole = [row for row in rows if row.item_id is None]
    by_reply = {answer: [row for row in whole if row.reply == answer] for answer in Reply.values}
    return Replies(
        own=next((row for row in whole if row.person_id == person.pk), None),
        may_answer=can_answer(meeting, now),
        coming=by_reply[Reply.YES],
        not_coming=by_reply[Reply.NO],
        silent=by_reply[Reply.NONE],
        deciders_missing=[row for row in rows if row.must_decide and row.reply != Reply.YES],
        quorum=quorum(meeting.body, [row.seat for row in by_reply[Reply.YES] if row.seat], now),
    )
