"""A worker killed outright in the middle of a job: what it had begun is gone, and the next one does it whole."""

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from config.daily import run_daily
from issues.models import State
from meetings.compiling import compile_due
from meetings.models import AgendaVersion
from meetings.planning import plan
from network.deadlines import local_day
from network.models import Event, JobRun, Notice
from network.workflow import take

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

# A worker of its own, on the test's database, that stops at its most dangerous point: when the event of what
# it did is written, and nothing is committed.
WORKER = """
import sys
import django
from django.conf import settings
from django.utils.dateparse import parse_datetime

database, job, now, verb = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = database
django.setup()

from django.db.models.signals import post_save
from config.daily import run_daily
from meetings.compiling import compile_due
from network.models import Event

def stop(instance, **kwargs):
    if instance.verb == verb:
        print("written", flush=True)
        sys.stdin.read()

post_save.connect(stop, sender=Event)
{"compile": compile_due, "daily": run_daily}[job](parse_datetime(now))
"""


def killed_in(job, now, verb):
    """Run a job in a process of its own, and kill it when it has written its event."""
    connection.close()
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]), job, now.isoformat(), verb],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        said = worker.stdout.readline()
        worker.kill()
    assert said == "written\n", "it never came so far"
    assert worker.returncode == -signal.SIGKILL


def test_an_agenda_is_made_once_by_the_worker_that_comes_after(chain, cast, bodies):
    issue = chain.taken_up()
    now = chain.tick()
    meeting = plan(bodies.south_east, actor=cast.lead, now=now, starts_at=now + timedelta(days=14))
    killed_in("compile", now, "meeting.compiled")
    assert not AgendaVersion.objects.exists()
    assert not meeting.items.exists()

    (version,) = compile_due(now)
    assert [line["title"] for line in version.content["items"]].count(issue.title) == 1
    assert compile_due(now) == []
    assert Event.objects.filter(verb="meeting.compiled").count() == 1


def test_a_days_job_is_done_once_by_the_worker_that_comes_after(chain, cast):
    issue = chain.taken_up()
    tomorrow = chain.now + timedelta(days=1)
    until = local_day(tomorrow)
    take(issue, "hold", actor=cast.lead, now=chain.now, until=until, reason="Vi venter på svar fra REK.")
    killed_in("daily", tomorrow, "issue.wake_up")
    issue.refresh_from_db()
    assert issue.state == State.ON_HOLD
    assert not JobRun.objects.filter(job="wake_issues_on_hold").exists(), "the day is given back"

    run_daily(tomorrow)
    run_daily(tomorrow)
    issue.refresh_from_db()
    assert issue.state == State.WITH_NETWORK
    woken = Event.objects.get(verb="issue.wake_up")
    assert Notice.objects.filter(event=woken, person=cast.member).count() == 1
