"""The link of a piece to its source: checked by the desk that answers for it, and reported by readers when dead.

Nothing here opens the address (docs/adr/0007).
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidance.models import Entry, LinkReport
from guidance.rules import keeps
from network.audit import record
from network.deadlines import date_text, local_day
from network.workflow import NotAllowed
from network.writing import writing


@writing()
def check(entry, *, actor, now, source_url):
    """The desk has opened the source and stands by it, or gives another address. Clears what readers have
    reported. Raises NotAllowed for anyone who does not write for the desk."""
    entry = Entry.objects.select_for_update(of=("self",)).select_related("desk").get(pk=entry.pk)
    seat = keeps(actor, entry, now)
    if seat is None:
        raise NotAllowed(format_lazy(_("Bare {desk} kontrollerer kilden."), desk=entry.desk.name))
    is_changed = source_url != entry.source_url
    entry.source_url, entry.checked_at, entry.checked_by = source_url, now, seat
    entry.save(update_fields=["source_url", "checked_at", "checked_by"])
    reports = LinkReport.objects.filter(entry=entry, cleared_at=None)
    reporters = sorted(reports.values_list("person_id", flat=True))
    reports.update(cleared_at=now)
    verb = "entry.link_changed" if is_changed else "entry.link_checked"
    record(verb, actor=actor, seat=seat, at=now, target=entry, title=entry.title, reporters=reporters)
    return entry


@writing()
def report_dead(entry, *, actor, now):
    """A reader says that the source does not open. Returns the report, also when it was made before: each
    person's counts once until the link has been checked."""
    entry = Entry.objects.select_for_update(of=("self",)).select_related("desk").get(pk=entry.pk)
    standing = LinkReport.objects.filter(entry=entry, cleared_at=None)
    if earlier := standing.filter(person=actor).first():
        return earlier
    is_first = not standing.exists()
    report = LinkReport.objects.create(entry=entry, person=actor, at=now)
    desk = entry.desk.heir(local_day(now)) or entry.desk
    record(
        "entry.link_reported",
        actor=actor,
        at=now,
        target=entry,
        title=entry.title,
        desk=desk.pk,
        first=is_first,
        url=entry.source_url,
    )
    return report


def checked_text(entry):
    """«Sist kontrollert 3. desember 2026 av Kari Nordmann»; of what nobody has looked at again, «Publisert …»."""
    if entry.checked_at is None:
        return gettext("Ikke kontrollert siden innholdet ble publisert")
    by = gettext(" av {person}").format(person=entry.checked_by.person.name) if entry.checked_by else ""
    said = (
        gettext("Publisert {date}{by}")
        if entry.checked_at == entry.published_at
        else gettext("Sist kontrollert {date}{by}")
    )
    return said.format(date=date_text(local_day(entry.checked_at)), by=by)
