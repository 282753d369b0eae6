from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from network.second_factor import lacks_second_factor
from network.viewer import Viewer


class ViewerMiddleware:
    """Give each request its viewer: the seats are loaded when first asked for, once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = Viewer(request.user, timezone.now())
        return self.get_response(request)


class SecondFactorMiddleware:
    """Those who lead, decide or publish set up a second factor before they come further.

    What is public stays open to them, and so does their own page, from which one can also leave.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        account = reverse("account_login").removesuffix("login/")
        is_own = request.path.startswith((account, reverse("me")))
        if not settings.SECOND_FACTOR_REQUIRED or is_own or _is_open(request, view):
            return None
        return redirect("second-factor") if lacks_second_factor(request) else None


def _is_open(request, view):
    """The front page is another for those signed in, and the admin's pages ask who one is themselves."""
    found = request.resolver_match
    return not getattr(view, "login_required", True) and not (
        found.url_name == "home" or found.app_name == "admin"
    )
