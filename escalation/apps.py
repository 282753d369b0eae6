from importlib import import_module

from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "escalation"
    verbose_name = "Løftede saker"

    def ready(self):
        import_module(f"{self.name}.workflow")  # so that the table is there for whoever takes a step
