"""Words kept as PostgreSQL searches them, so that the newest are read at once; and SQLite's index told of prefixes."""

from django.db import migrations

SQLITE = [
    "DROP TABLE network_search_fts",
    "CREATE VIRTUAL TABLE network_search_fts USING fts5(stems, content='network_searchentry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='3 4 5 6')",
    "INSERT INTO network_search_fts(network_search_fts) VALUES ('rebuild')",
]
POSTGRESQL = [
    "DROP INDEX network_search_gin",
    "ALTER TABLE network_searchentry "
    "ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED",
    "CREATE INDEX network_search_gin ON network_searchentry USING gin (words)",
]


def make(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("network", "0015_language")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
