# Celery tasks are declared against this app wherever Django is loaded.
from config.celery import app as celery_app

__all__ = ["celery_app"]
