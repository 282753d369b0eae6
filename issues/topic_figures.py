"""What innmeldinger are about, counted: where they come from, and how long an answer takes (S60)."""

from collections import Counter
from statistics import median

from django.db.models import Min
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models import ANSWERED, Issue
from issues.topics import TOPICS
from network.collation import by_name
from network.language import Written
from network.models import Event, Region
from network.plots import bars

OUTSIDE = _("Uten helseregion")


def by_topic(viewer):
    """Two plots with their tables, of what the viewer may see: by answer and by region. An innmelding about two
    topics counts in both. Days are whole days from raised to the first answer; the median of those answered."""
    rows = list(
        Issue.objects.visible_to(viewer)
        .apart()
        .exclude(topics=[])
        .values_list("pk", "topics", "state", "raised_at", "organisation__region__name")
    )
    answered = _first_answers([pk for pk, *_ in rows])
    told = [
        (topic, state, (answered[pk] - raised_at).days if pk in answered else None, region or OUTSIDE)
        for pk, topics, state, raised_at, region in rows
        for topic in topics
        if topic in TOPICS
    ]
    used = [topic for topic in TOPICS if any(topic == one for one, *_ in told)]
    return _answers(used, told), _regions(used, told)


def _first_answers(pks):
    events = Event.objects.filter(target_label="issues.issue", target_id__in=pks, state_to__in=ANSWERED)
    return dict(events.order_by().values_list("target_id").annotate(Min("at")))


def _answers(used, told):
    rows, drawn = [], []
    for topic in used:
        mine = [(state, days) for one, state, days, _ in told if one == topic]
        days = [day for _, day in mine if day is not None]
        is_open = sum(state not in ANSWERED for state, _ in mine)
        numbers = [
            (gettext("Innmeldinger"), len(mine)),
            (gettext("Åpne nå"), is_open),
            (gettext("Besvart"), len(days)),
            (gettext("Dager til svar, median"), round(median(days)) if days else "–"),
        ]
        rows.append((Written(topic.capitalize()), numbers))
        drawn.append((Written(topic.capitalize()), len(mine)))
    return bars(gettext("Tema"), rows, drawn)


def _regions(used, told):
    counts = Counter((topic, region) for topic, _, _, region in told)
    names = [*Region.objects.order_by(by_name()).values_list("name", flat=True), OUTSIDE]
    names = [name for name in names if any(region == name for _, region in counts)]
    rows = [(Written(topic.capitalize()), [(name, counts[topic, name]) for name in names]) for topic in used]
    drawn = [
        (name, sum(number for (_, region), number in counts.items() if region == name)) for name in names
    ]
    return bars(gettext("Tema"), rows, drawn)
