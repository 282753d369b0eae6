"""That a virksomhet stands behind an innmelding: an act of its own, and never required."""

from django.db.models import OuterRef, Subquery

from issues.models import Backing, Issue
from network.audit import record
from network.writing import writing


@writing()
def stand_behind(issue, *, actor, seat, organisation, now):
    """Record that an organisation stands behind an innmelding one of its own raised or joined. Twice is once."""
    Issue.objects.select_for_update().get(pk=issue.pk)
    if found := Backing.objects.filter(issue=issue, organisation=organisation).first():
        return found
    event = record(
        "issue.backed",
        actor=actor,
        seat=seat,
        at=now,
        target=issue,
        title=issue.title,
        organisation=organisation.name,
    )
    return Backing.objects.create(issue=issue, organisation=organisation, seat=seat, at=now, event=event)


def voices_of(issue):
    """The voices of an innmelding with their names, and `backed_at`: when the virksomhet of each said that it
    stands behind, or None."""
    backed = Backing.objects.filter(issue=OuterRef("issue"), organisation=OuterRef("organisation"))
    voices = issue.voices.standing().select_related("person", "organisation").order_by("pk")
    return voices.annotate(backed_at=Subquery(backed.values("at")[:1]))
