"""Redis only wakes. What must happen is found in the database, so a lost message costs a little time."""

import logging

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

TASKS = {
    "outbox": "network.tasks.sweep",
    "agenda": "meetings.tasks.compile_agendas",
    "imports": "register.tasks.run_imports",
    "exports": "register.tasks.run_exports",
}


def wake(what):
    """Ask a worker to look now. Never raises: when the broker is down, the sweep finds the work later."""
    try:
        current_app.send_task(TASKS[what], retry=False, ignore_result=True)
    except Exception:  # noqa: BLE001 - whatever the broker's client raises, the user's work is saved
        logger.warning("could not wake %s; the sweep will find it", what)


def wake_after_commit(what):
    transaction.on_commit(lambda: wake(what), robust=True)
