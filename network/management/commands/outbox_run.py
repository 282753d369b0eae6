from django.core.management.base import BaseCommand
from django.utils import timezone

from network import audit, outbox
from network.moments import parse_moment


class Command(BaseCommand):
    help = "Send what is owed and seal what has happened, without Redis."

    def add_arguments(self, parser):
        parser.add_argument(
            "--now", type=parse_moment, default=None, help="as if it were this moment (ISO 8601)"
        )

    def handle(self, *, now, **options):
        audit.seal()
        sent = outbox.send_due(now or timezone.now())
        self.stdout.write(f"{sent} sent")
