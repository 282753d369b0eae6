"""SQLite's index told of the beginnings of long words too. Of one it is not told of, it gathers every hit, once for
each kind that is searched."""

from django.db import migrations

SQLITE = [
    "DROP TABLE network_search_fts",
    "CREATE VIRTUAL TABLE network_search_fts USING fts5(stems, content='network_searchentry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='3 4 5 6 7 8 9 10 11 12')",
    "INSERT INTO network_search_fts(network_search_fts) VALUES ('rebuild')",
]


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for sql in SQLITE:
            schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("network", "0018_what_things_are_called")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
