from celery import shared_task

from network import audit, outbox


@shared_task
def sweep():
    """Find what is owed in the database: seal what has been committed, send what is due."""
    audit.seal()
    outbox.send_due()
