from importlib import import_module

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "Innmeldinger"

    def ready(self):
        import_module(f"{self.name}.workflow")  # so that the table is there for whoever takes a step
