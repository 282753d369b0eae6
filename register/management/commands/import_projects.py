import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from network.moments import parse_moment
from register import runs
from register.tables import NotUnderstood

NOTHING = "0 new, 0 changed, 0 unchanged, 0 refused"


class Command(BaseCommand):
    help = "Bring a CSV or XLSX file of AI projects into the register; the last line says how it went."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", default="", help="read the columns as remembered under this name")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument(
            "--now", type=parse_moment, default=None, help="as if it were this moment (ISO 8601)"
        )

    def handle(self, *, file, dry_run, now, **options):
        try:
            with file.open("rb") as content:
                counts = runs.import_file(
                    content,
                    file_name=file.name,
                    source=options["map"],
                    now=now or timezone.now(),
                    dry_run=dry_run,
                    tell=self._tell,
                )
        except (NotUnderstood, OSError) as error:
            sentence = f"Filen {file} kan ikke åpnes." if isinstance(error, OSError) else str(error)
            self.stdout.write(sentence)
            self.stdout.write(NOTHING)
            sys.exit(1)
        self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))

    def _tell(self, row, kind, column, text):
        where = f"rad {row}, kolonne «{column}»" if column else f"rad {row}"
        self.stdout.write(f"{where}: {kind.label.lower()}: {text}")
