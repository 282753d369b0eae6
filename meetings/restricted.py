"""Lines about restricted cases: only the case's parties read what they are about, also on an agenda.

Documents are passed on, so there they are named by number alone, whoever asks for them.
"""

from escalation.models import Answer, Escalation, Referral
from issues.models import Issue

TITLE = "Skjermet sak"
NOT_IN_MINUTES = "Saken er skjermet. Det som ble sagt, står ikke i referatet."
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
    for label, (case, restricted, _) in CASES.items():
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


def veil(items, hidden):
    """The same lines, those hidden without what they are about. For showing, never for saving."""
    for item in items:
        item.is_hidden = item.pk in hidden
        if item.is_hidden:
            item.title, item.decision, item.comes_from = TITLE, None, None
            item.why = item.why_late = item.own_text = item.owner = item.presenter = item.own_presenter = ""
            item.outcome_why = ""
    return items
