"""Saksfremlegg: who may add one, who reads it, and that it follows its line."""

from datetime import timedelta

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from issues.models import Issue
from meetings.compiling import compile_meeting
from meetings.editing import edit_item
from meetings.frozen import laid_out
from meetings.invitations import invite_to_item
from meetings.planning import plan
from meetings.proposing import propose
from meetings.publishing import publish
from network.models import Attachment
from network.uploads import Upload
from network.viewer import Viewer
from network.workflow import NotAllowed, Refused, take

pytestmark = pytest.mark.django_db
PAPER = Upload("Saksfremlegg.pdf", Attachment.Kind.PDF, b"%PDF-1.7 papiret", "")


@pytest.fixture
def planned(chain, cast, bodies):
    """An agenda with an innmelding and a proposal that carries a paper."""
    chain.taken_up()
    propose(bodies.south_east, actor=cast.member, now=chain.tick(), title="Felles opplæring", file=PAPER)
    starts_at = chain.tick() + timedelta(days=20)
    meeting = plan(bodies.south_east, actor=cast.lead, now=chain.now, starts_at=starts_at)
    compile_meeting(meeting, now=chain.tick())
    return meeting


def line(meeting, source):
    return meeting.items.select_related("meeting__body").get(source=source)


def page_of(browser, meeting):
    return browser.get(reverse("meeting-detail", args=[meeting.pk])).text


def file_of(browser, paper):
    return browser.get(reverse("attachment-detail", args=[paper.pk]))


def test_whoever_sits_there_reads_the_paper_of_a_proposal_and_others_do_not_know_of_it(
    planned, cast, client_for
):
    paper = Attachment.objects.get()
    assert "Saksfremlegg.pdf" in page_of(client_for(cast.colleague), planned)
    assert file_of(client_for(cast.colleague), paper).content == PAPER.content
    assert file_of(client_for(cast.member_west), paper).status_code == 404
    assert file_of(client_for(cast.owner_dmp), paper).status_code == 404


def test_whoever_runs_the_meeting_adds_a_paper_on_the_page_of_a_line(planned, cast, client_for):
    address = reverse("agenda-item", args=[planned.pk, line(planned, "issue").pk])
    content = typst.compile(b"Vurdering", format="pdf")
    sent = lambda: {"file": SimpleUploadedFile("Vurdering.pdf", content)}  # noqa: E731
    assert client_for(cast.member).post(address, sent()).status_code == 404
    assert client_for(cast.lead).post(address, sent()).status_code == 302
    assert page_of(client_for(cast.member), planned).count("Vurdering.pdf") == 1  # to read, and no more
    assert page_of(client_for(cast.lead), planned).count("Vurdering.pdf") == 2  # and to withdraw


def test_a_withdrawn_paper_leaves_its_reason(planned, cast, client_for):
    paper, browser = Attachment.objects.get(), client_for(cast.lead)
    sent = browser.post(reverse("attachment-withdraw", args=[paper.pk]), {"because": "Feil utgave."})
    assert sent.status_code == 302
    assert "Feil utgave." in page_of(client_for(cast.colleague), planned)
    assert file_of(client_for(cast.colleague), paper).status_code == 404


def test_a_member_cannot_add_a_paper_to_a_line(planned, cast, chain):
    with pytest.raises(NotAllowed):
        edit_item(line(planned, "issue"), actor=cast.member, now=chain.tick(), file=PAPER)
    assert Attachment.objects.count() == 1


def test_the_paper_of_a_restricted_case_belongs_on_the_case(planned, cast, chain):
    Issue.objects.update(restricted=True)
    with pytest.raises(Refused, match="skjermet"):
        edit_item(line(planned, "issue"), actor=cast.lead, now=chain.tick(), file=PAPER)
    assert Attachment.objects.count() == 1


def test_a_line_that_carries_a_paper_stays_when_its_case_is_settled(planned, cast, chain):
    item = line(planned, "issue")
    edit_item(item, actor=cast.lead, now=chain.tick(), file=PAPER)
    take(Issue.objects.get(), "answer", actor=cast.lead, now=chain.tick(), text="Slik.")
    compile_meeting(planned, now=chain.tick(), actor=cast.lead)
    assert "behandlet på annen måte" in line(planned, "issue").why_not


def test_what_came_after_the_deadline_says_so(planned, cast, chain, client_for):
    assert "kom etter fristen" not in page_of(client_for(cast.member), planned)
    late = planned.starts_at - timedelta(days=1)
    edit_item(line(planned, "issue"), actor=cast.lead, now=late, file=PAPER)
    assert page_of(client_for(cast.member), planned).count("kom etter fristen") == 1


def test_what_is_sent_out_names_the_papers_and_a_new_one_is_a_change(planned, cast, chain, client_for):
    publish(planned, actor=cast.lead, now=chain.tick())
    version = planned.versions.get(published_at__isnull=False)
    said = str(laid_out(version, Viewer(cast.lead, chain.tick())))
    assert said.count("Saksfremlegg: Saksfremlegg.pdf") == 1
    edit_item(line(planned, "issue"), actor=cast.lead, now=chain.tick(), file=PAPER)
    assert "nytt saksfremlegg" in page_of(client_for(cast.member), planned)


def test_whoever_is_asked_to_one_line_reads_its_paper_and_no_other(planned, cast, chain, bodies, client_for):
    item = line(planned, "issue")
    edit_item(item, actor=cast.lead, now=chain.tick(), file=PAPER)
    seat = chain.seat(cast.owner_dmp, bodies.desk_dmp)
    asked = invite_to_item(item, actor=cast.lead, now=chain.tick(), seat=seat)
    publish(planned, actor=cast.lead, now=chain.tick())
    theirs, other = Attachment.objects.order_by("-pk")
    browser = client_for(cast.owner_dmp)
    assert "Saksfremlegg.pdf" in browser.get(reverse("invitation-detail", args=[asked.pk])).text
    assert file_of(browser, theirs).status_code == 200
    assert file_of(browser, other).status_code == 404


def test_the_paper_of_a_proposal_follows_it_to_the_next_meeting(planned, cast, chain, bodies, client_for):
    edit_item(line(planned, "proposed"), actor=cast.lead, now=chain.tick(), removed=True)
    later = plan(
        bodies.south_east, actor=cast.lead, now=chain.tick(), starts_at=planned.starts_at + timedelta(days=14)
    )
    compile_meeting(later, now=chain.tick())
    assert "Saksfremlegg.pdf" in page_of(client_for(cast.member), later)
