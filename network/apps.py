from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

from network.collation import give_sqlite_norwegian


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = "Nettverk"

    def ready(self):
        connection_created.connect(give_sqlite_norwegian, dispatch_uid="network.collation")
        # The four registries: what upper apps tell the lower ones. See network/registries.py.
        autodiscover_modules("notifies", "searches", "waits_on", "panels")
