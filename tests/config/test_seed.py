"""What a new Løft begins with: complete, plainly invented where it is, and never done twice."""

import csv
import io
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from config.invariants import breaches
from config.seed import files
from escalation.models import (
    Change,
    Clarification,
    Closed,
    Decision,
    Escalation,
    Milestone,
    Participation,
    Referral,
    ReferralState,
    State,
)
from escalation.paper import paper_of
from guidance.models import Entry
from issues.models import Issue
from meetings.models import AgendaItem, Meeting, OutsideEvent
from network.deadlines import OSLO, is_working_day, local_day
from network.messages import wording
from network.models import (
    Body,
    Deadline,
    Event,
    Mail,
    Notice,
    Organisation,
    Person,
    Region,
    Regulation,
    Remit,
    SearchEntry,
    Seat,
)
from network.registries import notified_verbs
from network.story import story_of
from network.viewer import Viewer
from register.models import Experience, Phase, Project, Question, ResourcePerson, Tool
from register.reporting import standings
from register.sharing import competence_table

APPS = ("network", "register", "issues", "guidance", "escalation", "meetings")
Kind, Role = Body.Kind, Seat.Role


def seed(**options):
    out = io.StringIO()
    call_command("seed", stdout=out, **options)
    return out.getvalue()


def make_system_person():
    # Made by a migration; a test that truncates the tables has taken it along.
    Person.objects.get_or_create(
        is_system=True, defaults={"email": "system@loft.invalid", "name": "Løft", "is_active": False}
    )


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """One seeded site for the tests that only look; undone when the last of them has."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_system_person()
        yield seed()
        transaction.set_rollback(True)


@pytest.fixture
def looks(seeded, db):
    """The seeded site; what a test writes to it is undone."""
    return seeded


def everything():
    """Every row of ours, with every column."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


def now():
    return timezone.now()


# Once, and never over what stands


def test_a_second_run_changes_nothing(looks):
    before = everything()
    assert seed() == looks
    assert everything() == before


def test_what_people_have_changed_stays(looks):
    Organisation.objects.filter(slug="hf-vv").update(name="Nytt navn HF")
    Organisation.objects.filter(slug="et-slv").update(successor=None, note="Rettet.")
    Body.objects.filter(slug="fagrad").update(name="Ekspertrådet")
    Person.objects.filter(email="medlem@loft.example").update(name="Giftet Seg")
    Seat.objects.filter(person__email="kollega@loft.example").update(ends_at=now())
    Issue.objects.filter(source_key="sak-001").update(title="Omskrevet")
    before = everything()
    seed()
    assert everything() == before


def test_now_may_be_given_as_text(looks):
    assert seed(now=datetime(2026, 1, 1, 9, tzinfo=OSLO)) == looks


# Facts


def test_the_organisations(looks):
    assert Organisation.objects.count() == 487
    assert Region.objects.count() == 4
    assert Organisation.objects.filter(kind="municipal", region__isnull=False).count() == 357
    assert Organisation.objects.get(slug="hf-bergen").region.slug == "vest"
    assert not Organisation.objects.filter(source="").exclude(kind="industry").exists()
    for ended, successor in (
        ("et-ehelse", "Helsedirektoratet"),
        ("et-slv", "Direktoratet for medisinske produkter"),
    ):
        agency = Organisation.objects.get(slug=ended)
        assert (agency.ended_on, agency.successor.name) == (date(2024, 1, 1), successor)


def test_the_rules_and_who_answers_for_what(looks):
    assert Regulation.objects.count() == 63
    assert Regulation.objects.get(slug="reg-03").owner.short_name == "REK"
    assert Regulation.objects.get(slug="reg-46").owner.name == "Helsedirektoratet"
    phases = {phase for rule in Regulation.objects.all() for phase in rule.phases}
    assert phases == set(Phase.values) - {Phase.ENDED}
    rhf = Remit.objects.filter(organisation__kind="rhf")
    assert rhf.count() == 4
    handed_over = Remit.objects.filter(area__startswith="fag- og tilsynsmyndighet").order_by("starts_on")
    assert {(r.organisation.slug, r.starts_on, r.ends_on) for r in handed_over} == {
        ("et-slv", None, date(2024, 1, 1)),
        ("et-dmp", date(2024, 1, 1), None),
    }


def test_projects_and_experiences_are_public_facts_with_their_source(looks):
    invented = Project.objects.filter(source_key__startswith="eksempel")
    assert {project.title.partition("(")[2] for project in invented} == {"oppdiktet eksempel)"}
    real = Project.objects.exclude(pk__in=invented)
    assert real.count() == 27
    told = Experience.objects.exclude(project__in=invented)
    assert told.count() == 24
    for facts in (real, told):
        assert not facts.filter(source_url="").exists()
        assert not facts.exclude(reach="public").exists()
    assert Project.objects.get(source_key="no-001").organisation.slug == "hf-vv"
    assert Project.objects.get(source_key="no-039").country == "Sverige"
    assert Project.objects.get(source_key="no-034").care_level == Project.CareLevel.MUNICIPAL
    assert not Project.objects.filter(organisation=None, organisation_name="").exists()


def test_the_obstacles_keep_their_whole_source(looks):
    """A cell with a comma must be quoted: a lost address is a lost source."""
    assert Issue.objects.count() == 37
    told = {row["id"]: row["kilde"] for row in files.rows("saker")}
    assert dict(Issue.objects.values_list("source_key", "source_url")) == told
    assert "nyemetoder.no" in told["sak-005"]
    assert {"question", "need", "barrier"} == set(Issue.objects.values_list("kind", flat=True))


def test_a_broken_file_is_not_read(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "DATA", tmp_path)
    (tmp_path / "x.csv").write_text("id,kilde\n1,anbefalinger, juni 2021\n")
    with pytest.raises(ValueError, match="does not fit its header"):
        list(files.rows("x"))


def test_every_file_is_valid_and_its_people_exist():
    for path in Path(files.DATA).glob("*.csv"):
        with path.open(newline="") as file:
            header, *rest = csv.reader(file)
        assert {len(row) for row in rest} == {len(header)}, path.name


def test_all_of_it_can_be_found(looks):
    indexed = Counter(SearchEntry.objects.values_list("label", flat=True))
    for model in (Project, Experience, Issue, Escalation, Entry, Tool, ResourcePerson, Regulation):
        assert indexed[model._meta.label_lower] == model.objects.count()


def test_an_upgrade_that_changed_the_index_makes_it_anew_once(looks, capsys):
    SearchEntry.objects.filter(label="search.made_as").delete()
    SearchEntry.objects.filter(label="issues.issue").update(stems="gammelt")
    call_command("reindex", "--if-old")
    assert not SearchEntry.objects.filter(stems="gammelt").exists()
    assert "indexed" in capsys.readouterr().out
    call_command("reindex", "--if-old")
    assert capsys.readouterr().out == ""


# People and bodies

CAST = {
    "medlem": ("member", "nettverk-sorost", "hf-vv"),
    "kollega": ("member", "nettverk-sorost", "hf-vv"),
    "medlem-vest": ("member", "nettverk-vest", "hf-bergen"),
    "leder-sorost": ("lead", "nettverk-sorost", "rhf-sorost"),
    "leder-nord": ("lead", "nettverk-nord", "rhf-nord"),
    "sekretariat": ("secretary", "sekretariat", "rhf-sorost"),
    "nasjonal-leder": ("lead", "nasjonalt-nettverk", "rhf-sorost"),
    "fagrad-klinikk": ("member", "fagrad", "hf-stolav"),
    "styring-leder": ("lead", "nettverkets-styringsgruppe", "rhf-sorost"),
    "koordinering-leder": ("lead", "koordineringsgruppen", "et-hdir"),
    "styringsgruppe-vest": ("member", "styringsgruppen", "rhf-vest"),
    "observator-kin": ("observer", "styringsgruppen", "fn-kin"),
    "innhold-hdir": ("lead", "innhold-helsedirektoratet", "et-hdir"),
    "kommune": ("member", "nettverk-vest", "k-4601"),
    "ks": ("member", "nasjonalt-nettverk", "ks"),
    "industri": ("observer", "nasjonalt-nettverk", "fn-nht"),
}


@pytest.mark.parametrize("name", CAST)
def test_the_cast(looks, name):
    seat = Seat.objects.at(now()).filter(person__email=f"{name}@loft.example").order_by("pk").first()
    assert (seat.role, seat.body.slug, seat.organisation.slug) == CAST[name]


def test_people_are_plainly_invented_and_cannot_be_guessed_in(looks):
    people = Person.objects.filter(is_system=False)
    assert people.filter(is_invented=True).count() == people.count()
    assert all(person.email.endswith("@loft.example") for person in people)
    assert not any(person.has_usable_password() for person in people)
    assert len({person.name for person in people}) == people.count()
    administrator = people.get(email="administrator@loft.example")
    assert administrator.is_staff
    assert administrator.is_superuser
    for name in ("administrator", "utenfor"):
        assert not Seat.objects.filter(person__email=f"{name}@loft.example").exists()
    assert people.filter(is_staff=True).count() == 1


@pytest.mark.parametrize("slug", ["koordineringsgruppen", "styringsgruppen"])
def test_who_sits_in_the_coordination_project(looks, slug):
    seats = Seat.objects.at(now()).filter(body__slug=slug)
    sit = set(seats.exclude(role=Role.OBSERVER).values_list("organisation__slug", flat=True))
    rhfs = {"rhf-sorost", "rhf-vest", "rhf-midt", "rhf-nord"}
    assert sit == rhfs | {"et-hdir", "et-dmp", "ks", "et-htil", "et-fhi"}
    assert set(seats.filter(role=Role.OBSERVER).values_list("organisation__slug", flat=True)) == {"fn-kin"}


def test_the_bodies(looks):
    kinds = Counter(Body.objects.filter(ends_on=None).values_list("kind", flat=True))
    assert kinds == {
        Kind.REGIONAL_NETWORK: 4,
        Kind.NATIONAL_NETWORK: 1,
        Kind.SECRETARIAT: 1,
        Kind.COUNCIL: 1,
        Kind.NETWORK_STEERING: 1,
        Kind.COORDINATING: 1,
        Kind.STEERING: 1,
        Kind.CONTENT_DESK: 4,
    }
    served = Body.objects.filter(secretariat__slug="sekretariat").values_list("kind", flat=True)
    assert Counter(served) == {
        Kind.REGIONAL_NETWORK: 4,
        Kind.NATIONAL_NETWORK: 1,
        Kind.COUNCIL: 1,
        Kind.NETWORK_STEERING: 1,
    }
    networks = Body.objects.filter(kind__in=Body.NETWORKS)
    assert set(networks.values_list("lifting_body__slug", flat=True)) == {"nettverkets-styringsgruppe"}
    assert all(body.mandate for body in Body.objects.all())


def test_what_ended_stands_with_its_successor(looks):
    ended = Body.objects.exclude(ends_on=None)
    assert dict(ended.values_list("slug", "successor__slug")) == {
        "koordineringsgruppen-2019": "koordineringsgruppen",
        "styringsgruppen-2019": "styringsgruppen",
        "innhold-ehelse": "innhold-helsedirektoratet",
        "innhold-legemiddelverket": "innhold-dmp",
    }
    assert not Seat.objects.at(now()).filter(body__in=ended).exists()


# Cases


def test_everything_told_holds_together(looks):
    assert breaches(now()) == []
    assert breaches(now() + timedelta(hours=2)) == [], "what was seeded is sealed"


def test_cases_stand_in_every_state_with_every_outcome_and_their_history(looks):
    assert Escalation.objects.count() >= 12
    assert set(Escalation.objects.values_list("state", flat=True)) == set(State)
    assert set(Escalation.objects.values_list("closed_as", flat=True)) == {"", *Closed}
    assert set(Referral.objects.values_list("state", flat=True)) == set(ReferralState)
    assert set(Decision.objects.values_list("outcome", flat=True)) == set(Decision.Outcome)
    assert set(Decision.objects.values_list("how", flat=True)) == set(Decision.How)
    assert Escalation.objects.filter(round=2).exists()
    assert Referral.objects.exclude(responsibility="").exists()
    assert Clarification.objects.exists()
    issues = set(Issue.objects.values_list("state", flat=True))
    assert issues == {
        "new",
        "with_network",
        "on_hold",
        "referred",
        "proposed",
        "lifted",
        "answered",
        "merged",
    }
    assert Referral.objects.filter(state="in_review", deciding_body__slug="styringsgruppen").exists()
    for escalation in Escalation.objects.all():
        assert len(story_of(escalation)) >= 2, escalation


def test_what_came_of_it_has_every_kind_a_decision_gives(looks):
    kinds = set(Change.objects.values_list("kind", flat=True))
    assert kinds == {"rule", "guidance", "infrastructure", "competence"}
    assert {"hearing", "adopted", "in_plan", "planned", "recommended", "done"} == set(
        Change.objects.values_list("state", flat=True)
    )
    assert all(change.issues.exists() for change in Change.objects.exclude(decision=None))


def test_what_came_of_it_has_happened_over_several_years(looks):
    """From before the first case, each step was taken on its own date."""
    years = {change.status_on.year for change in Change.objects.all()}
    assert {2024, 2025, local_day(now()).year} <= years
    for change in Change.objects.filter(decision=None):
        steps = Event.objects.filter(target_label="escalation.change", target_id=change.pk).order_by("pk")
        assert [step.at for step in steps] == sorted(step.at for step in steps)
        assert local_day(steps.last().at) == change.status_on


def test_nobody_sits_in_two_meetings_at_once(looks):
    """Those who serve several bodies run all their meetings."""
    coming = Meeting.objects.filter(state=Meeting.State.PLANNED).select_related("body")
    held = Meeting.objects.filter(state=Meeting.State.HELD).select_related("body")
    for meetings in (coming, held):
        at = Counter(
            (meeting.body.secretariat_id or meeting.body_id, meeting.starts_at) for meeting in meetings
        )
        assert max(at.values()) == 1, [key for key, times in at.items() if times > 1]


def test_the_next_agendas_show_what_had_no_room_and_what_comes_back(looks):
    lines = AgendaItem.objects.filter(meeting__state=Meeting.State.PLANNED)
    assert lines.exclude(why_not="").exists()
    assert lines.filter(why_not="", why__contains="3. gang på sakslisten").exists()


def test_a_leg_of_the_ki_stafett_is_to_come(looks):
    coming = OutsideEvent.objects.coming(local_day(now()))
    assert coming.filter(title__startswith="KI-stafetten").count() == 1


def test_an_answered_case_waits_for_some_verdicts(looks):
    for escalation in Escalation.objects.filter(state="answered"):
        said = set(escalation.verdicts.values_list("person", flat=True))
        asked = set(escalation.issues.values_list("voices__person", flat=True))
        assert said < asked
        assert said


def test_decisions_were_made_in_meetings_that_had_the_case_on_the_agenda(looks):
    decisions = Decision.objects.filter(how=Decision.How.MEETING).exclude(escalation=None)
    assert decisions.exists()
    for decision in decisions:
        meeting = decision.agenda_item.meeting
        assert meeting.body == decision.body
        assert local_day(meeting.starts_at) == decision.decided_on
        assert decision.agenda_item.number
        assert decision.participations.exists()
    aside = Participation.objects.filter(part=Participation.Part.STOOD_ASIDE)
    assert {part.decision.body.slug for part in aside} == {"styringsgruppen"}
    assert all(part.reason for part in aside)


def test_nothing_happened_at_the_weekend_or_yesterday(looks):
    told = Event.objects.exclude(verb__in=["meeting.compiled", "seat.given", "seat.ended"])
    for at in told.values_list("at", flat=True):
        assert is_working_day(local_day(at))
        assert 8 <= at.astimezone(OSLO).hour <= 16
        assert at < now() - timedelta(hours=25)


def test_nobody_is_mailed_or_has_anything_unread(looks):
    assert Notice.objects.exists()
    assert not Notice.objects.filter(read_at=None).exists()
    assert not Mail.objects.exists()


def test_all_that_happened_can_be_told_in_a_mail(looks):
    told = Event.objects.filter(verb__in=notified_verbs()).select_related("actor", "seat__organisation")
    assert {event.verb for event in told} >= {"referral.input", "issue.raised", "escalation.lift"}
    for event in told:
        subject, body = wording(event)
        assert subject.strip()
        assert body.strip()


def test_something_is_due_this_week(looks):
    assert_something_is_due_soon(now())


def assert_something_is_due_soon(moment):
    today = local_day(moment)
    friday = max(today + timedelta(days=4 - today.weekday()), today)
    due = Deadline.objects.filter(
        ended_at=None, target_label="escalation.referral", due_on__range=(today, friday + timedelta(days=5))
    )
    assert due.exists()


def test_the_information_page_names_who_answers_for_it(looks):
    entries = Entry.objects.published()
    assert entries.count() == 6
    assert entries.values("desk").distinct().count() == 4
    addresses = set(Regulation.objects.values_list("url", flat=True))
    for entry in entries:
        assert entry.source_url in addresses
        assert entry.review_on > local_day(now())
        assert entry.agency == entry.desk.owner
        asked = entry.issues.all()
        assert all(issue.raised_at < entry.published_at for issue in asked)
        assert asked or entry.subject == Entry.Subject.REGULATORY
    assert entries.filter(subject=Entry.Subject.PRACTICE).exists()


def test_companies_see_needs_and_nothing_that_hinders(looks):
    company = Viewer(Person.objects.get(email="industri@loft.example"), now())
    assert set(Issue.objects.visible_to(company).values_list("kind", flat=True)) == {"need"}
    seen = Escalation.objects.visible_to(company)
    assert set(seen.values_list("reach", flat=True)) == {"public"}
    assert not seen.with_papers_for(company).exists()


# Meetings


def test_every_body_has_met(looks):
    for body in Body.objects.all():
        met = Meeting.objects.filter(body=body, state=Meeting.State.HELD)
        assert met.exists(), body
        assert all(meeting.minutes_text and meeting.attendances.exists() for meeting in met)


def test_every_running_body_meets_again_soon(looks):
    assert_next_meetings(now())


def assert_next_meetings(moment):
    coming = {meeting.body_id: meeting for meeting in Meeting.objects.next_of_each_body(moment)}
    assert set(coming) == set(Body.objects.filter(ends_on=None).values_list("pk", flat=True))
    for meeting in coming.values():
        days = (local_day(meeting.starts_at) - local_day(moment)).days
        assert 3 <= days <= 20
        assert meeting.versions.exists()
    items = AgendaItem.objects.filter(meeting__in=coming.values(), why_not="")
    assert items.count() >= 10


def test_old_agendas_have_only_what_stood_then(looks):
    items = AgendaItem.objects.filter(meeting__state=Meeting.State.HELD, target_label="issues.issue")
    assert items.exists()
    raised = dict(Issue.objects.values_list("pk", "raised_at"))
    for item in items.select_related("meeting"):
        assert raised[item.target_id] < item.meeting.published_at


# Papers


def test_every_step_a_person_can_take_is_told_somewhere(looks):
    verbs = set(Event.objects.values_list("verb", flat=True))
    for step in ("referral.correct", "referral.defer", "referral.reply", "referral.file"):
        assert step in verbs
    assert {"escalation.supplement", "escalation.widen"} <= verbs


def test_every_paper_answers_all_six_questions_and_says_what_it_costs(looks):
    laid = Referral.objects.exclude(proposal="")
    assert laid.count() >= 10
    for referral in laid:
        said = paper_of(referral, now())
        assert said["costs"]
        for question, text in said["questions"]:
            assert text.count(".") >= 2 or len(text) > 60, (referral, question)


def test_the_next_paper_of_the_steering_group_shows_what_members_told(looks):
    referral = Referral.objects.get(state="in_review", deciding_body__slug="styringsgruppen")
    said = paper_of(referral, now())
    assert "1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}000 kr" in said["told_costs"][0]
    assert "Helse Vest" in said["hit"]
    assert said["changed"]
    assert said["supplements"]
    kinds = set(referral.inputs.values_list("kind", "value"))
    assert kinds == {
        ("question", ""), ("deputy", ""), ("aside", ""), ("anchored", "yes"), ("anchored", "ongoing"),
    }  # fmt: skip


def test_a_cost_says_what_it_is_for_when_the_source_does(looks):
    told = Experience.objects.exclude(project__source_key__startswith="eksempel")
    costs = told.filter(kind="cost", amount_nok__isnull=False)
    assert Counter(costs.values_list("cost_of", flat=True)) == {"establishing": 2, "operating": 1, "": 2}
    assert set(costs.exclude(year=None).values_list("year", flat=True)) == {2022, 2023}


def test_the_plan_of_the_network_has_come_as_far_as_it_was_decided(looks):
    ours = Milestone.objects.filter(body__slug="nasjonalt-nettverk").order_by("pk")
    assert [milestone.decision.outcome for milestone in ours if milestone.decision] == ["noted", "endorsed"]
    assert [milestone.due_on > local_day(now()) for milestone in ours if not milestone.decision] == [True]


def test_what_people_share_and_what_is_decided_can_be_seen_in_the_demo(looks):
    tools = Tool.objects.annotate(users=Count("adoptions"))
    assert tools.filter(users__gt=1).count() >= 2
    sources = {regulation.url for regulation in Regulation.objects.all()}
    assert all("(oppdiktet eksempel)" in tool.name or tool.url in sources for tool in tools)
    viewer = Viewer(Person.objects.get(email="leder-vest@loft.example"), now())
    rows = competence_table(viewer)
    assert any(row["needs"] and not row["offers"] for row in rows)
    assert any(row["needs"] and row["offers"] for row in rows)
    assert ResourcePerson.objects.visible_to(viewer).at(now()).filter(projects__isnull=False).exists()
    assert set(Question.objects.values_list("outcome", flat=True)) == {"", Question.Outcome.ANSWERED}
    stand = {
        slug: standings(viewer, {region.pk}, local_day(now()))
        for slug, region in ((region.slug, region) for region in Region.objects.all())
    }
    assert sum(map(bool, stand.values())) >= 3
    assert any(one.missing for found in stand.values() for one in found)
    assert any(one.told for found in stand.values() for one in found)
