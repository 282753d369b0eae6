"""The one-page status: figures that a past period gives again, on one sheet, with nothing that is not for all."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from escalation.document_pdf import pdf_of
from issues.models import Issue
from meetings import status
from meetings.planning import plan
from meetings.status import Period
from meetings.status_sheet import sheet_of
from network.deadlines import date_text, local_day
from network.evaluation import ask_due
from network.models import Evaluation
from network.reach import Reach
from network.workflow import take
from register.models import Phase
from register.projects import edit


@pytest.fixture
def period_of(now):
    """`period_of(days)`: so many days until today, or until the moment given."""

    def of(days, at=None):
        day = local_day(at or now)
        return Period.of(day - timedelta(days=days), day, at or now)

    return of


def texts(sheet):
    """Everything a reader sees, in one string."""
    return str(sheet)


def test_what_was_raised_answered_and_is_open(chain, regions, now, period_of):
    chain.raised()
    chain.taken_up(chain.raised())
    chain.all_answered()
    found = status.issue_figures(regions["sor-ost"], period_of(9))
    answered = Issue.objects.filter(state="answered").count()
    assert found == {"raised": 2 + answered, "answered": answered, "open": 2, "new": 1}
    assert status.issue_figures(regions["vest"], period_of(9))["raised"] == 0
    assert status.issue_figures(None, period_of(9)) == found


def test_a_past_period_gives_the_same_sheet_after_more_has_happened(chain, bodies, cast, now, period_of):
    project = chain.registered()
    case = chain.lifted()
    then = chain.now
    period = period_of(9, then)
    before = sheet_of(bodies.south_east, period, then)
    for referral in case.referrals.all():
        if referral.holder == bodies.desk_hdir:
            chain.settled(chain.acknowledged(referral))
        else:
            chain.handed_on(referral, to=bodies.desk_dmp)
    chain.raised()
    edit(project, actor=cast.member, now=chain.tick(), phase=Phase.IN_USE)
    later = chain.now + timedelta(days=400)
    assert sheet_of(bodies.south_east, period, later) == before
    assert sheet_of(bodies.south_east, period_of(9, chain.now), chain.now)["sections"] != before["sections"]


def test_it_says_with_whom_a_case_was_at_the_time_and_since_when(chain, bodies, period_of):
    referral = chain.referral(chain.lifted(), bodies.coordinating)
    before = chain.now
    chain.now += timedelta(days=6)
    chain.handed_on(referral, to=bodies.desk_dmp)
    since = lambda at: {w.whom: w.since for w in status.what_waits(None, period_of(19, at))}  # noqa: E731
    assert since(before)[bodies.coordinating.name] == local_day(referral.sent_at)
    assert bodies.coordinating.name not in since(chain.now)
    assert since(chain.now)[bodies.desk_dmp.name] == local_day(chain.now)


def test_a_case_that_stays_where_it_is_has_been_there_all_along(chain, bodies, period_of):
    referral = chain.acknowledged(chain.referral(chain.lifted(), bodies.coordinating))
    chain.now += timedelta(days=6)
    chain.handed_on(referral, responsibility="unclear")
    since = {one.whom: one.since for one in status.what_waits(None, period_of(19, chain.now))}
    assert since[bodies.coordinating.name] == local_day(referral.sent_at)


def test_a_case_waits_since_it_was_proposed_the_last_time(chain, cast, bodies, period_of):
    case = chain.proposed()
    first = local_day(chain.now)
    chain.now += timedelta(days=6)
    take(case, "send_back", actor=cast.lifting_lead, now=chain.tick(), reason="Hva skal avklares?")
    again = {"recipients": [bodies.coordinating], "no_assessment_because": "Haster."}
    take(case, "propose", actor=cast.lead, now=chain.tick(), ask="Hvem kan godkjenne?", **again)
    since = lambda at: [one.since for one in status.what_waits(None, period_of(19, at))]  # noqa: E731
    assert since(case.drafted_at) == [first]
    assert since(chain.now) == [first + timedelta(days=6)]


def test_what_is_not_for_the_whole_network_is_counted_and_not_named(chain, bodies, regions, period_of):
    case = chain.lifted()
    region, period = regions["sor-ost"], period_of(9, chain.now)
    assert case.title in texts(sheet_of(bodies.south_east, period, chain.now))
    for hidden in ({"reach": Reach.REGION}, {"reach": Reach.NETWORK, "restricted": True}):
        type(case).objects.filter(pk=case.pk).update(**hidden)
        sheet = sheet_of(bodies.south_east, period, chain.now)
        assert case.title not in texts(sheet)
        assert status.case_figures(region, period)["lifted"] == 1


def test_a_period_from_before_anyone_raised_anything_says_so(chain, bodies, now, period_of):
    began = f"Den første innmeldingen i Løft kom {date_text(local_day(chain.raised().raised_at))}."
    assert began in texts(sheet_of(bodies.south_east, period_of(900), now))
    assert began not in texts(sheet_of(bodies.south_east, period_of(0, chain.now), chain.now))


def test_the_next_meetings_stand_only_on_the_sheet_of_today(cast, bodies, now, period_of):
    plan(bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=9))
    assert "Neste møter" in texts(sheet_of(bodies.south_east, period_of(9), now))
    past = Period.of(local_day(now) - timedelta(days=30), local_day(now) - timedelta(days=3), now)
    assert "Neste møter" not in texts(sheet_of(bodies.south_east, past, now))


def test_the_sheet_asks_as_often_with_many_cases_as_with_one(chain, bodies, period_of):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            sheet_of(bodies.south_east, period_of(9, chain.now), chain.now)
        return len(queries)

    chain.promised(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
    chain.registered()
    few = asked()
    for _ in range(5):
        chain.promised(chain.acknowledged(chain.referral(chain.lifted(), bodies.desk_hdir)))
        chain.registered()
    assert asked() == few


def test_the_fullest_sheet_is_one_tagged_page(chain, bodies, cast, now, period_of):
    for number in range(9):
        case = chain.lifted()
        chain.promised(chain.acknowledged(chain.referral(case, bodies.desk_hdir)))
        type(case).objects.filter(pk=case.pk).update(title=f"{number} " + "Langtekstsomfyller " * 10)
        case.changes.update(what=f"{number} " + "Endringmedlangtnavn " * 9)
    for days in (9, 19, 29):
        plan(bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=days))
    chain.registered()
    chain.raised()
    content = pdf_of(
        sheet_of(bodies.south_east, period_of(9, chain.now), chain.now), now.replace(microsecond=0)
    )
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("nb")


def test_the_files_say_what_the_page_says(chain, bodies, cast, client_for):
    case = chain.lifted()
    browser = client_for(cast.member)
    page = browser.get(reverse("status", args=[bodies.south_east.pk]))
    assert case.title in page.content.decode()
    word = browser.get(reverse("status-docx", args=[bodies.south_east.pk]))
    document = Document(BytesIO(word.content))
    assert any(case.title in paragraph.text for paragraph in document.paragraphs)
    pdf = browser.get(reverse("status-pdf", args=[bodies.south_east.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf.headers["Content-Disposition"]


def test_a_period_that_ends_before_it_begins_is_said_beside_its_field(bodies, cast, client_for):
    page = client_for(cast.member).get(
        reverse("status", args=[bodies.south_east.pk]), {"fra": "2026-02-01", "til": "2026-01-01"}
    )
    assert "Siste dag må være samme dag" in page.content.decode()


# The evaluation after a year


def test_a_lead_marks_the_evaluation_as_done(bodies, cast, system, now, client_for):
    ask_due(now)
    evaluation = Evaluation.objects.get(body=bodies.south_east)
    address = reverse("evaluation-detail", args=[evaluation.pk])
    browser = client_for(cast.lead)
    assert "1. januar 2025" in browser.get(address).content.decode()
    assert "Skriv kort hva dere så" in browser.post(address, {"text": ""}).content.decode()
    browser.post(address, {"text": "Møtene ble korte og gode."})
    evaluation.refresh_from_db()
    assert evaluation.done_by == cast.lead.seats.get()
    assert "Møtene ble korte og gode." in browser.get(address).content.decode()
    assert browser.post(address, {"text": "En gang til"}).status_code == 404


def test_who_does_not_run_the_network_reads_and_marks_nothing(bodies, cast, system, now, client_for):
    ask_due(now)
    evaluation = Evaluation.objects.get(body=bodies.south_east)
    address = reverse("evaluation-detail", args=[evaluation.pk])
    for person in (cast.member, cast.lead_west):
        browser = client_for(person)
        assert "Evalueringen er gjort" not in browser.get(address).content.decode()
        assert browser.post(address, {"text": "Bra"}).status_code == 404
    assert client_for(cast.outsider).get(address).status_code == 404
    evaluation.refresh_from_db()
    assert evaluation.done_at is None
