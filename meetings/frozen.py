"""An agenda as it is sent out: plain JSON that no later edit changes, and the document made from it.

Page, PDF and Word render the same document (`escalation.document`).
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.text import capfirst

from escalation.document import bullets, document, line, prose, section
from meetings.models import AgendaVersion
from meetings.papers import names_of
from meetings.reading import sections_of
from meetings.restricted import TITLE, restricted_among, veiled_agenda
from network.deadlines import OSLO, date_text, local_day

# What a change in each of these is called, when those invited are told what is new.
WATCHED = {
    "title": "ny tittel",
    "type": "ny type",
    "minutes": "nytt antall minutter",
    "presenter": "en annen legger den frem",
    "text": "ny merknad",
    "papers": "nytt saksfremlegg",
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
            {"title": item.title, "why_not": item.why_not, "restricted": item.pk in secret}
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
        # Said only where there are any: what was sent before there were papers has not changed since.
        **({"papers": papers[item.pk]} if papers[item.pk] else {}),
    }


def called(agenda_line):
    """What a line is called outside the site: «Sak 3/2026, Deling av bilder»; restricted ones by number alone."""
    number = f"Sak {agenda_line['number']}" if agenda_line["number"] else ""
    if agenda_line["restricted"]:
        return number or "en skjermet sak"
    return f"{number}, {agenda_line['title']}" if number else agenda_line["title"]


def changes(before, after):
    """A sentence for each thing that is new since what was sent before."""
    found = []
    if before["starts_at"] != after["starts_at"]:
        found.append(f"Ny tid: {time_text(after)}.")
    if before["place"] != after["place"]:
        found.append(f"Nytt sted: {after['place'] or 'ikke oppgitt'}.")
    old = {one["item"]: one for one in before["lines"]}
    new = {one["item"]: one for one in after["lines"]}
    found += [f"Ny på sakslisten: {capfirst(called(one))}." for pk, one in new.items() if pk not in old]
    found += [
        f"Ikke lenger på sakslisten: {capfirst(called(one))}." for pk, one in old.items() if pk not in new
    ]
    for pk, one in new.items():
        words = [word for name, word in WATCHED.items() if pk in old and old[pk].get(name) != one.get(name)]
        if words:
            found.append(f"Endret: {called(one)} ({', '.join(words)}).")
    if not found:
        found.append("Rekkefølgen eller begrunnelsene på sakslisten er endret.")
    return found


def time_text(agenda):
    """«8. desember 2026 kl. 12.00–13.30», in Norwegian time."""
    starts, ends = (
        datetime.fromisoformat(agenda[name]).astimezone(OSLO) for name in ("starts_at", "ends_at")
    )
    return f"{date_text(local_day(starts))} kl. {starts:%H.%M}–{ends:%H.%M}"


def laid_out(version, viewer):
    """A version that was sent, as a document for one reader."""
    agenda = veiled_agenda(version.content["published"], version.meeting, viewer)
    return document(
        kind="Saksliste",
        case_number=f"versjon {version.number}",
        title=f"Saksliste: {agenda['body']}",
        about={
            "Tid": time_text(agenda),
            "Sted": agenda["place"],
            "Fasiliteres av": agenda["facilitator"],
            "Til saker": f"{agenda['capacity']} minutter",
        },
        sections=_sections(agenda),
        foot=[
            f"Versjon {version.number}, sendt ut {date_text(local_day(version.published_at))}.",
            f"Kontrollnummer: {version.anchor}",
        ],
    )


def _sections(agenda):
    last = None
    for one in agenda["lines"]:
        if one["section"] != last:
            last = one["section"]
            yield section(last)
        yield section(f"Sak {one['number']}: {_title(one)}", *_about_line(one), level=3)
    if not agenda["lines"]:
        yield section("Saker", {"text": "Det er ingen saker på sakslisten."})
    if agenda["reserve"]:
        rows = [line(f"{_title(one)}: {one['why_not']}") for one in agenda["reserve"]]
        yield section("Ikke plass denne gangen", bullets(rows))


def _title(one):
    return TITLE if one["restricted"] else one["title"]


def _about_line(one):
    if one["restricted"]:
        yield bullets([line(f"{capfirst(one['type'])}, {one['minutes']} minutter")])
        return
    facts = {"Eier": one["owner"], "Legges frem av": one["presenter"], "Hvorfor den er her": one["why"]}
    rows = [line(f"{capfirst(one['type'])}, {one['minutes']} minutter")]
    rows += [line(f"{name}: {text}") for name, text in facts.items() if text]
    if papers := one.get("papers"):
        rows.append(line(f"Saksfremlegg: {', '.join(papers)}"))
    if one["url"]:
        rows.append(line("", f"Saken og papirene til sak {one['number']}", settings.SITE_URL + one["url"]))
    yield bullets(rows)
    yield from prose(one["text"])
