"""The full-text index of each engine, and the person jobs act as."""

from django.db import migrations

# SQLite's index is told of the beginnings of words, long ones too: of one it is not told of, it gathers every hit,
# once for each kind that is searched.
SQLITE = [
    "CREATE VIRTUAL TABLE network_search_fts USING fts5(stems, content='network_searchentry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='3 4 5 6 7 8 9 10 11 12')",
    "CREATE TRIGGER network_search_ai AFTER INSERT ON network_searchentry BEGIN "
    "INSERT INTO network_search_fts(rowid, stems) VALUES (new.id, new.stems); END",
    "CREATE TRIGGER network_search_ad AFTER DELETE ON network_searchentry BEGIN "
    "INSERT INTO network_search_fts(network_search_fts, rowid, stems) VALUES ('delete', old.id, old.stems); END",
    "CREATE TRIGGER network_search_au AFTER UPDATE ON network_searchentry BEGIN "
    "INSERT INTO network_search_fts(network_search_fts, rowid, stems) VALUES ('delete', old.id, old.stems); "
    "INSERT INTO network_search_fts(rowid, stems) VALUES (new.id, new.stems); END",
]
# Words kept as PostgreSQL searches them, so that the newest are read at once.
POSTGRESQL = [
    "ALTER TABLE network_searchentry "
    "ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', stems)) STORED",
    "CREATE INDEX network_search_gin ON network_searchentry USING gin (words)",
]


def add_index(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def add_system_person(apps, schema_editor):
    apps.get_model("network", "Person").objects.create(
        email="system@loft.invalid", name="Løft", password="!", is_active=False, is_system=True
    )


class Migration(migrations.Migration):
    replaces = [("network", "0002_search_and_system")]

    dependencies = [("network", "0001_tables")]

    operations = [
        migrations.RunPython(add_index, migrations.RunPython.noop),
        migrations.RunPython(add_system_person, migrations.RunPython.noop),
    ]
