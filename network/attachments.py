"""Files on cases: kept beside the case, served to those who see it, withdrawn with a reason."""

from hashlib import sha256

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from network.audit import label_of, record
from network.models import Attachment
from network.workflow import Refused
from network.writing import writing


def attach(target, upload, *, body, actor, seat, now):
    """Keep a file that has passed the gate (`uploads.opened`) on a thing. Inside the caller's transaction,
    beside the event that tells of it. `body`: whose people may withdraw it too."""
    return Attachment.objects.create(
        target_label=label_of(target),
        target_id=target.pk,
        body=body,
        name=upload.name,
        kind=upload.kind,
        size=len(upload.content),
        digest=sha256(upload.content).hexdigest(),
        content=upload.content,
        uploaded_by=actor,
        seat=seat,
        at=now,
    )


def files_of(objects, viewer):
    """The files of some things the viewer sees, in one query: {thing: [Attachment]}."""
    found = {}
    by_name = {(label_of(obj), obj.pk): obj for obj in objects}
    for attachment in Attachment.objects.on(*objects) if objects else ():
        attachment.may_be_withdrawn = may_withdraw(attachment, viewer)
        found.setdefault(by_name[attachment.target_label, attachment.target_id], []).append(attachment)
    return found


def target_for(attachment, viewer):
    """The thing a file hangs on, where the viewer may see it; None otherwise."""
    model = apps.get_model(attachment.target_label)
    return model.objects.visible_to(viewer).filter(pk=attachment.target_id).first()


def may_withdraw(attachment, viewer):
    """Whoever sent it, and those who run the network that holds the case."""
    if attachment.withdrawn_at:
        return False
    return attachment.uploaded_by_id == viewer.person_id or attachment.body_id in viewer.run_body_ids


@writing()
def withdraw(attachment, *, viewer, now, because, erase=False):
    """Take a file away from all pages, with a reason. The row and the checksum stay; the content goes too
    where it must never have been sent (`erase`). Twice is once. Refused for others than those who may."""
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if attachment.withdrawn_at:
        return attachment
    target = target_for(attachment, viewer)
    if target is None or not may_withdraw(attachment, viewer):
        raise Refused(_("Vedlegget kan trekkes av den som lastet det opp, og av dem som leder nettverket."))
    attachment.withdrawn_at, attachment.withdrawn_by = now, viewer.person
    attachment.withdrawn_because = because.strip()
    if erase:
        attachment.content = b""
    attachment.save()
    record(
        "attachment.withdrawn",
        actor=viewer.person,
        at=now,
        target=attachment,
        about=[target, *getattr(target, "belongs_to", ())],
        name=attachment.name,
        reason=attachment.withdrawn_because,
        digest=attachment.digest,
        erased=erase,
    )
    return attachment


def page_of(target):
    """The page a file is shown on, as label and id: the thing itself, or the case it belongs to."""
    shown = next(iter(getattr(target, "belongs_to", ())), target)
    return label_of(shown), shown.pk
