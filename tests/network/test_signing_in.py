"""What one reads on the way in: our own words, plain, in the reader's language."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from network import admission
from network.browsers import browser_of
from network.models import Admission

PASSWORD = "blåklokke under fjellet"
LANGUAGES = ["nb", "nn", "en"]
NOT_OURS = ("Endre Passord", "Gjenopprett", "kontoen din", "token", "autentiserings", "sikkerhetsnøk")


@pytest.fixture(autouse=True)
def no_earlier_attempts(db):
    cache.clear()


def said(sentence, code):
    """As the page says it: the catalogue may not have it yet, and then it is in bokmål, whole."""
    with translation.override(code):
        return translation.gettext(sentence)


def page_of(response):
    return " ".join(response.content.decode().split())


def link_for(email, now):
    admission.ask(email=email, name="Ane Moe", now=now)
    return reverse("join-with", args=[admission.code_for(Admission.objects.latest("pk"))])


# A page left open


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_form_sent_from_a_page_left_open_too_long_says_what_to_do(code, cast):
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": code})
    answer = browser.post("/prosjekter/ny/", {"title": "Noe"})
    assert answer.status_code == 403
    assert said("Siden var åpen for lenge", code) in page_of(answer)
    assert 'href="/"' in page_of(answer)


# A password that will not do


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "Passordet er for kort. Det må ha minst {length} tegn."),
        ("password123", "Mange bruker dette passordet, så det er lett å gjette. Velg et annet."),
        ("anemoe@ukjent.no", "Passordet ligner for mye på navnet eller e-postadressen din. Velg et annet."),
    ],
)
def test_what_is_wrong_with_a_password_is_said_in_the_readers_language(
    code, password, sentence, cast, client, now
):
    link = link_for("anemoe@ukjent.no", now)
    given = {"password": password, "workplace": "Et sted"}
    page = page_of(client.post(link, given, headers={"accept-language": code}))
    assert said(sentence, code).format(length=8) in page
    assert "This password" not in page


def test_a_weak_password_and_a_missing_workplace_are_said_at_once(cast, client, now):
    page = page_of(client.post(link_for("ane@ukjent.no", now), {"password": "kort"}))
    assert "Passordet er for kort" in page
    assert 'id="id_workplace_error"' in page


# An application


def test_who_has_applied_reads_where_it_went_until_it_is_answered(cast, bodies, client, now):
    link = link_for("ida@ukjent.no", now)
    page = page_of(client.post(link, {"password": PASSWORD, "workplace": "Et sted"}, follow=True))
    assert "Søknaden er sendt" in page
    assert "Den gikk til Nasjonalt KI-nettverk" in page
    assert "på e-post" in page
    assert "Du har ingen rolle ennå" not in page
    assert "Søknaden er sendt" in page_of(client.get("/"))
    made = Admission.objects.get(person__email="ida@ukjent.no")
    admission.decide(made, granted=False, actor=cast.secretariat, now=now, reason="Bare for helsetjenesten.")
    assert "Du har ingen rolle ennå" in page_of(client.get("/"))


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_who_has_not_signed_in_can_change_language_and_go_on_to_what_is_public(name, client, db):
    page = page_of(client.get(reverse(name)))
    assert 'value="nn"' in page
    assert 'value="en"' in page
    assert reverse("public-list") in page


# Forgotten, changed and wrong passwords


def forgets(client, email):
    client.post(reverse("account_reset_password"), {"email": email})
    (sent,) = mail.outbox
    return sent


def test_a_forgotten_password_is_replaced_by_a_link_in_plain_words(cast, client):
    sent = forgets(client, cast.member.email)
    assert sent.subject == "Løft: lag et nytt passord"
    assert "Hei Member" in sent.body
    assert "Hilsen Løft" in sent.body
    link = re.search(r"/konto/passord/glemt/lenke/\S+", sent.body)[0]
    page = client.get(link, follow=True)
    assert "Lag et nytt passord" in page_of(page)
    own = page.request["PATH_INFO"]
    wrong = page_of(client.post(own, {"password1": PASSWORD, "password2": "noe annet"}))
    assert "De to passordene er ikke like" in wrong
    done = page_of(client.post(own, {"password1": PASSWORD, "password2": PASSWORD}, follow=True))
    assert "Passordet er byttet" in done
    again = page_of(client.get(link, follow=True))
    assert "Lenken virker ikke lenger" in again
    assert reverse("account_reset_password") in again


def test_an_address_nobody_has_is_shown_the_way_to_join(cast, client):
    sent = forgets(client, "ukjent@sykehus.no")
    assert sent.subject == "Løft: ingen bruker med denne adressen"
    assert f"{settings.SITE_URL}/bli-med/" in sent.body
    assert "/konto/signup/" not in sent.body
    assert "testserver" not in sent.body


def test_allauths_own_signing_up_and_confirming_lead_to_our_pages(cast, client, client_for):
    assert client.get("/konto/signup/").headers["Location"] == "/bli-med/"
    for address in ("/konto/confirm-email/", "/konto/confirm-email/noe/"):
        assert client_for(cast.member).get(address).headers["Location"] == "/meg/"


def test_the_pages_of_passwords_and_codes_are_in_our_own_words(cast, client):
    cast.member.set_password(PASSWORD)
    cast.member.save()
    pages = [
        client.get(reverse("account_reset_password")),
        client.get(reverse("account_reset_password_done")),
    ]
    wrong = client.post(reverse("account_login"), {"login": cast.member.email, "password": "feil"})
    assert "E-postadressen eller passordet er feil" in page_of(wrong)
    entered = client.post(reverse("account_login"), {"login": cast.member.email, "password": PASSWORD})
    assert entered.status_code == 302
    wrong_old = {"oldpassword": "feil", "password1": PASSWORD, "password2": PASSWORD}
    changed = client.post(reverse("account_change_password"), wrong_old)
    assert "Dette er ikke passordet du har nå" in page_of(changed)
    again = client.post(reverse("account_reauthenticate"), {"password": "feil"})
    assert "Passordet er feil" in page_of(again)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    code = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Koden eller tilgangsnøkkelen ble ikke godtatt" in page_of(code)
    TOTP.activate(cast.member, generate_totp_secret())
    names = ["mfa_reauthenticate", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "account_logout"]
    pages += [wrong, changed, again, code, *(client.get(reverse(name)) for name in names)]
    for page in pages:
        assert page.status_code == 200
        text = re.sub(r"<[^>]+>", " ", page.content.decode())
        assert [words for words in NOT_OURS if words in text] == [], page.request["PATH_INFO"]


def test_too_many_attempts_are_told_of_plainly(cast, client):
    for _try in range(7):
        page = client.post(reverse("account_login"), {"login": cast.member.email, "password": "feil"})
    assert "Det har vært for mange forsøk. Vent fem minutter, og prøv igjen." in page_of(page)


# Where one is signed in

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS + "Chrome/131.0.0.0 Safari/537.36", "Chrome på Windows"),
        (WINDOWS + "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge på Windows"),
        (WINDOWS + "Chrome/131.0.0.0 Safari/537.36 OPR/115.0.0.0", "Opera på Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox på Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox på Linux"),
        (MAC + "Version/18.0 Safari/605.1.15", "Safari på Mac"),
        (PHONE + "Version/18.0 Mobile/15E148 Safari/604.1", "Safari på iPhone"),
        (PHONE + "CriOS/131.0 Mobile/15E148 Safari/604.1", "Chrome på iPhone"),
        (
            ANDROID + "SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
            "Samsung Internet på Android",
        ),
        (ANDROID + "Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome på Android"),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0.0.0 Safari/537.36", "Chrome på Linux"),
        ("Firefox/133.0", "Firefox"),
        ("curl/8.5.0", "ukjent nettleser"),
        ("", "ukjent nettleser"),
    ],
)
def test_a_browser_has_the_name_people_know_it_by(agent, name):
    assert browser_of(agent) == name


def test_the_list_of_where_one_is_signed_in_names_the_browser(cast, client_for):
    member = client_for(cast.member)
    agent = WINDOWS + "Chrome/131.0.0.0 Safari/537.36"
    UserSession.objects.create(
        user=cast.member, session_key=member.session.session_key, ip="10.0.0.1", user_agent=agent
    )
    page = page_of(member.get(reverse("usersessions_list")))
    assert "Chrome på Windows" in page
    assert "Mozilla" not in page


# What is kept


def test_the_page_about_privacy_tells_of_language_and_telephone(client, db):
    page = page_of(client.get(reverse("privacy")))
    assert "Språket du har valgt" in page
    assert "telefonnummer" in page.lower()


def test_the_words_are_those_people_use(cast, client_for):
    member = client_for(cast.member)
    for address in (reverse("me"), reverse("mfa_index"), reverse("me-erase"), reverse("privacy")):
        page = page_of(member.get(address))
        assert "o-trinns" not in page
        assert "vedtatte referat" not in page


@pytest.mark.parametrize(
    ("chosen", "subject", "said"),
    [
        ("nn", "Løft: lag eit nytt passord", "Helsing Løft"),
        ("en", "Løft: create a new password", "Kind regards"),
        ("", "Løft: lag et nytt passord", "Hilsen Løft"),
    ],
)
def test_the_mail_for_a_new_password_is_in_its_readers_language(chosen, subject, said, cast, client):
    """Whatever the page is in on which it is asked for; that, only where nothing is chosen."""
    cast.member.language = chosen
    cast.member.save()
    asked = {"email": cast.member.email}
    client.post(reverse("account_reset_password"), asked, headers={"accept-language": "nb"})
    (sent,) = mail.outbox
    assert sent.subject == subject
    assert said in sent.body


def test_who_is_not_known_is_written_to_in_the_language_of_the_page(client, db):
    asked = {"email": "ingen@sykehus.no"}
    client.post(reverse("account_reset_password"), asked, headers={"accept-language": "en"})
    assert "Kind regards" in mail.outbox[0].body


def credential_of_a_passkey():
    """What a browser hands over when a passkey is made."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid.NONE, b"nokkel", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(b"-" * 32, flags, 0, made)
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"x", "https://loft.example")
    sent = {"clientDataJSON": client, "attestationObject": AttestationObject.create("none", data, {})}
    name = websafe_encode(b"nokkel")
    response = {each: websafe_encode(value) for each, value in sent.items()}
    return {"id": name, "rawId": name, "type": "public-key", "response": response}


def test_the_second_step_offers_a_passkey_only_to_who_has_one(cast, client):
    def second_step():
        client.post(reverse("account_login"), {"login": cast.member.email, "password": PASSWORD})
        return page_of(client.get(reverse("mfa_authenticate")))

    cast.member.set_password(PASSWORD)
    cast.member.save()
    TOTP.activate(cast.member, generate_totp_secret())
    page = second_step()
    assert "Logg inn, trinn to" in page
    assert "Bruk en tilgangsnøkkel" not in page
    WebAuthn.add(cast.member, "Bærbar", credential_of_a_passkey())
    page = second_step()
    assert "Bruk en tilgangsnøkkel" in page
    assert "Tilgangsnøkkelen ble ikke brukt." in page
