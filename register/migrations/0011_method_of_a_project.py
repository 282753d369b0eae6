from django.db import migrations, models


def to_the_project(apps, schema_editor):
    """The id that was told with the newest check becomes the project's own."""
    told = apps.get_model("register", "BoundaryCheck").objects.exclude(method_id="").order_by("pk")
    newest = {check.project_id: check.method_id.strip() for check in told.iterator()}
    for pk, method_id in newest.items():
        apps.get_model("register", "Project").objects.filter(pk=pk).update(method_id=method_id)


class Migration(migrations.Migration):
    dependencies = [("register", "0010_told")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="method_id",
            field=models.CharField(blank=True, max_length=40, verbose_name="ID i Nye metoder"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                condition=models.Q(("method_id", ""), _negated=True), fields=["-id"], name="projects_in_nye_metoder"
            ),
        ),
        migrations.RunPython(to_the_project, migrations.RunPython.noop),
        migrations.RemoveField(model_name="boundarycheck", name="method_id"),
    ]
