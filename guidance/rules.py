"""Who may do what with the information page: each function returns the seat that allows it, or None."""

from network.deadlines import local_day
from network.rules import owns_content


def keeps(actor, entry, now):
    """Whoever writes for the desk that answers for it, or for the one that took over after that desk."""
    return owns_content(actor, entry.desk.heir(local_day(now)) or entry.desk, now)
