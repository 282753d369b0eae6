import csv
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand

from issues.ranking import rank, text_of

DEPTHS = (1, 3, 5)


class Command(BaseCommand):
    help = "Measure the suggestions on pairs: how often the right case is found, and look-alikes put first."

    def add_arguments(self, parser):
        parser.add_argument(
            "pairs", help="CSV with par_id, etikett (1 or 0), sak_a_id, b_tittel, b_beskrivelse"
        )
        parser.add_argument("issues", help="CSV with id, tittel, beskrivelse")

    def handle(self, *, pairs, issues, **options):
        cases, asked = _read(issues), _read(pairs)
        texts = {("sak", row["id"]): text_of(row["tittel"], row["beskrivelse"]) for row in cases}
        texts |= {("par", row["par_id"]): text_of(row["b_tittel"], row["b_beskrivelse"]) for row in asked}
        found, alarms, of = Counter(), 0, Counter(row["etikett"] for row in asked)
        for row in asked:
            place = _place(texts, ("par", row["par_id"]), ("sak", row["sak_a_id"]))
            if row["etikett"] == "1":
                found.update(depth for depth in DEPTHS if place <= depth)
            else:
                alarms += place == 1
            if options["verbosity"] > 1:
                self.stderr.write(f"{row['par_id']} {row['etikett']} {place}")
        for depth in DEPTHS:
            self.stdout.write(f"recall@{depth} {found[depth] / (of['1'] or 1):.2f}")
        self.stdout.write(f"false alarms {alarms} of {of['0']}")


def _read(path):
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _place(texts, asked, right):
    """Where the right case stands among all texts but the one asked with; after all of them if not found."""
    others = [name for name in texts if name != asked]
    order = [others[place] for place, _ in rank(texts[asked], [texts[name] for name in others])]
    return order.index(right) + 1 if right in order else len(texts) + 1
