"""Lines about restricted cases: only the case's parties read what they are about, also on an agenda.

Documents are passed on, so there they are named by number alone, whoever asks for them. What is stored stays as it
was sent or written; each document is veiled for its reader as it is made (`veiled_agenda`, `veiled_minutes`).
"""

from django.utils.translation import gettext_lazy as _

from escalation.models import Answer, Escalation, Referral
from issues.models import Issue
from network.language import made_to_keep

TITLE = _("Skjermet sak")
NOT_IN_MINUTES = "Saken er skjermet. Det som ble sagt, står ikke i referatet."
# Parts of minutes that are about no line.
GENERAL = ("Referat", "Til stede", "Om møtet", "Annen oppfølging")
# Whether a line's case is restricted, and where one looks to see whether someone may read it all the same.
CASES = {
    "issues.issue": (Issue, "restricted", "pk"),
    "escalation.escalation": (Escalation, "restricted", "pk"),
    "escalation.referral": (Referral, "escalation__restricted", "pk"),
    "escalation.answer": (Answer, "referral__escalation__restricted", "referral__escalation"),
}


def restricted_among(items):
    """Ids of the lines whose case is restricted. At most one query for each kind of case."""
    found = set()
    for label, (case, restricted, _target) in CASES.items():
        found |= _lines_of(items, label, case.objects.filter(**{restricted: True}))
    return found


def hidden_from(viewer, items):
    """Ids of the lines whose case is restricted, and not this viewer's to see; for companies, whatever is not
    theirs to see."""
    hidden = set()
    for label, (case, restricted, key) in CASES.items():
        seen = (Escalation if case is Answer else case).objects.visible_to(viewer)
        kept = case.objects.exclude(**{f"{key}__in": seen.values("pk")})
        if not viewer.is_industry:
            kept = kept.filter(**{restricted: True})
        hidden |= _lines_of(items, label, kept)
    return hidden


def _lines_of(items, label, cases):
    by_case = {}
    for item in items:
        if item.target_label == label:
            by_case.setdefault(item.target_id, set()).add(item.pk)
    found = cases.filter(pk__in=by_case).values_list("pk", flat=True) if by_case else ()
    return set().union(*(by_case[pk] for pk in found))


def hidden_in(meeting, viewer):
    """(the lines of a meeting, the ids of those this viewer may not read)."""
    items = list(meeting.items.order_by("position", "pk"))
    return items, hidden_from(viewer, items)


def veiled_agenda(agenda, meeting, viewer):
    """What is sent out of an agenda (`frozen.frozen`), for one reader: lines that are not theirs to read are marked
    like those of restricted cases; of the reserve list only titles are kept, and they are found by those. A company reads only what can still be looked up, so that nothing slips past unknown."""
    items, hidden = hidden_in(meeting, viewer)
    shown = {item.pk for item in items} - hidden
    concealed = {item.title for item in items if item.pk in hidden}
    known = {item.title for item in items if item.pk in shown} - concealed

    def is_hidden(one):
        if "item" in one:
            return one["item"] not in shown if viewer.is_industry else one["item"] in hidden
        return one["title"] not in known if viewer.is_industry else one["title"] in concealed

    rows = {
        name: [one | {"restricted": one["restricted"] or is_hidden(one)} for one in agenda[name]]
        for name in ("lines", "reserve")
    }
    return agenda | rows


def veiled_minutes(parts, meeting, viewer):
    """The parts of minutes, (heading, lines) each, for one reader: a part about a line that is not theirs to read
    says its number and outcome. A company reads no part that is about nothing it may read."""
    items, hidden = hidden_in(meeting, viewer)
    return [_veiled_part(heading, lines, items, hidden, viewer) for heading, lines in parts]


@made_to_keep
def _veiled_part(heading, lines, items, hidden, viewer):
    about = [item for item in items if _is_about(heading, item)]
    if any(item.pk in hidden for item in about) or (
        viewer.is_industry and not about and heading not in GENERAL
    ):
        number = f"Sak {about[0].number}: " if about and about[0].number else ""
        outcome = [f"Utfall: {item.outcome_text}" for item in about[:1] if item.outcome]
        return f"{number}{TITLE}", [NOT_IN_MINUTES, *outcome]
    return heading, lines


def _is_about(heading, item):
    """Also when someone has put another title after the number."""
    by_number = item.number and heading.startswith(f"Sak {item.number}:")
    return bool(by_number) or heading.strip() == item.title


def shown_actions(actions, meeting, viewer):
    """Oppfølgingspunkter of a meeting, without those of lines this viewer may not read."""
    _shown, hidden = hidden_in(meeting, viewer)
    return [
        action for action in actions if action.item_id not in hidden or action.owner_id == viewer.person_id
    ]


def veil(items, hidden):
    """The same lines, those hidden without what they are about. For showing, never for saving."""
    for item in items:
        item.is_hidden = item.pk in hidden
        if item.is_hidden:
            item.title, item.decision, item.comes_from = TITLE, None, None
            item.why = item.why_late = item.own_text = item.owner = item.presenter = item.own_presenter = ""
            item.outcome_why = ""
    return items
