from celery import shared_task
from django.utils import timezone

from config.daily import run_daily


@shared_task
def daily():
    """Ask what the day owes; each job claims its Norwegian date once."""
    run_daily(timezone.now())
