from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from issues.models import Issue
from issues.prioritise import FORMULA, FORMULAS, ranks_at
from network.moments import parse_moment


class Command(BaseCommand):
    help = "Print the order of the open issues as it stood at a moment: place, score, id. Changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--at", type=parse_moment, default=None, help="ISO 8601; now without it")
        parser.add_argument("--formula", type=int, default=FORMULA, help="a formula by its number")
        parser.add_argument("--body", help="only those of the network with this slug")

    def handle(self, *, at, formula, body, **options):
        if formula not in FORMULAS:
            raise CommandError(f"there is no formula {formula}; there are {sorted(FORMULAS)}")
        issues = Issue.objects.filter(home_body__slug=body) if body else None
        for place, (pk, score) in enumerate(ranks_at(at or timezone.now(), formula, issues), 1):
            self.stdout.write(f"{place} {score} {pk}")
