from django.conf import settings
from django.shortcuts import redirect
from django.utils import timezone

from network.second_factor import lacks_second_factor
from network.viewer import Viewer

ACCOUNT = "/konto/"  # where config.urls puts the pages of signing in


class ViewerMiddleware:
    """Give each request its viewer: the seats are loaded when first asked for, once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = Viewer(request.user, timezone.now())
        return self.get_response(request)


class SecondFactorMiddleware:
    """Those who lead, decide or publish set up a second factor before they come further.

    What is public stays open to them, and so do the pages on which one is set up.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or _is_open(request, view) or not lacks_second_factor(request):
            return None
        return redirect("second-factor")


def _is_open(request, view):
    """The front page and the search give more to those signed in, and the admin's pages ask who one is
    themselves."""
    found = request.resolver_match
    if found.url_name in ("me", "second-factor") or request.path.startswith(ACCOUNT):
        return True
    is_public = not getattr(view, "login_required", True)
    return is_public and found.url_name not in ("home", "search") and found.app_name != "admin"
