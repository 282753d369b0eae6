"""Publishing a piece of the information page. Normative text comes only from the agency that owns the area."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guidance import links
from guidance.models import Entry
from guidance.rules import keeps
from network import search
from network.audit import record
from network.models import Organisation
from network.once import twice_is_once
from network.rules import owns_content
from network.workflow import Missing, NotAllowed, Refused, Stale
from network.writing import writing


def may_be_normative(desk):
    """Authorities decide what applies; whoever answers for services, and a network, advises (S53)."""
    return desk.owner is not None and desk.owner.kind == Organisation.Kind.AGENCY


@twice_is_once
def publish(
    *,
    desk,
    actor,
    now,
    title,
    text,
    phases,
    norm,
    contact,
    source_url,
    review_on,
    subject=Entry.Subject.REGULATORY,
    issues=(),
    agency=None,
    token=None,
):
    """Publish new content from a content desk (Recommendation 6). `review_on` is the date it is looked
    at again, `issues` the innmeldinger that asked for it. Raises NotAllowed for anyone not seated in the
    desk, Refused for normative content from a desk that is no authority's, and Missing for what is not
    about rules and nobody has asked for."""
    seat = owns_content(actor, desk, now)
    if seat is None:
        raise NotAllowed(format_lazy(_("Bare {desk} publiserer her."), desk=desk.name))
    _check_norm(desk, norm)
    _check_asked_for(subject, issues)
    key = f"entry.published:{actor.pk}:{token}" if token else None
    if key and (first := Entry.objects.filter(token=key).first()):
        return first
    entry = Entry.objects.create(
        desk=desk,
        agency=agency or desk.owner,
        title=title.strip(),
        text=text.strip(),
        phases=list(phases),
        norm=norm,
        subject=subject,
        contact=contact.strip(),
        source_url=source_url,
        checked_at=now,
        checked_by=seat,
        review_on=review_on,
        published_at=now,
        changed_at=now,
        token=key,
    )
    entry.issues.set(issues)
    record(
        "entry.published",
        actor=actor,
        seat=seat,
        at=now,
        target=entry,
        about=issues,
        title=entry.title,
        desk=desk.name,
    )
    search.index(entry)
    return entry


@writing()
def review(entry, *, actor, now, version, norm, subject, source_url, review_on, issues, **given):
    """The desk has looked at it again, changed what no longer applied, and stands by it and its source until
    `review_on` (Recommendation 6: kept current). `version` is what the form was made from, `issues` all the
    innmeldinger it is made for, `given` the other fields of Entry that the form has. The same said twice is said
    once.

    Raises NotAllowed for anyone who does not write for the desk, Stale, Refused for normative content from
    a desk that is no authority's, and Missing for what is not about rules and nobody has asked for.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("desk__owner").get(pk=entry.pk)
    seat = keeps(actor, entry, now)
    if seat is None:
        raise NotAllowed(format_lazy(_("Bare {desk} endrer dette innholdet."), desk=entry.desk.name))
    content = {"norm": norm, "subject": subject, "source_url": source_url, **given}
    is_changed = any(getattr(entry, name) != value for name, value in content.items())
    is_changed |= {issue.pk for issue in issues} != set(entry.issues.values_list("pk", flat=True))
    if version != entry.version:
        if is_changed or entry.review_on != review_on:
            raise Stale
        return entry
    _check_norm(entry.desk, norm)
    _check_asked_for(subject, issues)
    entry = links.check(entry, actor=actor, now=now, source_url=source_url)
    for name, value in content.items():
        setattr(entry, name, value)
    entry.review_on, entry.version = review_on, version + 1
    entry.changed_at = now if is_changed else entry.changed_at
    entry.save()
    entry.issues.set(issues)
    verb = "entry.changed" if is_changed else "entry.reviewed"
    about = issues if is_changed else ()  # it was made for those who asked
    record(verb, actor=actor, seat=seat, at=now, target=entry, about=about, title=entry.title)
    search.index(entry)
    return entry


def _check_norm(desk, norm):
    if norm == Entry.Norm.NORMATIVE and not may_be_normative(desk):
        raise Refused(
            _("Bare en etat kan publisere normerende innhold, på sitt eget område. Velg veiledende."),
            field="norm",
        )


def _check_asked_for(subject, issues):
    if subject != Entry.Subject.REGULATORY and not issues:
        raise Missing(
            _("Råd om praksis lages når nettverket har bedt om det: velg innmeldingene."), field="issues"
        )
