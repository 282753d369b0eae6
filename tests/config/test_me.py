"""One's own page: signing in with more than a password, what is kept, handing over, and being erased."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.db import connection
from django.urls import reverse
from django.utils.text import capfirst

from config.leaving import belongings_of, leave_network
from issues import talk
from issues.models import Assessment, Issue, Voice
from issues.raising import endorse, take_back
from meetings import actions
from meetings.planning import plan
from network import admission, audit, membership
from network.absence import leave
from network.membership import ids_running
from network.models import Admission, Event, Letter, Mail, Notice, Organisation, Person, Seat
from network.own_data import WORDS, columns_of, has_words
from network.personal_data import _is_told, _naming_people, erase, kept_about
from network.second_factor import needs_second_factor
from network.viewer import Viewer
from network.workflow import Refused, take
from register import facts
from register.asking import become_resource
from register.facts import say_yes_to_calls
from register.models import CallYes, Project, ProjectVersion, ResourcePerson
from register.upkeep import answer_error, report_error
from register.withdrawing import withdraw

PASSWORD = "blåklokke under fjellet"


@pytest.mark.parametrize(
    ("who", "needs"),
    [
        ("member", False),
        ("industry", False),
        ("outsider", False),
        ("lead", True),
        ("secretariat", True),
        ("council_chair", True),
        ("steering_member", True),
        ("owner_hdir", True),
        ("admin", True),
    ],
)
def test_those_who_lead_decide_or_publish_need_a_second_factor(who, needs, cast, now):
    assert needs_second_factor(Viewer(getattr(cast, who), now)) is needs


def test_without_one_they_come_no_further(cast, client_for, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    lead = client_for(cast.lead)
    for page in ("/", "/sok/?q=bilder", "/innmeldinger/", "/admin/", "/meg/ga-ut/", "/meg/alt-om-meg.json"):
        assert lead.get(page).headers["Location"] == reverse("second-factor")
    assert lead.post("/innmeldinger/meld-inn/", {"title": "x"}).headers["Location"] == reverse(
        "second-factor"
    )
    assert lead.get(reverse("second-factor")).status_code == 200
    assert lead.get(reverse("me")).status_code == 200
    assert lead.get(reverse("mfa_index")).status_code == 200
    assert lead.get(reverse("privacy")).status_code == 200
    assert lead.get(reverse("guidance")).status_code == 200
    totp.TOTP.activate(cast.lead, totp.generate_totp_secret())
    assert lead.get("/").status_code == 200
    Authenticator.objects.filter(user=cast.lead).delete()
    assert lead.get("/").status_code == 302  # taken away, it counts at once
    assert client_for(cast.member).get("/").status_code == 200


def code_for(secret):
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_with_one_a_password_alone_signs_nobody_in(cast, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cast.lead.set_password(PASSWORD)
    cast.lead.save()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.lead, secret)
    RecoveryCodes.activate(cast.lead)
    page = client.post(reverse("account_login"), {"login": cast.lead.email, "password": PASSWORD})
    assert page.headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/varsler/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.get("/varsler/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert client.get("/varsler/").status_code == 200


def test_a_person_ends_their_other_sessions(cast, client, client_for):
    cast.member.set_password(PASSWORD)
    cast.member.save()
    other = type(client)()
    for browser in (client, other):
        browser.post(reverse("account_login"), {"login": cast.member.email, "password": PASSWORD})
        assert browser.get("/varsler/").status_code == 200
    assert UserSession.objects.filter(user=cast.member).count() == 2
    assert "Logg ut alle andre steder" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert other.get("/varsler/").status_code == 302
    assert client.get("/varsler/").status_code == 200


def test_wrong_password_and_unknown_address_say_the_same(cast, client):
    said = []
    for email in (cast.member.email, "ingen@sykehus.no"):
        page = client.post(reverse("account_login"), {"login": email, "password": "feil passord her"})
        said.append(page.context["form"].errors.as_json())
        reset = client.post(reverse("account_reset_password"), {"email": email})
        said.append(reset.headers["Location"])
    assert said[:2] == said[2:]


def rows_of(kept):
    """All rows of what was downloaded, wherever they stand."""
    return [row for place in kept.values() for rows in place.values() for row in rows]


def test_all_that_is_kept_about_one_can_be_read(cast, chain, client_for, viewer):
    issue = chain.raised()
    kept = json.loads(client_for(cast.member).get(reverse("my-data")).content)
    assert kept["Deg og nettverket"]["Personer"][0]["E-post"] == cast.member.email
    assert any(row.get("Hva trenger du hjelp med?") == issue.title for row in rows_of(kept))
    text = kept_about(viewer(cast.member))
    assert cast.member.password not in text
    assert cast.member_west.email not in text


def test_it_is_in_the_words_of_the_screen_and_the_readers_language(cast, chain, client_for):
    chain.raised(phases=["procurement"])
    browser = client_for(cast.member)
    kept = json.loads(browser.get(reverse("my-data")).content)
    [row] = kept["Innmeldinger"]["Innmeldinger (meldt inn av)"]
    assert (row["Hva slags innmelding er det?"], row["Status"], row["Faser"]) == (
        "hindring",
        "ny",
        ["anskaffelse"],
    )
    assert row["Virksomhet"] == "Vestre Viken HF"
    assert row["Skjermet: bare for partene i saken"] == "nei"
    [event] = [
        row for row in kept["Deg og nettverket"]["Hendelser (gjort av)"] if row["Gjelder"] == "innmelding"
    ]
    assert (event["Hva som skjedde"], event["Status etter"]) == ("Meldt inn", "ny")
    assert event["Opplysninger"]["Hva slags innmelding er det?"] == "hindring"
    browser.cookies["django_language"] = "en"
    [row] = json.loads(browser.get(reverse("my-data")).content)["Issues"]["Issues (raised by)"]
    assert "barrier" in row.values()


def test_what_is_called_the_same_stands_beside_each_other(cast, chain, viewer):
    """The three reasons of an assessment have one heading on the screen, and all three are told."""
    assessor = chain.assessed(chain.taken_up()).person
    kept = json.loads(kept_about(viewer(assessor)))
    [row] = kept["Innmeldinger"]["Vurderinger"]
    reasons = [row[name] for name in ("Hvorfor?", "Hvorfor? (2)", "Hvorfor? (3)")]
    assert reasons == [
        "Prosjektet står stille.", "To årsverk går til avklaringer.", "Alle regioner kan bruke svaret.",
    ]  # fmt: skip


def test_what_is_kept_as_json_is_in_words_too(cast, chain, viewer):
    project = chain.registered()
    by = {"actor": cast.member, "now": chain.tick()}
    facts.check_boundary(project, answers=dict.fromkeys(facts.QUESTIONS, "unsure"), **by)
    facts.set_approval(project, kind="dpia", state="planned", **by)
    rows = rows_of(json.loads(kept_about(viewer(cast.member))))
    assert {
        "Bør hele landet ta stilling til det samlet, og ikke hvert sykehus for seg?": "Usikker"
    }.items() <= next(row["Svar"] for row in rows if "Svar" in row).items()
    told = next(row["Det som stod"] for row in rows if "Det som stod" in row)
    assert {"Nivå", "Parter", "Personvernkonsekvenser (DPIA)", "Synlig for: Kontakt og parter"} <= told.keys()
    set_to = next(
        row for row in rows if row.get("Hva som skjedde", "").endswith("godkjenning eller vurdering endret")
    )
    assert set_to["Opplysninger"] == {"Slag": "Personvernkonsekvenser (DPIA)", "Status": "planlagt"}


def test_what_one_no_longer_sees_is_a_number(cast, chain, viewer):
    issue = chain.raised()
    chain.endorsed(issue)
    take_back(issue, actor=cast.member_west, seat=cast.member_west.seats.get(), now=chain.tick())
    told = lambda: json.loads(kept_about(viewer(cast.member_west)))["Innmeldinger"]["Stemmer"][0]  # noqa: E731
    assert told()["Innmelding"] == issue.title
    Issue.objects.update(restricted=True)
    assert told()["Innmelding"] == f"nr. {issue.pk}"


def test_who_is_outside_is_told_no_names_of_others(cast, viewer, now, chain):
    project = chain.registered(reach="public")
    report = report_error(project, actor=cast.outsider, now=now, text="Feil navn.")
    answer_error(report, actor=cast.member, now=now, outcome="stands", answer="Nei.")
    text = kept_about(viewer(cast.outsider))
    assert "Feil navn." in text
    assert cast.member.name not in text


@pytest.mark.django_db
def test_every_column_that_names_a_person_has_words():
    """Whoever adds a column is told here: what no form asks for is called something in `own_data`."""
    models = {Person, *(model for model, _name in _naming_people())}
    unnamed = {
        f"{model.__name__}.{field.name}"
        for model in models
        for field in columns_of(model)
        if _is_told(model, field.name)
        and field.name not in WORDS
        and not has_words(field)
        and not field.is_relation
    }
    assert unnamed == set()


def test_of_the_ways_to_sign_in_only_which_they_are(cast, client_for, viewer):
    Authenticator.objects.create(user=cast.member, type=Authenticator.Type.TOTP, data={"secret": "ukjent"})
    browser = client_for(cast.member)
    browser.get("/")
    text = kept_about(viewer(cast.member))
    [row] = json.loads(text)["Innlogging"][str(capfirst(Authenticator._meta.verbose_name_plural))]
    assert row["Type"] == str(Authenticator.Type.TOTP.label)
    assert "ukjent" not in text
    assert browser.session.session_key not in text


def test_what_one_said_to_others_is_kept_about_one_too(cast, chain, now, viewer):
    """Columns without a way back from the person: comments, assessments, events."""
    issue = chain.assessed(chain.taken_up()).issue
    assessor = Assessment.objects.filter(issue=issue).first().person
    talk.say(issue, actor=cast.member, seat=cast.member.seats.get(), now=now, text="Vi fikk svar fra REK.")
    assert "Vi fikk svar fra REK." in kept_about(viewer(cast.member))
    assert "Meldt inn" in kept_about(viewer(cast.member))
    assert "Vurderinger" in json.loads(kept_about(viewer(assessor)))["Innmeldinger"]


def test_what_is_taken_back_is_still_kept_about_one(cast, chain, viewer):
    project = chain.registered(title="Registrert ved en feil")
    withdraw(project, actor=cast.member, seat=cast.member.seats.get(), now=chain.tick(), because="error")
    assert '"Navn på prosjektet": "Registrert ved en feil"' in kept_about(viewer(cast.member))


def test_those_one_decided_about_are_not_told_of(cast, bodies, now, viewer):
    admission.ask(email="ida@ukjent.no", name="Ida Berg", now=now)
    made = Admission.objects.get()
    person = admission.use(made, password=PASSWORD, now=now, workplace="Et sted")
    admission.decide(made, granted=False, actor=cast.secretariat, now=now, reason="Bare helsetjenesten.")
    assert "ida@ukjent.no" not in kept_about(viewer(cast.secretariat))
    assert "Et sted" in kept_about(viewer(person))


@pytest.fixture
def belongings(chain, cast, bodies, now):
    """A project, two innmeldinger and something to do, all the member's."""
    project = chain.registered()
    mine, answered = chain.raised(project=project), chain.raised()
    meeting = plan(bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=9))
    action = actions.add(
        meeting,
        actor=cast.lead,
        now=now,
        what="Spørre REK",
        owner=cast.member,
        due_on=now.date() + timedelta(days=2),
    )
    return project, mine, answered, action


def test_leaving_hands_over_to_a_colleague(belongings, cast, bodies, now):
    project, mine, other, action = belongings
    endorse(other, actor=cast.colleague, now=now, organisation=Organisation.objects.get(slug="vestre_viken"))
    leave_network(cast.member, now=now, heir=cast.colleague)
    assert not Seat.objects.at(now).filter(person=cast.member).exists()
    project.refresh_from_db()
    action.refresh_from_db()
    assert (project.owner, project.kept_for, action.owner) == (cast.colleague, None, cast.colleague)
    voices = Voice.objects.filter(person=cast.colleague).order_by("pk")
    assert {voice.issue_id for voice in voices} == {mine.pk, other.pk}
    assert voices.filter(issue=other).count() == 1
    told = Notice.objects.filter(person=cast.colleague, needs_you=True).values_list("event__verb", flat=True)
    assert {"project.handed_over", "issue.passed_on", "action.handed_over"} <= set(told)


def test_leaving_without_an_heir_gives_it_to_the_lead(belongings, cast, now):
    project, mine, _, action = belongings
    leave_network(cast.member, now=now)
    project.refresh_from_db()
    action.refresh_from_db()
    assert (project.owner, project.kept_for, action.owner) == (cast.lead, cast.member, cast.lead)
    assert mine.voices.filter(person=cast.lead).exists()


def test_the_answer_comes_home_to_whoever_took_over(belongings, cast, chain, now):
    _, mine, other, _ = belongings
    leave_network(cast.member, now=chain.tick(), heir=cast.colleague)
    assert [voice.issue for voice in belongings_of(cast.colleague).voices] == [mine, other]
    take(mine, "answer", actor=cast.lead, now=chain.tick(), text="Bruk malen fra Helse Vest.")
    assert Notice.objects.filter(person=cast.colleague, event__verb="issue.answer", needs_you=True).exists()


def test_the_only_one_who_leads_does_not_just_leave(cast, bodies, now):
    with pytest.raises(Refused, match="eneste som leder"):
        leave_network(cast.owner_hdir, now=now)
    assert Seat.objects.at(now).filter(person=cast.owner_hdir).count() == 1
    with pytest.raises(Refused, match="ingen roller"):
        leave_network(cast.outsider, now=now)
    with pytest.raises(Refused, match="samme virksomhet"):
        leave_network(cast.member, now=now, heir=cast.member_west)


def test_leaving_half_way_leaves_nothing_behind(belongings, cast, now, monkeypatch):
    def broken(*args, **given):
        raise RuntimeError

    monkeypatch.setattr("config.leaving.end_seat", broken)
    with pytest.raises(RuntimeError):
        leave_network(cast.member, now=now, heir=cast.colleague)
    assert Project.objects.get(pk=belongings[0].pk).owner == cast.member


def test_who_takes_over_speaks_for_the_same_organisation(belongings, cast, bodies, now):
    project, *_ = belongings
    bergen = Organisation.objects.get(slug="bergen")
    given = {"organisation": bergen, "role": Seat.Role.MEMBER, "actor": cast.admin, "now": now}
    membership.seat(cast.member, bodies.west, **given)
    leave_network(cast.member, now=now + timedelta(hours=1), heir=cast.member_west)
    project.refresh_from_db()
    assert project.owner == cast.lead  # the project is not Helse Bergen's


def test_who_has_left_is_no_longer_asked_or_rung(cast, chain, now, client_for):
    become_resource(
        actor=cast.member, seat=cast.member.seats.get(), now=now, knows="Bildedeling", reach_me="Telefon"
    )
    page = reverse("resource-list")
    assert "Bildedeling" in client_for(cast.colleague).get(page).content.decode()
    project = chain.registered()
    say_yes_to_calls(project, actor=cast.member, now=now, phone="90 00 00 00")
    leave_network(cast.member, now=now)
    assert "Bildedeling" not in client_for(cast.colleague).get(page).content.decode()
    yes, call = ResourcePerson.objects.get(), CallYes.objects.get()
    assert (yes.reach_me, call.phone) == ("", "")
    assert yes.ended_at == call.ended_at == now


def test_whose_membership_was_taken_back_is_not_one_to_ask(cast, bodies, now, client_for):
    become_resource(
        actor=cast.member, seat=cast.member.seats.get(), now=now, knows="Bildedeling", reach_me="Telefon"
    )
    admission.take_back(cast.member.seats.get(), actor=cast.lead, now=now, reason="Har sluttet.")
    assert "Bildedeling" not in client_for(cast.colleague).get(reverse("resource-list")).content.decode()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_lead_and_leave_at_once_one_stays(cast, bodies, now):
    second = Person.objects.create_user("andre@dmp.no", name="Den andre")
    desk, lead = bodies.desk_dmp, cast.owner_dmp
    organisation = lead.seats.get().organisation
    membership.seat(second, desk, organisation=organisation, role=Seat.Role.LEAD, actor=cast.admin, now=now)
    together = threading.Barrier(2)

    def leaves(person):
        try:
            together.wait(timeout=20)
            leave_network(person, now=now + timedelta(hours=1))
        except Refused:
            return "stays"
        else:
            return "left"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(leaves, [lead, second])) == ["left", "stays"]
    assert len(ids_running([desk.pk], now + timedelta(hours=1))) == 1


def test_the_page_shows_what_goes_on_and_then_does_it(belongings, cast, client_for):
    member = client_for(cast.member)
    page = member.get(reverse("me-leave")).content.decode()
    assert belongings[0].title in page
    assert "Spørre REK" in page
    assert member.post(reverse("me-leave"), {"heir": cast.colleague.pk}, follow=True).status_code == 200
    assert "Du har ingen rolle nå" in member.get(reverse("me")).content.decode()


def test_erased_the_name_is_gone_and_the_case_stands(belongings, cast, now, client_for):
    _, mine, _, _ = belongings
    leave(cast.member, actor=cast.member, now=now, first=now.date(), last=now.date())
    name, address = cast.member.name, cast.member.email
    member = client_for(cast.member)
    member.post(reverse("me-erase"))
    assert Person.objects.get(pk=cast.member.pk).name == name  # not while there is a role
    cast.member.name = "Et annet navn"  # as the administrator puts it right
    cast.member.save()
    leave_network(cast.member, now=now, heir=cast.colleague)
    named = ProjectVersion.objects.filter(told__owner=name)
    assert named.exists()
    assert member.post(reverse("me-erase")).status_code == 302
    assert not named.exists()
    reasons = [event.data["reason"] for event in Event.objects.filter(verb="project.handed_over")]
    assert reasons
    assert not any(cast.member.name in reason for reason in reasons)
    gone = Person.objects.get(pk=cast.member.pk)
    assert (gone.name, gone.is_active, gone.has_usable_password()) == ("Tidligere bruker", False, False)
    assert not Person.objects.filter(email=address).exists()
    assert not Event.objects.filter(target_label="network.absence", data__isnull=False).exists()
    assert member.get("/varsler/").status_code == 302
    assert mine.voices.filter(person=gone).exists()
    audit.seal()
    assert not list(audit.breaches())


def test_erased_the_letter_that_let_one_in_is_gone_too(cast, now):
    admission.ask(email="ida@ukjent.no", name="Ida Berg", now=now)
    made = Admission.objects.get()
    erase(admission.use(made, password=PASSWORD, now=now, workplace="Et sted"), now=now)
    assert not Letter.objects.filter(text__contains="Ida Berg").exists()
    assert not Mail.objects.filter(address="ida@ukjent.no").exists()
    assert not Admission.objects.filter(name="Ida Berg").exists()


def test_nobody_takes_an_address_that_is_not_proven(cast, client_for):
    member = client_for(cast.member)
    member.post("/konto/email/", {"action_add": "", "email": "sjefen@bergen.no"})
    member.post("/konto/email/", {"action_primary": "", "email": "sjefen@bergen.no"})
    assert not EmailAddress.objects.exists()
    assert Person.objects.get(pk=cast.member.pk).email == cast.member.email


def test_who_cannot_leave_hears_it_before_they_press(cast, client_for):
    page = client_for(cast.owner_hdir).get("/meg/ga-ut/").content.decode()
    assert "Du er den eneste som leder" in page
    assert 'type="submit">Gå ut av nettverket' not in page
    assert 'type="submit">Gå ut av nettverket' in client_for(cast.member).get("/meg/ga-ut/").content.decode()


def test_the_page_about_privacy_says_whom_to_ask(client, settings):
    settings.PRIVACY_CONTACT = "personvernombudet@rhf.example"
    assert "personvernombudet@rhf.example" in client.get("/personvern/").content.decode()


def test_a_company_is_told_what_it_can_do_instead_of_raising(cast, client_for):
    page = client_for(cast.industry).get("/innmeldinger/meld-inn/").content.decode()
    assert "Bedrifter kan si hva de kan bidra med" in page
    assert "ennå" not in page.partition("<main")[2].partition("</main>")[0]
