from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.models import Notice

PLACES = (
    ("project-list", _("Prosjekter")),
    ("sharing-list", _("Erfaringer")),
    ("issue-list", _("Innmeldinger")),
    ("escalation-list", _("Løftede saker")),
    ("meeting-list", _("Møter")),
    ("guidance", _("Veiledning")),
    ("body-list", _("Nettverk")),
    ("change-list", _("Hva det førte til")),
)
FOR_VISITORS = (
    ("public-list", _("Prosjekter")),
    ("guidance", _("Veiledning")),
)


@dataclass(frozen=True)
class Place:
    url: str
    title: str
    current: bool


class Around:
    """What every page shows around its content."""

    def __init__(self, request):
        self.request = request
        self.demo = settings.DEMO
        self.languages = list(dict(settings.LANGUAGES))

    @cached_property
    def person(self):
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def unread(self):
        if self.person is None:
            return 0
        return Notice.objects.filter(person=self.person, read_at__isnull=True).count()

    @cached_property
    def places(self):
        shown = [(reverse(name), title) for name, title in (PLACES if self.person else FOR_VISITORS)]
        # One place may lie inside another's address: the nearest is where one is.
        here = max((url for url, _ in shown if self.request.path.startswith(url)), key=len, default="")
        return [Place(url, title, url == here) for url, title in shown]

    @property
    def place(self):
        """Where one is in the menu, and so the first step of the way here; None outside all of them."""
        return next((place for place in self.places if place.current), None)


def around(request):
    # Not «site»: django-allauth gives its pages another thing by that name.
    return {"around": Around(request)}
