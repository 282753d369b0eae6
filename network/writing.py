"""How everything is written: all of it or nothing, and in bokmål, whatever the page around it is in."""

from contextlib import contextmanager

from django.db import transaction

from network.language import on_record


@contextmanager
def writing():
    """One transaction (inside another, a point to go back to), in the language of the record. For a job
    function as a decorator: what is written is then the same from every page, the admin site and the API."""
    with transaction.atomic(), on_record():
        yield
