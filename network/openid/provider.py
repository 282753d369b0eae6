"""One OpenID provider, by setting (HelseID, or a trust's own): ADR 14.

allauth's provider keeps every claim and takes the address for proof of who someone is. Ours keeps the issuer and
the subject, and nothing else: HelseID's claims hold a fødselsnummer.
"""

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from network.openid.views import Adapter

KEPT = ("iss", "sub")


class Provider(OpenIDConnectProvider):
    id = "openid"
    name = "OpenID Connect"
    oauth2_adapter_class = Adapter

    def extract_uid(self, data):
        """Two issuers may use the same subject for different people."""
        return f"{data['id_token']['iss']} {data['id_token']['sub']}"

    def extract_extra_data(self, data):
        return {name: data["id_token"][name] for name in KEPT}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        return []


provider_classes = [Provider]
