"""What stands between an installed Løft and a running one, in one process because each costs a second."""

import hashlib
import logging

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from config.translations import compile_changed


class Command(BaseCommand):
    help = "Files, database and, in demo mode, the seed. Does only what is missing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--files-only", action="store_true", help="leave the database alone")

    def handle(self, *, files_only, **options):
        compile_changed()
        collect_changed_files()
        if files_only:
            return
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("reindex", "--if-old")
        if settings.DEMO and "seed" in get_commands():
            # Nobody is there to be woken yet; the first sweep finds what there is to do.
            logging.getLogger("network.wake").setLevel(logging.ERROR)
            call_command("seed")


def collect_changed_files():
    stamp = settings.STATIC_ROOT / ".stamp"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def fingerprint():
    """Changes when a static file is added, removed or written to."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = storage.path(path)
            digest.update(f"{about} {storage.get_modified_time(path)} {storage.size(path)}\n".encode())
    return digest.hexdigest()
