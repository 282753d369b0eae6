from django.template.loader import render_to_string

from guidance.models import Entry
from network.registries import panel

SHOWN = 3


@panel("welcome")
def newest_content(visitors, viewer):
    """What a visitor sees of the information page: what was published last."""
    newest = list(Entry.objects.published().select_related("agency").order_by("-published_at", "-pk")[:SHOWN])
    html = render_to_string("guidance/_newest.html", {"entries": newest}) if newest else ""
    return dict.fromkeys(visitors, html)
