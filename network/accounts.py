from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.urls import reverse


class Adapter(DefaultAccountAdapter):
    """People become members by invitation or application, not by allauth's own sign-up form."""

    def is_open_for_signup(self, request):
        return False


class SocialAdapter(DefaultSocialAccountAdapter):
    """Whoever is known elsewhere is nobody here until they, signed in, have tied the two together themselves:
    the sign-up that allauth would go on with is closed above."""

    def get_connect_redirect_url(self, request, socialaccount):
        return reverse("me")
