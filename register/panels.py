from django.template.loader import render_to_string

from network.registries import panel
from register.models import Project


@panel("welcome")
def newest_public(visitors, viewer):
    """What a visitor sees of the register: the newest projects that are for everyone."""
    seen = Project.objects.visible_to(viewer).norwegian()
    newest = list(seen.for_lists().order_by("-registered_at", "-pk")[:4])
    html = render_to_string("register/_newest.html", {"projects": newest}) if newest else ""
    return dict.fromkeys(visitors, html)
