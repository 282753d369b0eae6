from celery import shared_task
from django.utils import timezone

from register import runs


@shared_task
def run_imports():
    """Check or bring in the files that wait."""
    runs.work_due(timezone.now())
