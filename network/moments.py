from datetime import datetime

from django.utils import timezone


def parse_moment(text):
    """A moment given to a command: ISO 8601; without a zone it is Norwegian time."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)
