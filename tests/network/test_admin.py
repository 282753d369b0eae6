import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import django
import polib
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.contrib import admin
from django.utils import timezone

from network import search
from network.deadlines import local_day
from network.models import (
    Body,
    Event,
    Forum,
    Mail,
    Organisation,
    OwnerElsewhere,
    Person,
    Place,
    Region,
    Regulation,
    Remit,
    Seat,
    SecretariatTurn,
)

SAME_IN_NORWEGIAN = {"Person", "status", "%s", ""}
OURS = ("network", "register", "issues", "guidance", "escalation", "meetings")
NEW_SEAT = "/admin/network/seat/add/"


@pytest.fixture
def desk(client_for, cast):
    return client_for(cast.admin)


@pytest.fixture
def seat(cast, bodies, organisations):
    """What the form for a new seat is sent with; it begins now."""
    return {
        "person": cast.outsider.pk,
        "body": bodies.west.pk,
        "organisation": organisations.bergen.pk,
        "role": "member",
        "deputises_for": "",
        "field": "",
        "starts_at_0": "",
        "starts_at_1": "",
    }


def at(moment):
    local = timezone.localtime(moment)
    return {"_0": local.strftime("%Y-%m-%d"), "_1": local.strftime("%H:%M:%S")}


def when(name, moment):
    return {name + part: value for part, value in at(moment).items()}


def test_the_desk_holds_people_and_vocabularies_and_never_cases():
    shown = set(admin.site._registry)
    assert shown == {Person, Body, Seat, Organisation, Region, Regulation, Remit, Mail, Place, OwnerElsewhere}


@pytest.mark.parametrize("who", ["member", "lead", "secretariat", "outsider"])
def test_only_those_who_run_the_machine_come_in(client_for, cast, who):
    client = client_for(getattr(cast, who))
    for address in ("/admin/", "/admin/network/person/", NEW_SEAT):
        assert client.get(address).status_code == 302


def test_staff_need_no_other_flag(client_for, cast):
    Person.objects.filter(pk=cast.admin.pk).update(is_superuser=False)
    assert client_for(cast.admin).get("/admin/network/seat/").status_code == 200


@pytest.mark.parametrize("model", ["person", "body", "seat", "organisation", "region", "regulation", "remit"])
def test_every_list_and_form_opens_and_nothing_is_deleted(desk, cast, model):
    Remit.objects.create(organisation=Organisation.objects.first(), area="Personvern")
    Regulation.objects.create(slug="psl", kind="lov", title="Pasientjournalloven", owner_name="Hdir")
    shown = {m._meta.model_name: m for m in admin.site._registry}[model].objects.order_by("pk").last()
    for address in ("", "add/", f"{shown.pk}/change/", "?q=a"):
        assert desk.get(f"/admin/network/{model}/{address}").status_code == 200, address
    assert desk.get(f"/admin/network/{model}/{shown.pk}/delete/").status_code == 403
    assert "delete_selected" not in desk.get(f"/admin/network/{model}/").content.decode()


# Seats go through the job functions


def test_a_seat_is_given_by_the_job_function(desk, cast, bodies, organisations, seat):
    assert desk.post(NEW_SEAT, seat).status_code == 302
    given = Seat.objects.get(person=cast.outsider)
    assert (given.body, given.organisation, given.role) == (bodies.west, organisations.bergen, "member")
    event = Event.objects.get(verb="seat.given", target_id=given.pk)
    assert event.actor == cast.admin
    assert Event.objects.filter(verb="seat.given", at__gte=given.starts_at).count() == 1


def test_authority_is_never_given_backwards(desk, cast, seat, now):
    page = desk.post(NEW_SEAT, seat | when("starts_at", now - timedelta(days=1))).content.decode()
    assert "En rolle kan ikke begynne tilbake i tid." in page
    assert not Seat.objects.filter(person=cast.outsider).exists()
    assert not Event.objects.filter(verb="seat.given", at__gte=now).exists()


def test_a_seat_in_what_has_ended_is_refused(desk, cast, bodies, seat, now):
    Body.objects.filter(pk=bodies.west.pk).update(ends_on=now.date() - timedelta(days=1))
    assert "er avsluttet. Velg etterfølgeren." in desk.post(NEW_SEAT, seat).content.decode()
    assert not Seat.objects.filter(person=cast.outsider).exists()


def test_the_same_seat_twice_is_refused_in_words(desk, cast, seat):
    desk.post(NEW_SEAT, seat)
    page = desk.post(NEW_SEAT, seat).content.decode()
    assert "Personen har allerede denne rollen her." in page
    assert "one_open_seat_of_a_kind" not in page
    assert Seat.objects.filter(person=cast.outsider).count() == 1


def test_a_seat_is_ended_and_not_changed(desk, cast, bodies, now):
    held = cast.member.seats.get()
    address = f"/admin/network/seat/{held.pk}/change/"
    later = (now + timedelta(days=30)).replace(microsecond=0)
    desk.post(address, when("ends_at", later) | {"role": "lead", "body": bodies.west.pk})
    held.refresh_from_db()
    assert held.ends_at == later
    assert (held.role, held.body) == ("member", bodies.south_east)
    assert Event.objects.filter(verb="seat.ended", actor=cast.admin, target_id=held.pk).count() == 1


def test_a_seat_is_never_ended_backwards_or_by_an_empty_field(desk, cast, now):
    held = cast.member.seats.get()
    address = f"/admin/network/seat/{held.pk}/change/"
    page = desk.post(address, when("ends_at", now - timedelta(days=1))).content.decode()
    assert "En rolle kan ikke avsluttes tilbake i tid." in page
    assert desk.post(address, {"ends_at_0": "", "ends_at_1": ""}).status_code == 200
    held.refresh_from_db()
    assert held.ends_at is None
    assert not Event.objects.filter(verb="seat.ended").exists()


def test_a_seat_that_is_over_is_only_read(desk, cast, now):
    held = cast.member.seats.get()
    Seat.objects.filter(pk=held.pk).update(ends_at=now - timedelta(days=1))
    address = f"/admin/network/seat/{held.pk}/change/"
    assert 'name="ends_at_0"' not in desk.get(address).content.decode()
    desk.post(address, when("ends_at", now + timedelta(days=9)))
    held.refresh_from_db()
    assert held.ends_at < now


# People, bodies and vocabularies


def test_a_person_is_added_with_the_address_in_lower_case(desk):
    given = {"email": "Ny@Sykehus.example", "name": "Ny Person", "usable_password": "false"}
    assert desk.post("/admin/network/person/add/", given).status_code == 302
    person = Person.objects.get(email="ny@sykehus.example")
    assert not person.has_usable_password()
    assert not person.is_staff


def test_the_person_jobs_act_as_is_out_of_reach(desk, system):
    assert system.email not in desk.get("/admin/network/person/").content.decode()
    assert desk.get(f"/admin/network/person/{system.pk}/change/").status_code == 302
    assert f">{system.name}</option>" not in desk.get(NEW_SEAT).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "regional_network"}, "Et regionalt nettverk hører til en helseregion."),
        ({"successor": "west"}, "Når en etterfølger er valgt, må du også si når dette ble avsluttet."),
    ],
)
def test_what_the_table_demands_of_a_body_is_said_in_words(desk, bodies, change, sentence):
    given = {
        "slug": "ny-gruppe",
        "name": "Ny gruppe",
        "kind": "council",
        "answer_days": 40,
        "first_reply_days": 5,
    }
    change = {name: bodies.west.pk if value == "west" else value for name, value in change.items()}
    page = desk.post("/admin/network/body/add/", given | change).content.decode()
    assert sentence in page
    assert "Begrensningen" not in page
    assert desk.post("/admin/network/body/add/", given).status_code == 302
    assert Body.objects.filter(name="Ny gruppe").count() == 1


def test_the_phases_of_a_rule_are_chosen_by_their_names(desk):
    form = desk.get("/admin/network/regulation/add/").content.decode()
    for phase in ("forskning", "anskaffelse", "i bruk"):
        assert f"> {phase}</label>" in " ".join(form.split())
    given = {
        "slug": "psl",
        "kind": "lov",
        "title": "Pasientjournalloven",
        "owner_name": "Helsedirektoratet",
        "phases": ["research", "in_use"],
        "topics": "journal, sky",
    }
    assert desk.post("/admin/network/regulation/add/", given).status_code == 302
    rule = Regulation.objects.get()
    assert (rule.phases, rule.topics) == (["research", "in_use"], ["journal", "sky"])
    again = desk.get(f"/admin/network/regulation/{rule.pk}/change/").content.decode()
    assert again.count("checked") == 2
    assert 'value="journal, sky"' in again


def test_a_rule_is_found_by_what_it_is_called_now(desk, viewer):
    given = {"slug": "psl", "kind": "lov", "title": "Pasientjournalloven", "owner_name": "Helsedirektoratet"}

    def found(text):
        return [hit.title for _kind, hits in search.find(text, viewer(None)) for hit in hits]

    desk.post("/admin/network/regulation/add/", given)
    assert found("pasientjournalloven") == ["Pasientjournalloven"]
    rule = Regulation.objects.get()
    desk.post(f"/admin/network/regulation/{rule.pk}/change/", given | {"title": "Helseregisterloven"})
    assert found("helseregisterloven") == ["Helseregisterloven"]
    assert found("pasientjournalloven") == []


def test_what_a_crash_left_uncertain_is_shown_and_settled_by_a_person(desk, cast, now):
    mails = [
        Mail.objects.create(
            key=f"m{n}", person=cast.member, address=f"nr{n}@loft.example", due_at=now, state=state
        )
        for n, state in enumerate(["uncertain", "uncertain", "sent"])
    ]
    page = desk.get("/admin/network/mail/").content.decode()
    assert ("nr0@" in page, "nr1@" in page, "nr2@" in page) == (True, True, False)
    for mail, action in zip(mails[:2], ("send_again", "count_as_sent"), strict=True):
        desk.post("/admin/network/mail/", {"action": action, "_selected_action": [mail.pk]})
    settled = Mail.objects.filter(key__startswith="m").order_by("key")
    assert list(settled.values_list("state", flat=True)) == ["due", "sent", "sent"]


def test_a_body_someone_has_sat_in_keeps_its_name(desk, bodies, cast):
    """Old decisions are read with it; a rename is a new body."""
    address = f"/admin/network/body/{bodies.steering.pk}/change/"
    assert 'name="name"' not in desk.get(address).content.decode()
    assert "lager du en ny og velger den som etterfølger" in desk.get(address).content.decode()
    assert "lager du en ny" not in desk.get("/admin/network/body/add/").content.decode()
    before = bodies.steering.name
    desk.post(address, {"name": "Noe annet", "slug": "steering", "answer_days": 40, "first_reply_days": 5})
    bodies.steering.refresh_from_db()
    assert bodies.steering.name == before


def test_a_secretariat_is_not_ended_looking_back(desk, bodies, cast, now):
    """Whom it served says who was owed a notice until today."""
    address = f"/admin/network/body/{bodies.secretariat.pk}/change/"
    given = {"slug": "secretariat", "answer_days": 40, "first_reply_days": 5, "starts_on": "2024-01-01"}
    given |= {"seats-TOTAL_FORMS": 0, "seats-INITIAL_FORMS": 0}
    refused = desk.post(address, given | {"ends_on": local_day(now)})
    assert "Et sekretariat avsluttes frem i tid" in refused.content.decode()
    assert desk.post(address, given | {"ends_on": local_day(now) + timedelta(days=1)}).status_code == 302


def test_a_place_is_made_by_the_job_function_and_the_same_one_is_refused_in_words(desk, bodies):
    given = {"body": bodies.council.pk, "field": "law", "region": "", "organisation": "", "count": 1}
    assert desk.post("/admin/network/place/add/", given).status_code == 302
    assert Event.objects.get(verb="place.expected").target_id == Place.objects.get().pk
    assert "Den plassen står der alt." in desk.post("/admin/network/place/add/", given).content.decode()
    assert desk.get(f"/admin/network/place/{Place.objects.get().pk}/change/").status_code == 200


def test_another_secretariat_is_kept_with_its_date(desk, bodies, cast):
    given = {
        "slug": "south-east",
        "name": bodies.south_east.name,
        "kind": "regional_network",
        "region": bodies.south_east.region_id,
        "owner": bodies.south_east.owner_id,
        "answer_days": 40,
        "first_reply_days": 5,
        "starts_on": "2024-01-01",
        "secretariat": "",
    }
    formset = {"seats-TOTAL_FORMS": 0, "seats-INITIAL_FORMS": 0}
    sent = desk.post(f"/admin/network/body/{bodies.south_east.pk}/change/", given | formset)
    assert sent.status_code == 302
    turn = SecretariatTurn.objects.get()
    assert (turn.body, turn.was) == (bodies.south_east, bodies.secretariat)


def test_no_english_stands_on_the_pages_of_the_administrator(desk, bodies):
    Mail.objects.create(key="k", address="en@loft.example", due_at=timezone.now(), state=Mail.State.UNCERTAIN)
    mails = desk.get("/admin/network/mail/").content.decode()
    assert "Skulle sendes" in mails
    assert "Due at" not in mails
    for page in (f"body/{bodies.west.pk}/change/", "organisation/add/", "region/"):
        assert "Slug" not in desk.get(f"/admin/network/{page}").content.decode()


def djangos_sentences():
    """What Django says in English on the pages of the administrator, as patterns."""
    found = set()
    for room in ("admin", "auth"):
        catalogue = (
            Path(django.__file__).parent / "contrib" / room / "locale" / "en" / "LC_MESSAGES" / "django.po"
        )
        found |= {entry.msgid for entry in polib.pofile(str(catalogue))}
    held = re.compile(r"%\(\w+\)s|%s|\{\}")
    words = [text for text in found - SAME_IN_NORWEGIAN if re.search("[a-z]", held.sub("", text))]
    return re.compile("|".join(".+".join(map(re.escape, held.split(text))) for text in words))


def test_what_django_has_not_translated_is_translated_here(desk, cast, bodies, seat):
    """On every kind of page, by every text on it."""
    english = djangos_sentences()
    person = f"/admin/network/person/{cast.member.pk}"
    pages = ["/admin/", "/admin/network/", f"{person}/change/", f"{person}/password/", f"{person}/history/"]
    lists = [
        f"/admin/network/{model._meta.model_name}/" for model in admin.site._registry if model is not Mail
    ]
    for page in (*pages, *lists, *(f"{one}add/" for one in lists)):
        html = re.sub(r"<(script|style).*?</\1>", "", desk.get(page).text, flags=re.DOTALL)
        said = re.findall(r">([^<>]+)<", html) + re.findall(
            r'(?:title|placeholder|alt|aria-label)="([^"]+)"', html
        )
        assert {text.strip() for text in said if english.fullmatch(unescape(text.strip()))} == set(), page


def test_every_kind_of_thing_has_a_name_of_its_own():
    named = {
        model: model._meta.original_attrs for model in apps.get_models() if model._meta.app_label in OURS
    }
    assert len(named) > 50
    assert [
        model for model, told in named.items() if not {"verbose_name", "verbose_name_plural"} <= told.keys()
    ] == []


def test_what_exists_is_shown_before_another_body_is_made(desk):
    page = desk.get("/admin/network/body/add/").content.decode()
    assert 'href="/nettverk/fora/"' in page


def test_a_lost_second_factor_is_reset_and_told_of(desk, cast):
    totp.TOTP.activate(cast.lead, totp.generate_totp_secret())
    chosen = {"action": "reset_second_factor", "_selected_action": [cast.lead.pk]}
    desk.post("/admin/network/person/", chosen)
    assert not Authenticator.objects.filter(user=cast.lead).exists()
    event = Event.objects.get(verb="second_factor.reset")
    assert (event.actor, event.target_id) == (cast.admin, cast.lead.pk)


def test_the_desk_has_no_door_of_its_own(client, cast):
    cast.admin.set_password("blåklokke under fjellet")
    cast.admin.save()
    sent = {"username": cast.admin.email, "password": "blåklokke under fjellet"}
    page = client.post("/admin/login/?next=/admin/", sent)
    assert page.headers["Location"].startswith("/konto/logg-inn/")
    assert client.get("/varsler/").status_code == 302


def test_a_body_is_made_after_a_look_at_what_exists(desk, organisations):
    kin = {"name": "KIN", "purpose": "Dele kunnskap om KI.", "owner": "Miljøene", "level": "national"}
    search.index(Forum.objects.create(**kin))
    given = {"name": "Faggruppe KIN", "slug": "faggruppe", "kind": "council", "owner": organisations.hso.pk}
    given |= {"answer_days": 40, "first_reply_days": 5}
    page = desk.post("/admin/network/body/add/", given).content.decode()
    assert "Finnes det allerede?" in page
    assert "KIN (nasjonalt, eies av Miljøene): Dele kunnskap om KI." in page
    assert not Body.objects.filter(slug="faggruppe").exists()
    desk.post("/admin/network/body/add/", given | {"anyway": "on"})
    made = Body.objects.get(slug="faggruppe")
    assert (
        "det trengs en ny likevel" not in desk.get(f"/admin/network/body/{made.pk}/change/").content.decode()
    )
