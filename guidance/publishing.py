"""Publishing a piece of the information page. Normative text comes only from the agency that owns the area."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guidance import links
from guidance.models import Entry, FormerText
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
    once. What was taken down is published again by it. What readers read before is kept.

    Raises NotAllowed for anyone who does not write for the desk, Stale, Refused for normative content from
    a desk that is no authority's, and Missing for what is not about rules and nobody has asked for.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("desk__owner").get(pk=entry.pk)
    seat = keeps(actor, entry, now)
    if seat is None:
        raise NotAllowed(format_lazy(_("Bare {desk} endrer dette innholdet."), desk=entry.desk.name))
    content = {"norm": norm, "subject": subject, "source_url": source_url, **given}
    is_changed = any(getattr(entry, name) != value for name, value in content.items())
    is_back = entry.taken_down_at is not None
    is_changed |= {issue.pk for issue in issues} != set(entry.issues.values_list("pk", flat=True))
    if version != entry.version:
        if is_changed or is_back or entry.review_on != review_on:
            raise Stale
        return entry
    _check_norm(entry.desk, norm)
    _check_asked_for(subject, issues)
    entry = links.check(entry, actor=actor, now=now, source_url=source_url)
    _keep_former(entry, content, now)
    for name, value in content.items():
        setattr(entry, name, value)
    entry.review_on, entry.version = review_on, version + 1
    entry.changed_at = now if is_changed or is_back else entry.changed_at
    entry.taken_down_at, entry.taken_down_by, entry.taken_down_why = None, None, ""
    entry.save()
    entry.issues.set(issues)
    verb = "entry.put_back" if is_back else "entry.changed" if is_changed else "entry.reviewed"
    about = () if verb == "entry.reviewed" else issues  # it was made for those who asked
    _record(verb, entry, actor=actor, seat=seat, now=now, about=about)
    search.index(entry)
    return entry


def _keep_former(entry, content, now):
    """What readers read until now, or until it was taken down: letters and answers may lean on it."""
    before = {name: getattr(entry, name) for name in ("title", "text", "norm")}
    if any(content.get(name, value) != value for name, value in before.items()):
        until = entry.taken_down_at or now
        FormerText.objects.create(
            entry=entry, version=entry.version, since=entry.changed_at, until=until, **before
        )


@writing()
def take_down(entry, *, actor, now, version, reason):
    """What is published no longer applies, or never should have: it leaves every list and the search. Its own
    address still answers, with when it was taken down, by whom and why; `review` publishes it again. `version` is
    what the form was made from. Taken down twice, it is taken down once.

    A joint answer (`guidance.joint`) is no such piece: those who signed it correct the answer.

    Raises NotAllowed for anyone who does not write for the desk, Missing without a reason, Refused for what is not
    published, and Stale.
    """
    entry = Entry.objects.select_for_update(of=("self",)).select_related("desk").get(pk=entry.pk)
    seat = keeps(actor, entry, now)
    if seat is None:
        raise NotAllowed(format_lazy(_("Bare {desk} endrer dette innholdet."), desk=entry.desk.name))
    if not reason.strip():
        raise Missing(_("Skriv hvorfor teksten tas ned."), field="reason")
    if entry.published_at is None:
        raise Refused(_("Bare det som er publisert, kan tas ned."))
    if entry.taken_down_at:
        return entry
    if version != entry.version:
        raise Stale
    entry.taken_down_at, entry.taken_down_by, entry.taken_down_why = now, seat, reason.strip()
    entry.version += 1  # a form to review it, opened before, would publish it again unseen
    entry.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_why", "version"])
    about = list(entry.issues.all())
    _record("entry.taken_down", entry, actor=actor, seat=seat, now=now, about=about, reason=reason.strip())
    search.index(entry)
    return entry


def _record(verb, entry, *, actor, seat, now, about, **data):
    issues = sorted(issue.pk for issue in about)
    record(
        verb,
        actor=actor,
        seat=seat,
        at=now,
        target=entry,
        about=about,
        title=entry.title,
        desk=seat.body_id,
        issues=issues,
        **data,
    )


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
