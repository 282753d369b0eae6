"""When a figure over several organisations may be shown, and how exactly: the one place of that rule.

A figure of an area also counts reports the viewer may not open. No one's price shall come out of it:

1. There are at least three organisations in it, each counted once however much it reports.
2. Those whose reports the viewer may not open are none, or at least three. So a viewer who is one of
   three, or may open two of three, cannot subtract their way to the last.
3. A product is a part of a clinical area, and both can be asked for. What is in one and not in the other
   must again be none, or three organisations the viewer cannot open. There are no other filters: not
   region, year or size, whose overlaps would single somebody out.
4. As soon as there is one report the viewer may not open, medians and ranges are bands (1–2–5), never
   numbers: a smallest or largest value is somebody's, and a new report moves a number but seldom a band.

What was told to one's own organisation only (reach «virksomheten», of the report, its project or its prices) is
never counted at all.
"""

FEWEST = 3
FIRST_EDGE = 10_000
STEPS = (2, 5, 10)


def may_show(reports, seen, *, within=None):
    """Whether a figure over `reports` may be shown to a viewer who may open those with ids in `seen`.

    `within`: the reports of the larger figure this one is a part of, when that can be asked for too.
    """
    if len({report.organisation_id for report in reports}) < FEWEST:
        return False
    inside = {report.pk for report in reports}
    around = [report for report in within or () if report.pk not in inside]
    return _none_or_many(reports, seen) and _none_or_many(around, seen)


def _none_or_many(reports, seen):
    unseen = {report.organisation_id for report in reports if report.pk not in seen}
    return not unseen or len(unseen) >= FEWEST


def band(amount, first=FIRST_EDGE):
    """The band a positive amount falls in, as (from, to); the lowest begins at nothing and ends at `first`."""
    low, decade = 0, first
    while True:
        for edge in (decade, *(decade * step for step in STEPS)):
            if amount < edge:
                return low, edge
            low = edge
        decade *= STEPS[-1]
