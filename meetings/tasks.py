from celery import shared_task
from django.utils import timezone

from meetings.calling import call_as_seated
from meetings.compiling import compile_due


@shared_task
def compile_agendas():
    """Compile the next agenda of each body."""
    compile_due(timezone.now())


@shared_task
def call_members():
    """Call those who have taken a seat since a meeting was called."""
    call_as_seated(timezone.now())
