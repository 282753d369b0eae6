"""Long work in the register is one worker's at a time, and what a worker leaves is taken up by another."""

import secrets
from datetime import timedelta

from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.viewer import Viewer
from register.tables import NotUnderstood

LEASE = timedelta(minutes=2)
UNEXPECTED = _("Noe gikk galt, og ingenting er lagret. Prøv igjen, eller si fra til dem som drifter Løft.")


class Lost(Exception):
    """Another worker has the run now."""


def do_due(runs, work, now):
    """What a worker does when it wakes: each of `runs` that waits, or was left by a worker that is gone."""
    for pk in runs.due(now).order_by("pk").values_list("pk", flat=True):
        do(runs.filter(pk=pk), work, now)


def do(one, work, now):
    """Claim the run that is `one`, and `work(run, viewer, now)`, for whoever ordered it as they are now. Returns
    whether it was ours."""
    claim = secrets.token_urlsafe(12)
    if not one.due(now).update(claim=claim, claimed_until=now + LEASE):
        return False
    run = one.select_related("by").get()
    try:
        work(run, Viewer(run.by, now), now)
    except Lost:
        return False
    except NotUnderstood as error:
        _give_up(run, str(error))
    except OperationalError:
        raise  # the database was busy or gone: the claim runs out, and the run is taken up again
    except Exception:
        _give_up(run, UNEXPECTED)
        raise
    return True


def still_mine(run, **values):
    """Tell how far it has come, and hold the claim; raises Lost when another has taken it."""
    values.setdefault("claimed_until", timezone.now() + LEASE)
    if not type(run).objects.filter(pk=run.pk, claim=run.claim).update(**values):
        raise Lost


def _give_up(run, sentence):
    mine = type(run).objects.filter(pk=run.pk, claim=run.claim)
    mine.update(stage=run.Stage.FAILED, sentence=sentence[:300], claim="", claimed_until=None)
