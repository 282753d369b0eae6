"""Off to the provider and back again. The site proves who it is with a signed assertion, never with a shared
secret, and PKCE ties the answer to the browser that asked (RFC 7523, RFC 7636; HelseID asks for both)."""

import time
import uuid

import jwt
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LASTS = 60  # seconds


class Client(OAuth2Client):
    issuer = ""

    def get_access_token(self, code, pkce_code_verifier=None, extra_data=None):
        proof = {
            "client_id": self.consumer_key,
            "client_assertion_type": ASSERTION,
            "client_assertion": self._signed(),
        }
        return super().get_access_token(code, pkce_code_verifier, proof | (extra_data or {}))

    def _signed(self):
        now = int(time.time())
        claims = {"iss": self.consumer_key, "sub": self.consumer_key, "aud": self.issuer}
        claims |= {"iat": now, "exp": now + LASTS, "jti": str(uuid.uuid4())}
        headers = {"kid": settings.OIDC_KEY_ID} if settings.OIDC_KEY_ID else None
        return jwt.encode(claims, settings.OIDC_KEY, algorithm=settings.OIDC_KEY_ALGORITHM, headers=headers)


class Adapter(OpenIDConnectOAuth2Adapter):
    client_class = Client
    basic_auth = False

    def get_client(self, request, app):
        client = super().get_client(request, app)
        client.issuer = self.openid_config["issuer"]
        return client

    def get_callback_url(self, request, app):
        callback = reverse("openid_callback", kwargs={"provider_id": self.provider_id})
        return build_absolute_uri(request, callback)

    def complete_login(self, request, app, token, **kwargs):
        if "id_token" not in kwargs["response"]:
            raise PermissionDenied("no word of who it is")
        told = self._decode_id_token(app, kwargs["response"]["id_token"])
        if settings.OIDC_ACR and told.get("acr") != settings.OIDC_ACR:
            raise PermissionDenied("weaker than was asked for")
        return super().complete_login(request, app, token, **kwargs)


def _view(view_class, request, provider_id):
    try:
        return view_class.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None


@login_not_required
def login(request, provider_id):
    return _view(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request, provider_id):
    return _view(OAuth2CallbackView, request, provider_id)
