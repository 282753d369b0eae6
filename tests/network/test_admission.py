"""Ways in: the own address, the invitation, the application; and nobody learns who has a user."""

import re

import pytest
from django.core import mail

from network import admission, membership, outbox
from network.models import Admission, Event, Letter, Mail, Notice, Organisation, Person, Seat
from network.viewer import Viewer
from network.waits_on import applications
from network.workflow import Refused

PASSWORD = "blåklokke under fjellet"


@pytest.fixture
def known(cast):
    """Vestre Viken, with a domain of its own."""
    Organisation.objects.filter(slug="vestre_viken").update(web_domain="vestreviken.no")
    return Organisation.objects.get(slug="vestre_viken")


def letter_to(address):
    return Letter.objects.filter(mail__address=address).latest("pk")


def link_in(letter):
    return re.search(r"/bli-med/\S+/", letter.text)[0]


def ask(client, email, name="Ane Moe"):
    return client.post("/bli-med/", {"name": name, "email": email})


def test_an_address_at_a_known_organisation_is_a_member_at_once(known, bodies, cast, client, now):
    assert "Se i e-posten din" in ask(client, "ane@post.VestreViken.no").content.decode()
    assert not Person.objects.filter(name="Ane Moe").exists()
    link = link_in(letter_to("ane@post.vestreviken.no"))
    assert "Vestre Viken" in client.get(link).content.decode()
    page = client.post(link, {"password": PASSWORD}, follow=True)
    person = Person.objects.get(email="ane@post.vestreviken.no")
    assert page.wsgi_request.user == person
    seat = Seat.objects.get(person=person)
    assert (seat.body, seat.organisation, seat.role) == (bodies.south_east, known, Seat.Role.MEMBER)
    assert Notice.objects.filter(person=cast.lead, event__verb="admission.joined").count() == 1
    assert client.get(link).status_code == 404  # once


def test_the_page_says_the_same_to_those_who_have_a_user(cast, client):
    new, old = (ask(client, email) for email in ("ny@sykehus.no", cast.member.email))
    strip = lambda page: re.sub(r'value="[^"]*"', "", page.content.decode())  # noqa: E731
    assert strip(new) == strip(old)
    letter = letter_to(cast.member.email)
    assert "alt en bruker" in letter.text
    assert "/bli-med/" not in letter.text


def test_no_more_than_three_mails_a_day_to_one_address(cast, client):
    for _ in range(5):
        ask(client, "ny@sykehus.no")
    assert Mail.objects.filter(address="ny@sykehus.no").count() == 3


def test_the_mail_goes_out_and_the_link_in_it_works(known, cast, client, now):
    ask(client, "ane@vestreviken.no")
    outbox.send_due()
    (sent,) = [message for message in mail.outbox if message.to == ["ane@vestreviken.no"]]
    assert client.get(re.search(r"/bli-med/\S+/", sent.body)[0]).status_code == 200


@pytest.mark.parametrize("password", ["kort", "123456789123", "password123"])
def test_a_weak_password_makes_no_user(password, known, cast, client):
    ask(client, "ane@vestreviken.no")
    link = link_in(letter_to("ane@vestreviken.no"))
    assert client.post(link, {"password": password}).status_code == 200
    assert not Person.objects.filter(email="ane@vestreviken.no").exists()
    assert client.post(link, {"password": PASSWORD}).status_code == 302


def test_a_stranger_applies_and_the_lead_decides(cast, bodies, client, client_for, now):
    ask(client, "ida@ukjent.no", "Ida Berg")
    link = link_in(letter_to("ida@ukjent.no"))
    client.post(link, {"password": PASSWORD, "workplace": "Lillehammer kommune", "why": "Lære av andre."})
    made = Admission.objects.get(person__email="ida@ukjent.no")
    assert not made.person.seats.exists()
    assert "Søknaden er sendt" in client.get("/").content.decode()
    address = f"/nettverk/soknader/{made.pk}/"
    assert client.get(address).status_code == 200  # one's own, to follow
    assert client.post(address, {"granted": "ja"}).status_code == 404
    assert made.body == bodies.national
    lead = client_for(cast.secretariat)
    assert [line.title for line in applications(Viewer(cast.secretariat, now))] == [
        "Ida Berg søker om å bli medlem"
    ]
    assert lead.post(address, {"granted": "ja"}).status_code == 200  # for whom?
    bergen = Organisation.objects.get(slug="bergen")
    assert lead.post(address, {"granted": "ja", "organisation": bergen.pk}).status_code == 302
    assert made.person.seats.get().organisation == bergen
    assert Notice.objects.filter(person=made.person, event__verb="admission.granted", needs_you=True).exists()
    late = lead.post(address, {"granted": "nei", "reason": "Likevel ikke"}, follow=True)
    assert "Noen andre har alt svart på søknaden." in late.text
    assert made.person.seats.count() == 1


def test_one_from_where_nobody_knew_of_is_let_in_by_the_network(cast, client_for, regions, now):
    admission.ask(email="ida@ukjent.no", name="Ida Berg", now=now)
    made = Admission.objects.get(email="ida@ukjent.no")
    admission.use(made, password=PASSWORD, now=now, workplace="Helsehuset AS")
    made.refresh_from_db()
    lead, address = client_for(cast.secretariat), f"/nettverk/soknader/{made.pk}/"
    known = Organisation.objects.get(slug="bergen")
    west = regions["vest"]
    new = {"granted": "ja", "new_name": "Helsehuset", "new_kind": "municipal", "new_region": west.pk}
    assert "Velg den der." in lead.post(address, new | {"new_name": known.name.upper()}).text
    for kind in ("", "trust"):
        assert lead.post(address, new | {"new_kind": kind}).status_code == 200
    assert not made.person.seats.exists()
    assert lead.post(address, new).status_code == 302
    member = made.person.seats.get()
    assert (member.organisation.name, member.organisation.region) == ("Helsehuset", west)
    assert member.organisation.web_domain == ""
    assert Event.objects.get(verb="admission.granted").data["organisation"] == "Helsehuset"


def test_the_link_comes_in_the_language_it_was_asked_for_in(client, system):
    client.post("/bli-med/", {"name": "Ane Moe", "email": "ane@x.no"}, headers={"accept-language": "en"})
    assert letter_to("ane@x.no").subject == "Løft: become a member of the network"


def test_a_no_has_a_reason(cast, bodies, now):
    admission.ask(email="ida@ukjent.no", name="Ida", now=now)
    made = Admission.objects.get(email="ida@ukjent.no")
    admission.use(made, password=PASSWORD, now=now, workplace="Et sted")
    by = {"granted": False, "actor": cast.secretariat, "now": now}
    with pytest.raises(Refused, match="hvorfor"):
        admission.decide(made, **by)
    with pytest.raises(Refused, match="leder nettverket"):
        admission.decide(made, **by | {"actor": cast.member, "reason": "Nei"})
    admission.decide(made, **by, reason="Bare for helsetjenesten.")
    made.refresh_from_db()
    assert (made.granted, made.decided_by, made.person.seats.count()) == (False, cast.secretariat, 0)


def test_an_invitation_works_once_and_for_its_organisation(cast, bodies, client, client_for, now):
    bergen = Organisation.objects.get(slug="bergen")
    lead = client_for(cast.lead_west)
    page = f"/nettverk/{bodies.west.pk}/medlemmer/"
    form = {"name": "Per Li", "email": "per@bergen.no", "organisation": bergen.pk}
    assert lead.post(page, form).status_code == 302
    assert lead.post(page, form).status_code == 200  # invited already
    assert "per@bergen.no" in lead.get(page).content.decode()
    link = link_in(letter_to("per@bergen.no"))
    client.logout()
    client.post(link, {"password": PASSWORD})
    seat = Seat.objects.get(person__email="per@bergen.no")
    assert (seat.body, seat.organisation, seat.role) == (bodies.west, bergen, Seat.Role.MEMBER)
    assert Event.objects.get(verb="seat.given", target_id=seat.pk).actor == cast.lead_west
    assert client.post(link, {"password": PASSWORD}).status_code == 404


def test_an_invitation_gives_no_more_than_its_sender_may_give(cast, bodies, client, now):
    bergen = Organisation.objects.get(slug="bergen")
    given = {"name": "Per Li", "organisation": bergen, "actor": cast.lead_west, "now": now}
    admission.invite(bodies.west, email="per@bergen.no", **given)
    membership.end_seat(cast.lead_west.seats.get(), actor=cast.admin, now=now)
    link = link_in(letter_to("per@bergen.no"))
    assert "leder ikke nettverket lenger" in client.get(link).content.decode()
    client.post(link, {"password": PASSWORD, "workplace": "Helse Bergen"})
    made = Admission.objects.get(person__email="per@bergen.no")
    assert (made.body, made.decided_at, made.person.seats.count()) == (bodies.west, None, 0)
    assert Notice.objects.filter(person=cast.secretariat, event__verb="admission.applied").exists()


def test_who_was_invited_while_the_application_waited_has_one_seat(cast, bodies, now):
    bergen = Organisation.objects.get(slug="bergen")
    admission.ask(email="ida@ukjent.no", name="Ida", now=now)
    made = Admission.objects.get()
    person = admission.use(made, password=PASSWORD, now=now, workplace="Et sted")
    by = {"actor": cast.secretariat, "now": now, "organisation": bergen}
    admission.invite(bodies.national, email="ida@ukjent.no", name="Ida", **by)
    admission.decide(made, granted=True, **by)
    assert person.seats.count() == 1


def test_two_links_to_one_address_make_one_user(known, cast, client, now):
    for _ in range(2):
        admission.ask(email="ane@vestreviken.no", name="Ane Moe", now=now)
    first, second = Admission.objects.order_by("pk")
    admission.use(first, password=PASSWORD, now=now)
    with pytest.raises(Refused, match="brukt eller for gammel"):
        admission.use(second, password=PASSWORD, now=now)
    assert Person.objects.filter(email="ane@vestreviken.no").count() == 1


def test_an_invitation_is_taken_back_before_it_is_used(cast, bodies, client, client_for, now):
    bergen = Organisation.objects.get(slug="bergen")
    given = {"name": "Per Li", "organisation": bergen, "actor": cast.lead_west, "now": now}
    made = admission.invite(bodies.west, email="per@bergen.no", **given)
    link = link_in(letter_to("per@bergen.no"))
    lead, page = client_for(cast.lead_west), f"/nettverk/{bodies.west.pk}/medlemmer/"
    lead.post(page, {"revoke": made.pk})
    assert "er alt brukt" in lead.post(page, {"revoke": made.pk}, follow=True).content.decode()
    lead.logout()
    assert client.get(link).status_code == 404
    with pytest.raises(Refused, match="Bare de som leder"):
        admission.revoke(made, actor=cast.member, now=now)


def test_one_machine_does_not_ask_for_hundreds(client, db):
    pages = [ask(client, f"en{number}@sykehus.no").status_code for number in range(25)]
    assert pages[-1] == 429
    assert "For mange forsøk" in ask(client, "en@sykehus.no").content.decode()
    assert Mail.objects.count() < 25


def test_inviting_someone_with_a_user_makes_them_a_member(cast, bodies, now):
    bergen = Organisation.objects.get(slug="bergen")
    given = {"name": "x", "organisation": bergen, "actor": cast.lead_west, "now": now}
    admission.invite(bodies.west, email=cast.member.email.upper(), **given)
    assert membership.sits_in(cast.member, bodies.west, now)
    assert Notice.objects.filter(person=cast.member, event__verb="membership.given").exists()
    with pytest.raises(Refused, match="alt en rolle"):
        admission.invite(bodies.west, email=cast.member.email, **given)
    with pytest.raises(Refused, match="Bare de som leder"):
        admission.invite(bodies.west, email="x@y.no", **given | {"actor": cast.lead})


def test_a_company_is_never_let_in_by_its_address(cast, client, now):
    Organisation.objects.filter(slug="company").update(web_domain="rontgensyn.no")
    assert not admission.organisations_at("salg@rontgensyn.no").exists()


def test_a_domain_that_only_ends_alike_is_another(known):
    assert not admission.organisations_at("x@ikkevestreviken.no").exists()
    assert not admission.organisations_at("x@vestreviken.no.ond.com").exists()


def test_the_lead_takes_a_membership_back_with_a_reason(cast, bodies, client_for, now):
    seat = cast.member.seats.get()
    lead = client_for(cast.lead)
    page = f"/nettverk/{bodies.south_east.pk}/medlemmer/{seat.pk}/avslutt/"
    assert lead.post(page, {}).status_code == 200
    assert lead.post(page, {"reason": "Har byttet jobb."}).status_code == 302
    assert not membership.sits_in(cast.member, bodies.south_east, now + (now - seat.starts_at))
    told = Notice.objects.get(person=cast.member, event__verb="membership.taken_back")
    assert told.event.data["reason"] == "Har byttet jobb."
    own = cast.lead.seats.get()
    assert lead.get(f"/nettverk/{bodies.south_east.pk}/medlemmer/{own.pk}/avslutt/").status_code == 404


def test_what_nobody_used_is_forgotten_with_its_mail(cast, now):
    admission.ask(email="gammel@sykehus.no", name="Gammel", now=now - admission.FORGOTTEN_AFTER * 2)
    Letter.objects.create(
        mail=Mail.objects.create(key="letter:x", address="gammel@sykehus.no", due_at=now),
        event=Event.objects.get(verb="admission.asked"),
        subject="x",
        text="x",
    )
    admission.ask(email="ny@sykehus.no", name="Ny", now=now)
    assert admission.forget_unused(now) == 1
    assert list(Mail.objects.values_list("address", flat=True)) == ["ny@sykehus.no"]
    assert Admission.objects.get().email == "ny@sykehus.no"


@pytest.mark.parametrize("workplace", ["helse bergen hf", " Helse Bergen "])
def test_who_writes_the_name_of_a_known_organisation_reaches_its_network(
    workplace, cast, bodies, client, now
):
    assert admission.apply(cast.outsider, now=now, workplace=workplace).body == bodies.west
    ask(client, "ida@ukjent.no", "Ida Berg")
    client.post(link_in(letter_to("ida@ukjent.no")), {"password": PASSWORD, "workplace": workplace})
    made = Admission.objects.get(person__email="ida@ukjent.no")
    assert (made.body, made.organisation) == (bodies.west, None)  # still to be decided


def test_who_has_a_user_and_no_role_applies_once(cast, bodies, client_for, now):
    browser = client_for(cast.outsider)
    assert "/bli-med/soknad/" in browser.get("/").text
    assert "/bli-med/soknad/" in browser.get("/innmeldinger/meld-inn/").text
    told = {"workplace": "Legevakten i Florø", "why": "Melde inn det som stopper oss."}
    for _ in range(2):
        browser.post("/bli-med/soknad/", told)
    made = Admission.objects.waiting().get(person=cast.outsider)
    assert (made.works_at, made.body) == ("Legevakten i Florø", bodies.national)
    assert "Søknaden er sendt" in browser.get("/bli-med/soknad/").text
    with pytest.raises(Refused, match="alt en rolle"):
        admission.apply(cast.member, now=now, workplace="Vestre Viken")
