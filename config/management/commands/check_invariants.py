from django.core.management.base import BaseCommand
from django.utils import timezone

from config.invariants import breaches
from network.moments import parse_moment


class Command(BaseCommand):
    help = "Check what must always be true; exit 1 and a line for each breach."

    def add_arguments(self, parser):
        parser.add_argument(
            "--now", type=parse_moment, default=None, help="as if it were this moment (ISO 8601)"
        )

    def handle(self, *, now, **options):
        found = breaches(now or timezone.now())
        for breach in found:
            self.stdout.write(breach)
        if found:
            raise SystemExit(1)
