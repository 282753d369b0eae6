from itertools import islice

from django.core.management.base import BaseCommand

from network import search
from network.registries import searchables

AT_ONCE = 500


class Command(BaseCommand):
    help = (
        "Make what everything is found by anew. `prepare` does it by itself after an upgrade that needs it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-old", action="store_true", help="only when it was made by an earlier version"
        )

    def handle(self, *, if_old, **options):
        if if_old and search.is_current():
            return
        count = 0
        for kind in searchables():
            rows = kind.model.objects.select_related(*kind.select).iterator(chunk_size=AT_ONCE)
            while objects := list(islice(rows, AT_ONCE)):
                search.index_all(objects)
                count += len(objects)
        search.mark_current()
        self.stdout.write(f"{count} indexed")
