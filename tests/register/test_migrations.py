"""What was written as text before products had a list of their own."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE, AFTER = [("register", "0002_imp")], [("register", "0003_proj")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_product_and_supplier_become_one_product_however_they_were_spelled():
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps.get_model("register", "Project")
    told = {"phase": "in_use", "registered_at": timezone.now(), "changed_at": timezone.now()}
    written = [("BoneView", "Gleamer"), ("boneview ", "GLEAMER"), ("", "Telenor"), ("", "")]
    pks = [old.objects.create(product=name, supplier=supplier, **told).pk for name, supplier in written]
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    new = executor.loader.project_state(AFTER).apps.get_model("register", "Project")
    try:
        rows = [new.objects.select_related("product").get(pk=pk) for pk in pks]
        assert rows[0].product == rows[1].product
        assert [(row.product.name, row.product.supplier) for row in rows[:3:2]] == [
            ("BoneView", "Gleamer"),
            ("", "Telenor"),
        ]
        assert rows[3].product is None
        assert rows[0].confirmed_at == rows[0].changed_at
    finally:
        new.objects.all().delete()
        rows[0].product.__class__.objects.all().delete()
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
