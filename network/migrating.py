"""Migrations that make many tables at once."""

from itertools import groupby

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


def at_once(operations):
    """The same operations, with tables that come one after the other made in one step."""
    gathered = []
    for are_tables, run in groupby(operations, lambda one: isinstance(one, CreateModel)):
        some = list(run)
        gathered += [CreateTables(*some)] if are_tables else some
    return gathered


class CreateTables(Operation):
    """Several `CreateModel`. After each of them Django would draw all related models anew, and nearly all are
    related: of the time that setting up takes, that is the most. Here they are drawn once, after the last."""

    def __init__(self, *tables):
        self.tables = tables

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # a cached property: drawn when somebody asks again
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return ", ".join(table.describe() for table in self.tables)
