"""Publishing a piece of the information page. Normative text comes only from the agency that owns the area."""

from guidance.models import Entry
from network import search
from network.audit import record
from network.once import twice_is_once
from network.rules import owns_content
from network.workflow import NotAllowed


@twice_is_once
def publish(
    *, desk, actor, now, title, text, phases, norm, contact, source_url, review_on, agency=None, token=None
):
    """Publish new content from a content desk (Recommendation 6). `review_on` is the date it is looked
    at again. Raises NotAllowed for anyone not seated in the desk."""
    seat = owns_content(actor, desk, now)
    if seat is None:
        raise NotAllowed(f"Bare {desk.name} publiserer her.")
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
        contact=contact.strip(),
        source_url=source_url,
        review_on=review_on,
        published_at=now,
        changed_at=now,
        token=key,
    )
    record("entry.published", actor=actor, seat=seat, at=now, target=entry, title=entry.title, desk=desk.name)
    search.index(entry)
    return entry
