"""What was written in older shapes is kept in the new ones."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_the_project_a_resource_person_named_is_one_of_those_they_know():
    before, after = [("register", "0001_tables")], [("register", "0002_questions")]
    executor = MigrationExecutor(connection)
    executor.migrate(before)
    apps = executor.loader.project_state(before).apps
    moment = {"registered_at": timezone.now(), "changed_at": timezone.now()}
    project = apps.get_model("register", "Project").objects.create(phase="in_use", title="Brudd", **moment)
    organisation = apps.get_model("network", "Organisation").objects.create(slug="o", name="O", kind="trust")
    make = apps.get_model("network", "Person").objects.create
    people = [make(email=f"{name}@loft.example", name=name) for name in ("en", "to")]
    old = apps.get_model("register", "ResourcePerson")
    for person, known in zip(people, (project, None), strict=True):
        told = {"organisation": organisation, "knows": "Brudd", "reach_me": "E-post"}
        old.objects.create(person=person, project=known, said_at=timezone.now(), **told)
    executor = MigrationExecutor(connection)
    executor.migrate(after)
    apps = executor.loader.project_state(after).apps
    new = apps.get_model("register", "ResourcePerson")
    try:
        told = [
            (list(one.projects.values_list("pk", flat=True)), one.per_month)
            for one in new.objects.order_by("pk")
        ]
        assert told == [([project.pk], 3), ([], 3)]
    finally:
        new.objects.all().delete()
        for model, rows in (
            ("Person", [person.pk for person in people]),
            ("Organisation", [organisation.pk]),
        ):
            apps.get_model("network", model).objects.filter(pk__in=rows).delete()
        apps.get_model("register", "Project").objects.all().delete()
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
