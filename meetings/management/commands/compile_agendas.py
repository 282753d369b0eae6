from django.core.management.base import BaseCommand
from django.utils import timezone

from meetings.compiling import compile_due
from network.moments import parse_moment


class Command(BaseCommand):
    help = "Compile the next agenda of each body: what the beat job runs."

    def add_arguments(self, parser):
        parser.add_argument(
            "--now", type=parse_moment, default=None, help="as if it were this moment (ISO 8601)"
        )

    def handle(self, *, now, **options):
        versions = compile_due(now or timezone.now())
        self.stdout.write(f"{len(versions)} new versions")
