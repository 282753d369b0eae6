"""The minutes as a document: what page, PDF and Word render alike."""

from django.utils.translation import gettext

from escalation.document import document, prose, section
from meetings.minutes import HEADING
from meetings.restricted import veiled_minutes
from network.deadlines import date_text, local_day
from network.language import Written


def laid_out(meeting, now, anchor, viewer):
    """What is said at `now`, for one reader; `anchor` is the head of the audit chain, printed so that a cut tail can be seen."""
    when = date_text(local_day(meeting.starts_at))
    return document(
        kind=gettext("Referat"),
        case_number=when,
        title=gettext("Referat: {body} {when}").format(body=meeting.body.name, when=when),
        about={
            gettext("Møte"): meeting.body.name,
            gettext("Dato"): when,
            gettext("Sted"): Written(meeting.place),
            gettext("Status"): _status(meeting),
        },
        sections=[
            section(Written(heading), *prose("\n".join(lines)))
            for heading, lines in veiled_minutes(_parts(meeting.minutes_text), meeting, viewer)
        ],
        foot=[
            gettext("Skrevet ut {date}. Kontrollnummer: {anchor}").format(
                date=date_text(local_day(now)), anchor=anchor
            )
        ],
    )


def _status(meeting):
    if meeting.approved_at is None:
        return gettext("Utkast. Referatet er ikke godkjent ennå.")
    return gettext("Godkjent i møtet {date}").format(date=date_text(local_day(meeting.approved_in.starts_at)))


def _parts(text):
    """[(heading, lines)]: a line that begins with «## » is a heading, and what stands before the first has one."""
    parts = [("Referat", [])]
    for line in text.splitlines():
        if line.startswith(HEADING):
            parts.append((line.removeprefix(HEADING).strip(), []))
        else:
            parts[-1][1].append(line)
    return [
        (heading, lines) for heading, lines in parts if heading != "Referat" or any(map(str.strip, lines))
    ]
