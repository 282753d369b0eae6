from django.core.management.base import BaseCommand

from network import search
from network.registries import searchables


class Command(BaseCommand):
    help = "Make what everything is found by anew: once after an upgrade that changed what is indexed."

    def handle(self, **options):
        count = 0
        for kind in searchables():
            for obj in kind.model.objects.select_related(*kind.select).iterator():
                search.index(obj)
                count += 1
        self.stdout.write(f"{count} indexed")
