from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """People become members by invitation or application, not by allauth's own sign-up form."""

    def is_open_for_signup(self, request):
        return False
