from django.db import migrations

FIELDS = {
    "juss": "law",
    "jus": "law",
    "sikkerhet": "security",
    "informasjonssikkerhet": "security",
    "klinikk": "clinic",
    "teknologi": "technology",
    "brukerrepresentant": "users",
    "administrativ enhet": "administration",
    "forskning": "research",
    "økonomi": "economy",
    "etikk": "ethics",
}


def name_fields(apps, schema_editor):
    """What was written in words becomes the word's id; what no word covers stays as it was written."""
    seats = apps.get_model("network", "Seat").objects.exclude(field="")
    for words in set(seats.values_list("field", flat=True)):
        if field := FIELDS.get(words.strip().lower()):
            seats.filter(field=words).update(field=field)


class Migration(migrations.Migration):
    dependencies = [("network", "0008_who_is_missing_and_who_stands_in")]

    operations = [migrations.RunPython(name_fields, migrations.RunPython.noop)]
