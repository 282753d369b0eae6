"""Drafts of innmeldinger: kept while one writes, seen by nobody else, erased when sent."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from issues.models import Draft
from network.workflow import Refused
from network.writing import writing

MOST = 5


@writing()
def keep(*, person, key, text, kind, version, now):
    """Keep what is written so far. Returns the draft; None for an empty text that nothing is kept of yet.

    Refused when another tab has kept something newer (`version` is what this tab last saw), and past five drafts.
    """
    draft = Draft.objects.select_for_update().filter(person=person, key=key).first()
    if draft is None:
        if not text.strip():
            return None
        if Draft.objects.filter(person=person).count() >= MOST:
            raise Refused(
                format_lazy(
                    _("Du har {most} utkast fra før. Send eller slett ett, så kan dette lagres."), most=MOST
                )
            )
        draft = Draft(person=person, key=key, version=0)
    elif draft.version != version:
        raise Refused(
            _("Utkastet er endret i en annen fane. Det du skriver her, blir ikke lagret av seg selv.")
        )
    draft.text, draft.kind, draft.changed_at = text, kind, now
    draft.version += 1
    draft.save()
    return draft


def erase(*, person, key):
    """Erase a draft: it was sent, joined another case, or is not wanted."""
    Draft.objects.filter(person=person, key=key).delete()
