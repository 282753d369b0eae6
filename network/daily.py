"""Once a local day, whoever comes first: the claim is a unique row, not a clock that must not miss."""

from functools import wraps

from django.db import IntegrityError

from network.deadlines import local_day
from network.models import JobRun
from network.writing import writing


def once_a_day(fn):
    """`fn(now)` runs when nobody has run it for that Norwegian date. Asked often, so a missed tick or a
    clock change costs nothing. Claim and work are one transaction: a crash gives the day back."""

    @wraps(fn)
    def run(now):
        day = local_day(now)
        if JobRun.objects.filter(job=fn.__name__, local_date=day).exists():
            return False
        try:
            with writing():
                JobRun.objects.create(job=fn.__name__, local_date=day)
                fn(now)
        except IntegrityError:
            if JobRun.objects.filter(job=fn.__name__, local_date=day).exists():
                return False
            raise
        return True

    return run
