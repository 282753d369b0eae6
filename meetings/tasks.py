from celery import shared_task
from django.utils import timezone

from meetings.compiling import compile_due


@shared_task
def compile_agendas():
    """Compile the next agenda of each body."""
    compile_due(timezone.now())
