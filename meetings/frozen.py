"""An agenda as it is sent out: plain JSON that no later edit changes, and the document made from it.

Page, PDF and Word render the same document (`escalation.document`).
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalation.document import bullets, document, line, prose, section
from meetings.models import AgendaVersion
from meetings.papers import names_of
from meetings.reading import sections_of
from meetings.restricted import TITLE, restricted_among, veiled_agenda
from network.deadlines import OSLO, clock_face, date_text, local_day
from network.language import Quoting, Written, made_to_keep
from network.telling import read_back

# What a change in each of these is called, when those invited are told what is new.
WATCHED = {
    "title": _("ny tittel"),
    "type": _("ny type"),
    "minutes": _("nytt antall minutter"),
    "presenter": _("en annen legger den frem"),
    "text": _("ny merknad"),
    "papers": _("nytt saksfremlegg"),
}


def in_order(meeting):
    """[(section's title, line)] of what is on the agenda, in the order it is treated."""
    items = meeting.items.select_related("decision").order_by("position", "pk")
    sections = sections_of([item for item in items if item.is_on])
    return [(title, row) for title, lines in sections for row in lines]


def newest_sent(meeting):
    """The version that was sent last, or None."""
    return meeting.versions.filter(published_at__isnull=False).order_by("-number").first()


def start_times(meetings):
    """About when each line that is sent out begins, by its item's id: after the minutes planned for those
    before it. One query for any number of meetings."""
    sent = AgendaVersion.objects.filter(meeting__in=meetings, published_at__isnull=False).order_by("number")
    agendas = {version.meeting_id: version.content.get("published") for version in sent}
    times = {}
    for meeting in meetings:
        at, agenda = meeting.starts_at, agendas.get(meeting.pk)
        for one in agenda["lines"] if agenda else ():
            times[one["item"]] = at
            at += timedelta(minutes=one["minutes"])
    return times


@made_to_keep
def frozen(meeting):
    """Everything that is sent out of an agenda, as it stands."""
    ordered = in_order(meeting)
    items = [row.item for _, row in ordered]
    left = meeting.items.filter(removed=False, outcome="").exclude(why_not="")
    reserve = list(left.order_by("position", "pk"))
    secret, papers = restricted_among([*items, *reserve]), names_of(items)
    return {
        "body": meeting.body.name,
        "facilitator": meeting.facilitator.name if meeting.facilitator else "",
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
        "capacity": meeting.capacity_minutes,
        "lines": [_line(title, row, secret, papers) for title, row in ordered],
        "reserve": [
            {
                "title": item.title,
                "why_not": item.why_not,
                "restricted": item.pk in secret,
                **({"why_not_said": item.why_not_said} if item.why_not_said else {}),
            }
            for item in reserve
        ],
    }


def _line(title, row, secret, papers):
    item = row.item
    return {
        "item": item.pk,
        "section": title,
        "number": item.number,
        "title": item.title,
        "type": row.type,
        "minutes": item.planned_minutes,
        "owner": item.owner,
        "presenter": item.shown_presenter,
        "why": item.why,
        "text": item.own_text,
        "url": row.url,
        "restricted": item.pk in secret,
        # Said only where there are any: what was sent before there were these has not changed since.
        **({"why_said": item.why_said} if item.why_said else {}),
        **({"papers": papers[item.pk]} if papers[item.pk] else {}),
    }


def called(agenda_line):
    """What a line is called outside the site: Sak 3/2026, «Deling av bilder»; restricted ones by number alone.
    The title is quoted: it may end as it likes, with a question mark too."""
    number = gettext("Sak {number}").format(number=agenda_line["number"]) if agenda_line["number"] else ""
    if agenda_line["restricted"]:
        return number or gettext("en skjermet sak")
    title = f"«{agenda_line['title']}»"
    return f"{number}, {title}" if number else title


def changes(before, after):
    """A sentence for each thing that is new since what was sent before."""
    found = []
    if before["starts_at"] != after["starts_at"]:
        found.append(gettext("Ny tid: {date}.").format(date=time_text(after)))
    if before["place"] != after["place"]:
        place = after["place"] or gettext("ikke oppgitt")
        found.append(Quoting(gettext("Nytt sted: {place}.").format(place=place), after["place"]))
    old = {one["item"]: one for one in before["lines"]}
    new = {one["item"]: one for one in after["lines"]}
    found += [
        _about(one, gettext("Ny på sakslisten: {item}."), item=capfirst(called(one)))
        for pk, one in new.items()
        if pk not in old
    ]
    found += [
        _about(one, gettext("Ikke lenger på sakslisten: {item}."), item=capfirst(called(one)))
        for pk, one in old.items()
        if pk not in new
    ]
    for pk, one in new.items():
        words = [word for name, word in WATCHED.items() if pk in old and old[pk].get(name) != one.get(name)]
        if words:
            listed = ", ".join(map(str, words))
            found.append(
                _about(one, gettext("Endret: {called} ({words})."), called=called(one), words=listed)
            )
    if not found:
        found.append(gettext("Rekkefølgen eller begrunnelsene på sakslisten er endret."))
    return found


def _about(one, wording, **words):
    return Quoting(wording.format(**words), "" if one["restricted"] else one["title"])


def time_text(agenda):
    """«8. desember 2026 kl. 12.00–13.30», in Norwegian time."""
    starts, ends = (
        datetime.fromisoformat(agenda[name]).astimezone(OSLO) for name in ("starts_at", "ends_at")
    )
    return gettext("{day} kl. {starts}–{ends}").format(
        day=date_text(local_day(starts)), starts=clock_face(starts), ends=clock_face(ends)
    )


def laid_out(version, viewer):
    """A version that was sent, as a document for one reader."""
    agenda = veiled_agenda(version.content["published"], version.meeting, viewer)
    return document(
        kind=gettext("Saksliste"),
        case_number=gettext("versjon {number}").format(number=version.number),
        title=gettext("Saksliste: {body}").format(body=agenda["body"]),
        about={
            gettext("Tid"): time_text(agenda),
            gettext("Sted"): Written(agenda["place"]),
            gettext("Fasiliteres av"): agenda["facilitator"],
            gettext("Til saker"): gettext("{count} minutter").format(count=agenda["capacity"]),
        },
        sections=_sections(agenda),
        foot=[
            gettext("Versjon {number}, sendt ut {date}.").format(
                number=version.number, date=date_text(local_day(version.published_at))
            ),
            gettext("Kontrollnummer: {anchor}").format(anchor=version.anchor),
        ],
    )


def _sections(agenda):
    last = None
    for one in agenda["lines"]:
        if one["section"] != last:
            last = one["section"]
            yield section(gettext(last))
        yield section(
            _about(one, gettext("Sak {number}: {title}"), number=one["number"], title=_title(one)),
            *_about_line(one),
            level=3,
        )
    if not agenda["lines"]:
        yield section(gettext("Saker"), {"text": gettext("Det er ingen saker på sakslisten.")})
    if agenda["reserve"]:
        rows = [line(f": {_read(one, 'why_not')}", _title(one)) for one in agenda["reserve"]]
        yield section(gettext("Ikke plass denne gangen"), bullets(rows))


def _title(one):
    return TITLE if one["restricted"] else Written(one["title"])


def _read(one, name):
    return read_back(one.get(f"{name}_said"), one[name])


def _kind_and_time(one):
    minutes = gettext("{count} minutter").format(count=one["minutes"])
    return f"{capfirst(gettext(one['type']))}, {minutes}"


def _about_line(one):
    if one["restricted"]:
        yield bullets([line(_kind_and_time(one))])
        return
    facts = {
        gettext("Eier"): Written(one["owner"]),
        gettext("Legges frem av"): Written(one["presenter"]),
        gettext("Hvorfor den er her"): _read(one, "why"),
    }
    rows = [line(_kind_and_time(one))]
    rows += [line(text, f"{name}: ") for name, text in facts.items() if text]
    if papers := one.get("papers"):
        names = ", ".join(papers)
        rows.append(line(Quoting(gettext("Saksfremlegg: {papers}").format(papers=names), names)))
    if one["url"]:
        rows.append(
            line(
                "",
                gettext("Saken og papirene til sak {number}").format(number=one["number"]),
                settings.SITE_URL + one["url"],
            )
        )
    yield bullets(rows)
    yield from prose(one["text"])
