"""The same form sent twice at the same moment counts once, also for what is being made."""

from functools import wraps

from django.db import IntegrityError

from network.writing import writing


def twice_is_once(fn):
    """For a job function that makes something under a unique `token`, and first looks for it.

    Of two at once the database lets one in. The other asks again, and is given what the first made;
    a breach of anything else is raised anew.
    """

    @wraps(fn)
    def run(*args, **given):
        try:
            with writing():
                return fn(*args, **given)
        except IntegrityError:
            if not given.get("token"):
                raise
            with writing():
                return fn(*args, **given)

    return run
