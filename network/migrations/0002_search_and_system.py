"""The full-text index of each engine, Norwegian sorting on PostgreSQL, and the person jobs act as."""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE network_search_fts USING fts5("
    "stems, content='network_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER network_search_ai AFTER INSERT ON network_searchentry BEGIN "
    "INSERT INTO network_search_fts(rowid, stems) VALUES (new.id, new.stems); END",
    "CREATE TRIGGER network_search_ad AFTER DELETE ON network_searchentry BEGIN "
    "INSERT INTO network_search_fts(network_search_fts, rowid, stems) VALUES ('delete', old.id, old.stems); END",
    "CREATE TRIGGER network_search_au AFTER UPDATE ON network_searchentry BEGIN "
    "INSERT INTO network_search_fts(network_search_fts, rowid, stems) VALUES ('delete', old.id, old.stems); "
    "INSERT INTO network_search_fts(rowid, stems) VALUES (new.id, new.stems); END",
]
POSTGRESQL = [
    "CREATE INDEX network_search_gin ON network_searchentry USING gin (to_tsvector('simple', stems))",
]


def add_index(apps, schema_editor):
    for sql in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(sql)


def add_collation(apps, schema_editor):
    """`nb` as ICU has it; SQLite gets the same order under the same name (network/collation.py)."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i')")
        has_icu = cursor.fetchone()[0]
    # A PostgreSQL built without ICU still has to know the name.
    source = "(provider = icu, locale = 'nb')" if has_icu else 'FROM "C"'
    schema_editor.execute(f"CREATE COLLATION IF NOT EXISTS nb {source}")


def add_system_person(apps, schema_editor):
    apps.get_model("network", "Person").objects.create(
        email="system@loft.invalid", name="Løft", password="!", is_active=False, is_system=True
    )


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]

    operations = [
        migrations.RunPython(add_index, migrations.RunPython.noop),
        migrations.RunPython(add_collation, migrations.RunPython.noop),
        migrations.RunPython(add_system_person, migrations.RunPython.noop),
    ]
