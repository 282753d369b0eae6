from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from network.collation import give_sqlite_norwegian


def plan_without_compiling(connection, **kwargs):
    """PostgreSQL compiles a plan that might be dear before it runs it: a quarter of a second, for pages that read
    the first few rows of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Nettverk"

    def ready(self):
        connection_created.connect(give_sqlite_norwegian, dispatch_uid="network.collation")
        connection_created.connect(plan_without_compiling, dispatch_uid="network.apps")
        # The four registries: what upper apps tell the lower ones. See network/registries.py.
        autodiscover_modules("notifies", "searches", "waits_on", "panels")
