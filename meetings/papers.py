"""Papers (saksfremlegg) for the lines of an agenda: what a line, its proposal, and the line it comes from carry."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Proposal
from meetings.restricted import restricted_among
from network.attachments import attach, may_withdraw
from network.audit import label_of
from network.deadlines import local_day
from network.models import Attachment
from network.workflow import Refused


def add(item, upload, *, actor, seat, now):
    """Keep a file that has passed the gate as the paper of a line, inside the caller's transaction.

    A restricted case's papers belong on the case, where only its parties see them: Refused.
    """
    if restricted_among([item]):
        raise Refused(
            _("Saken er skjermet. Legg papiret på selve saken, så er det bare partene som ser det.")
        )
    return attach(_keeper(item), upload, body=item.meeting.body, actor=actor, seat=seat, now=now)


def papers_of(meeting, items, viewer):
    """{a line's id: its papers}, in one query. Each says whether it came after the meeting's deadline, and
    whether the viewer may withdraw it."""
    found = _carried(items)
    for paper in (paper for papers in found.values() for paper in papers):
        paper.is_late = meeting.papers_by is not None and local_day(paper.at) > meeting.papers_by
        paper.may_be_withdrawn = may_withdraw(paper, viewer)
    return found


def names_of(items):
    """{a line's id: the names of its papers}, those withdrawn left out: what a version that is sent out says."""
    return {
        pk: [paper.name for paper in papers if paper.withdrawn_at is None]
        for pk, papers in _carried(items).items()
    }


def _carried(items):
    """{a line's id: what it carries, and what the line it comes from carried}."""
    keepers = {item.pk: [_keeper(item)] for item in items}
    for item in items:
        if item.comes_from_id:
            keepers[item.pk].append(AgendaItem(pk=item.comes_from_id))
    hung = defaultdict(list)
    for paper in Attachment.objects.on(*{keeper for several in keepers.values() for keeper in several}):
        hung[paper.target_label, paper.target_id].append(paper)
    return {
        pk: [paper for keeper in several for paper in hung[label_of(keeper), keeper.pk]]
        for pk, several in keepers.items()
    }


def with_papers(items):
    """Ids of the lines that carry a paper of their own: those do not go by themselves."""
    return set(Attachment.objects.on(*items).values_list("target_id", flat=True)) if items else set()


def _keeper(item):
    """A proposal keeps its papers, whichever agenda it comes to; other lines keep their own."""
    is_proposal = item.target_label == Proposal._meta.label_lower
    return Proposal(pk=item.target_id) if is_proposal else item
