"""Agendas are found by the lines that were sent out; never by what is restricted, and never for companies."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.restricted import restricted_among
from network.registries import Searchable, searches


def _words(meeting):
    lines = list(meeting.items.exclude(number="").filter(removed=False))
    restricted = restricted_among(lines)
    return " ".join([meeting.title, *(line.title for line in lines if line.pk not in restricted)])


searches(
    Searchable(
        model=Meeting,
        title=_("Sakslister"),
        words=_words,
        select=("body",),
        inside_only=True,
        named=F("body__name"),
        starts_at=F("starts_at"),
    )
)
