from celery import shared_task
from django.utils import timezone

from register import exports, runs


@shared_task
def run_imports():
    """Check or bring in the files that wait."""
    runs.work_due(timezone.now())


@shared_task
def run_exports():
    """Make the files that have been ordered."""
    exports.work_due(timezone.now())
