from django.apps import AppConfig


class OpenIDConfig(AppConfig):
    name = "network.openid"
    verbose_name = "Innlogging med OpenID Connect"
