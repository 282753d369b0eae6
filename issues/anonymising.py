"""The anonymised text of a restricted innmelding: written, seen beforehand as others will see it, and then shown."""

from django.utils.translation import gettext_lazy as _

from issues.models import Anonymised, Issue
from network import search
from network.audit import record
from network.workflow import Refused
from network.writing import writing

STALE = _("Noen andre har endret teksten. Les den på nytt.")


@writing()
def write(issue, *, actor, seat, now, title, text, version):
    """Write the anonymised text, or write it anew: a new text is hidden until it is shown by its own act."""
    # Locked, so that two who write at once do so one after the other.
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if not issue.restricted:
        raise Refused(_("Innmeldingen er ikke skjermet, så andre ser den allerede."))
    twin = Anonymised.objects.filter(issue=issue).first() or Anonymised(issue=issue, version=0)
    if twin.version != version:
        raise Refused(STALE)
    twin.kind, twin.title, twin.text, twin.shown_at = issue.kind, title.strip(), text.strip(), None
    twin.version += 1
    twin.save()
    search.index(twin)
    record("issue.anonymised", actor=actor, seat=seat, at=now, target=issue)
    return twin


@writing()
def show(twin, *, actor, seat, now, version):
    """«Vis den anonymiserte teksten»: all inside the network see it from now on. Twice is once."""
    twin = Anonymised.objects.select_for_update().get(pk=twin.pk)
    if twin.version != version:
        raise Refused(STALE)
    if twin.shown_at is None:
        twin.shown_at = now
        twin.save(update_fields=["shown_at"])
        record("issue.anonymised_shown", actor=actor, seat=seat, at=now, target=twin.issue)
    return twin
