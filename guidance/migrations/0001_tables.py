"""Every table of the room as it stands. What it took to come here: docs/adr/0018."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from network.migrating import at_once


class Migration(migrations.Migration):
    replaces = [
        ("guidance", "0001_initial"),
        ("guidance", "0002_initial"),
        ("guidance", "0003_joint_texts"),
        ("guidance", "0004_who_checked_a_source"),
        ("guidance", "0005_made_for_those_who_asked"),
        ("guidance", "0006_review_of_content"),
        ("guidance", "0007_what_things_are_called"),
    ]

    initial = True

    dependencies = [
        ("issues", "0001_tables"),
        ("network", "0001_tables"),
    ]

    operations = at_once([
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Tittel")),
                ("text", models.TextField(max_length=20000, verbose_name="Tekst")),
                ("phases", models.JSONField(default=list, verbose_name="Gjelder i fasene")),
                (
                    "norm",
                    models.CharField(
                        choices=[
                            ("normative", "normerende"),
                            ("guidance", "veiledende"),
                            ("information", "informasjon"),
                        ],
                        default="guidance",
                        max_length=20,
                        verbose_name="Hva slags innhold er det?",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("regulatory", "regelverk og krav"), ("practice", "råd om praksis")],
                        default="regulatory",
                        max_length=20,
                        verbose_name="Hva handler det om?",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="network.body",
                        verbose_name="innholdsansvarlig",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.organisation",
                        verbose_name="ansvarlig etat",
                    ),
                ),
                ("contact", models.CharField(max_length=200, verbose_name="Hvor kan leseren spørre?")),
                ("source_url", models.URLField(max_length=500, verbose_name="Kilde")),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="kilden sist kontrollert"),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="kontrollert av",
                    ),
                ),
                ("review_on", models.DateField(verbose_name="Gjennomgås på nytt")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publisert")),
                ("changed_at", models.DateTimeField(verbose_name="endret")),
                ("version", models.PositiveIntegerField(default=0)),
                ("token", models.CharField(editable=False, max_length=160, null=True, unique=True)),
                (
                    "issues",
                    models.ManyToManyField(
                        blank=True,
                        related_name="entries",
                        to="issues.issue",
                        verbose_name="laget etter innmeldingene",
                    ),
                ),
            ],
            options={
                "verbose_name": "innhold",
                "verbose_name_plural": "innhold",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(
                                models.Q(("contact", ""), _negated=True),
                                models.Q(("source_url", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="published_entry_names_contact_and_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_reports",
                        to="guidance.entry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("cleared_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "melding om lenke som ikke virker",
                "verbose_name_plural": "meldinger om lenker som ikke virker",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at", None)),
                        fields=("entry", "person"),
                        name="reports_a_link_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JointText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="skrives av",
                    ),
                ),
                ("started_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "felles tekst",
                "verbose_name_plural": "felles tekster",
            },
        ),
        migrations.CreateModel(
            name="JointPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "joint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="guidance.jointtext",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="svarer for",
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("substance", models.PositiveIntegerField(default=0)),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "del av felles tekst",
                "verbose_name_plural": "deler av felles tekst",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("joint", "body"), name="one_part_each"),
                    models.UniqueConstraint(
                        condition=models.Q(("body", None)), fields=("joint",), name="one_common_part"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("substance__lte", models.F("revision"))),
                        name="substance_is_a_revision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JointRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="guidance.jointpart",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True)),
                ("is_spelling", models.BooleanField(default=False)),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "utgave av felles tekst",
                "verbose_name_plural": "utgaver av felles tekst",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("part", "number"), name="revision_once")],
            },
        ),
        migrations.CreateModel(
            name="JointSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "joint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="guidance.jointtext",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.body"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("common_revision", models.PositiveIntegerField()),
                ("own_revision", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "signatur på felles tekst",
                "verbose_name_plural": "signaturer på felles tekst",
                "ordering": ["pk"],
            },
        ),
    ])
