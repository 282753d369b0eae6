"""Numbers of an agenda's lines, «3/2026»: unique by body and year. Both that send and keep a meeting lock it."""

from meetings.models import AgendaItem, AgendaVersion


def highest(body_id, year):
    """The highest number given so far, also to lines that are gone: a number is never given twice."""
    of_year = {"meeting__body": body_id, "meeting__starts_at__year__range": (year - 1, year + 1)}
    given = set(AgendaItem.objects.filter(**of_year).values_list("number", flat=True))
    sent = AgendaVersion.objects.filter(published_at__isnull=False, **of_year)
    for content in sent.values_list("content", flat=True):
        given |= {one["number"] for one in content.get("published", {}).get("lines", ())}
    return max((int(n.partition("/")[0]) for n in given if n.endswith(f"/{year}")), default=0)
