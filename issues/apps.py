from importlib import import_module

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "Innmeldinger"

    def ready(self):
        for table in ("workflow", "measures"):
            import_module(f"{self.name}.{table}")  # so that it is there for whoever takes a step
