"""What a content desk has published, and when it is looked at next."""

from django.db.models import Count, Min, Q

from guidance.models import Entry


def content_of(desks, day):
    """`n` pieces, `n_late` of them past the day to be looked at again, and `next_on`, the first such day (None
    without any). One statement."""
    return (
        Entry.objects.published()
        .filter(desk__in=desks)
        .aggregate(n=Count("pk"), n_late=Count("pk", filter=Q(review_on__lt=day)), next_on=Min("review_on"))
    )
