"""What one can take from others instead of making it again: tools and competence (R4, S71, S80)."""

from collections import defaultdict

from django.db import IntegrityError
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record
from network.collation import by_name
from network.workflow import Refused
from network.writing import writing
from register.models import Adoption, Competence, Reuse, Tool, ToolVersion


@writing()
def share_tool(*, actor, seat, now, name, **told):
    """Share a tool, used by the organisation that shares it. Raises `Refused` when one of that name is shared."""
    if Tool.objects.filter(name__iexact=name).exists():
        raise Refused(
            format_lazy(_("«{name}» er alt delt. Si heller at dere bruker det."), name=name), field="name"
        )
    tool = Tool.objects.create(
        name=name, organisation=seat.organisation, shared_by=actor, shared_at=now, **told
    )
    record("tool.shared", actor=actor, seat=seat, at=now, target=tool, title=name)
    search.index(tool)
    adopt(tool, actor=actor, seat=seat, now=now)
    return tool


@writing()
def adopt(tool, *, actor, seat, now, version=None):
    """«Vi bruker dette», on behalf of the seat's organisation: once for each, however often it is said. Said of
    another version, that is the one they use now."""
    adoption, is_new = Adoption.objects.select_for_update().get_or_create(
        tool=tool,
        organisation=seat.organisation,
        defaults={"version": version, "told_by": actor, "told_at": now},
    )
    if not is_new:
        if version is None or adoption.version_id == version.pk:
            return adoption
        adoption.version, adoption.told_by, adoption.told_at = version, actor, now
        adoption.save(update_fields=["version", "told_by", "told_at"])
    record(
        "tool.adopted", actor=actor, seat=seat, at=now, target=tool, title=tool.name,
        organisation=seat.organisation.name, version=version.label if version else "",
    )  # fmt: skip
    return adoption


@writing()
def tell_version(tool, *, actor, seat, now, label, dated_on, changed=""):
    """Tell of a version of a tool, which whoever shares it uses from then on. Raises `Refused` when it is told."""
    version, is_new = ToolVersion.objects.get_or_create(
        tool=tool,
        label=label,
        defaults={"dated_on": dated_on, "changed": changed, "told_by": actor, "told_at": now},
    )
    if not is_new:
        raise Refused(format_lazy(_("Versjon {label} står alt her."), label=label), field="label")
    record(
        "tool.versioned", actor=actor, seat=seat, at=now, target=tool, title=tool.name, version=label,
        text=changed,
    )  # fmt: skip
    if newest_version(tool) == version:
        adopt(tool, actor=actor, seat=seat, now=now, version=version)
    return version


def newest_version(tool):
    """The version that is dated last; None where none is told."""
    return tool.versions.order_by("-dated_on", "-pk").first()


def versions_for(organisation, *, and_also=None):
    """The versions that an organisation may have measured by: all of the tools it uses, which stand first, and the
    newest of each other. `and_also`: the id of one that is among them whatever."""
    used = Adoption.objects.filter(organisation=organisation, tool=OuterRef("tool"))
    newest = ToolVersion.objects.filter(tool=OuterRef("tool")).order_by("-dated_on", "-pk").values("pk")[:1]
    rows = ToolVersion.objects.select_related("tool").annotate(is_used=Exists(used))
    rows = rows.filter(Q(is_used=True) | Q(pk=Subquery(newest)) | Q(pk=and_also))
    return rows.order_by("-is_used", by_name("tool__name"), "-dated_on", "-pk")


def tell_competence(*, actor, seat, now, group, topic, title="", url=""):
    """What a group lacks in the seat's organisation; with a `title`, what is offered to all. Told twice, it counts
    once. Returns the row."""
    told = {"group": group, "topic": topic, "organisation": seat.organisation, "is_offer": bool(title)}
    told |= {"title": title} if title else {}
    try:
        with writing():
            row = Competence.objects.create(**told, url=url, told_by=actor, told_at=now)
            record("competence.told", actor=actor, seat=seat, at=now, target=row, title=str(row), offer=title)
            search.index(row)
    except IntegrityError:
        return Competence.objects.get(**told)
    return row


def competence_table(viewer):
    """[{group, topic, needs, offers}]: how many organisations lack something, against what is offered; what nobody
    offers first, and then what most lack."""
    found = defaultdict(lambda: {"needs": 0, "offers": []})
    for row in Competence.objects.visible_to(viewer).select_related("organisation").order_by("pk"):
        cell = found[row.group, row.topic]
        if row.is_offer:
            cell["offers"].append(row)
        else:
            cell["needs"] += 1
    groups, topics = dict(Competence.Group.choices), dict(Competence.Topic.choices)
    rows = [
        {"group": groups[group], "topic": topics[topic], **cell} for (group, topic), cell in found.items()
    ]
    return sorted(rows, key=lambda row: (bool(row["offers"]), -row["needs"], row["group"], row["topic"]))


def work_avoided():
    """How often an experience or tool was used again, and the whole hours that are told as avoided.

    In one statement, which `aggregate` cannot be over two tables.
    """
    by_others = Adoption.objects.exclude(organisation=F("tool__organisation")).order_by()
    told = Reuse.objects.order_by().annotate(
        times=_over("COUNT", "pk"),
        hours=Coalesce(_over("SUM", "hours_avoided"), 0),
        adopted=Subquery(by_others.annotate(n=_over("COUNT", "pk")).values("n")),
    )
    return told.values("times", "hours", "adopted").get()


def _over(function, column):
    """A function over all rows, without grouping them."""
    return Func(column, function=function, output_field=IntegerField())
