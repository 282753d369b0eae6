from django.core.management.base import BaseCommand, CommandError

from network import audit


class Command(BaseCommand):
    help = "Check the chain of events; exit 1 and a line for each breach."

    def add_arguments(self, parser):
        parser.add_argument("--anchor", action="append", default=[], help="NUMBER:HASH as printed on a paper")

    def handle(self, *, anchor, **options):
        audit.seal()
        breaches = audit.breaches(anchor)
        for breach in breaches:
            self.stdout.write(breach)
        if breaches:
            raise CommandError(f"{len(breaches)} breaches", returncode=1)
        self.stdout.write(f"the chain holds: {audit.head()}")
