class NotUnderstood(Exception):
    """A file that is no table we can read, with a sentence fit for the one who gave it."""
