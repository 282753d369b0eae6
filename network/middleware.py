from django.utils import timezone

from network.viewer import Viewer


class ViewerMiddleware:
    """Give each request its viewer: the seats are loaded when first asked for, once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = Viewer(request.user, timezone.now())
        return self.get_response(request)
