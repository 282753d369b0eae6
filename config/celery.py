"""The workers' app and what beats. Deadlines are data in the database; only the asking is a schedule."""

import logging.config
import os
from datetime import timedelta

from celery import Celery
from celery.signals import celeryd_init, setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("loft")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Asked often, because each job finds in the database what is due and claims it: a missed tick or a
# clock change costs nothing. `expires` keeps ticks from piling up while no worker is there.
app.conf.beat_schedule = {
    name: {"task": task, "schedule": every, "options": {"expires": every.total_seconds()}}
    for name, task, every in (
        ("sweep", "network.tasks.sweep", timedelta(seconds=30)),
        ("imports", "register.tasks.run_imports", timedelta(seconds=30)),
        ("exports", "register.tasks.run_exports", timedelta(seconds=30)),
        ("agendas", "meetings.tasks.compile_agendas", timedelta(minutes=10)),
        ("calls", "meetings.tasks.call_members", timedelta(minutes=10)),
        ("daily", "config.tasks.daily", timedelta(minutes=15)),
    )
}


@celeryd_init.connect
def be_patient(**kwargs):
    """A worker has nobody waiting at a page: it gives the broker time instead of dropping the line."""
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | {
        "socket_connect_timeout": 5,
        "socket_timeout": 30,
    }


@setup_logging.connect
def use_our_logs(**kwargs):
    logging.config.dictConfig(settings.LOGGING)
