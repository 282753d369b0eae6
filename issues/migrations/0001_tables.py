"""Every table of the room as it stands. What it took to come here: docs/adr/0018."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from network.migrating import at_once


class Migration(migrations.Migration):
    replaces = [
        ("issues", "0001_initial"),
        ("issues", "0002_initial"),
        ("issues", "0003_find"),
        ("issues", "0004_look"),
        ("issues", "0005_talk"),
        ("issues", "0006_weigh"),
        ("issues", "0007_shared"),
        ("issues", "0008_words_that_are_plain"),
        ("issues", "0009_few_in_the_queue"),
        ("issues", "0010_reopened"),
        ("issues", "0011_what_things_are_called"),
    ]

    initial = True

    dependencies = [
        ("network", "0001_tables"),
        ("register", "0001_tables"),
    ]

    operations = at_once([
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Hva trenger du hjelp med?")),
                ("text", models.TextField(blank=True, max_length=8000, verbose_name="Fortell mer")),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "spørsmål"), ("need", "behov"), ("barrier", "hindring")],
                        max_length=10,
                        verbose_name="Hva slags innmelding er det?",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="register.project",
                        verbose_name="KI-prosjekt",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.organisation",
                        verbose_name="virksomhet",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues_raised",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="meldt inn av",
                    ),
                ),
                (
                    "home_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="network.body",
                        verbose_name="nettverk",
                    ),
                ),
                ("phases", models.JSONField(blank=True, default=list, verbose_name="faser")),
                ("topics", models.JSONField(blank=True, default=list, verbose_name="tema")),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("organisation", "virksomheten"),
                            ("region", "regionen"),
                            ("network", "nettverket"),
                            ("public", "alle"),
                        ],
                        default="network",
                        max_length=20,
                        verbose_name="Synlig for",
                    ),
                ),
                (
                    "restricted",
                    models.BooleanField(default=False, verbose_name="Skjermet: bare for partene i saken"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "ny"),
                            ("with_network", "i nettverket"),
                            ("on_hold", "satt på vent"),
                            ("referred", "henvist"),
                            ("proposed", "foreslått løftet"),
                            ("lifted", "løftet"),
                            ("answered", "besvart"),
                            ("merged", "slått sammen"),
                        ],
                        default="new",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("hold_until", models.DateField(blank=True, null=True, verbose_name="satt på vent til")),
                ("answer", models.TextField(blank=True, verbose_name="svar")),
                ("referred_to", models.CharField(blank=True, max_length=200, verbose_name="henvist til")),
                ("reopened", models.BooleanField(default=False)),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
                ("source_url", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                ("source_key", models.CharField(editable=False, max_length=80, null=True, unique=True)),
                ("raised_at", models.DateTimeField(verbose_name="meldt inn")),
            ],
            options={
                "verbose_name": "innmelding",
                "verbose_name_plural": "innmeldinger",
                "indexes": [
                    models.Index(
                        condition=models.Q(("hold_until__isnull", False)),
                        fields=["home_body", "hold_until"],
                        name="issues_on_hold",
                    ),
                    models.Index(
                        condition=models.Q(("reopened", True)),
                        fields=["home_body", "state", "id"],
                        name="issues_reopened",
                    ),
                    models.Index(fields=["state", "-id"], name="issues_issu_state_1bccbf_idx"),
                    models.Index(fields=["home_body", "state", "-id"], name="issues_issu_home_bo_b04cc1_idx"),
                    models.Index(fields=["reach", "-id"], name="issues_issu_reach_2b7feb_idx"),
                    models.Index(
                        condition=models.Q(("state", "on_hold")), fields=["hold_until"], name="issue_on_hold"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "on_hold"), _negated=True),
                            ("hold_until__isnull", False),
                            _connector="OR",
                        ),
                        name="on_hold_has_a_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="issues.issue"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="network.organisation"),
                ),
                ("is_raiser", models.BooleanField(default=False)),
                (
                    "text",
                    models.TextField(blank=True, max_length=2000, verbose_name="Hvordan er det hos dere?"),
                ),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
                (
                    "ended_event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.event",
                    ),
                ),
                (
                    "came_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="issues.issue",
                    ),
                ),
            ],
            options={
                "verbose_name": "stemme",
                "verbose_name_plural": "stemmer",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_event", None)),
                        fields=("issue", "person"),
                        name="one_voice_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_raiser", True)), fields=("issue",), name="one_raiser"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IssueHolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holders", to="issues.issue"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.body"
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "verbose_name": "gruppe som har innmeldingen",
                "verbose_name_plural": "grupper som har innmeldingen",
                "constraints": [models.UniqueConstraint(fields=("issue", "body"), name="holder_once")],
            },
        ),
        migrations.CreateModel(
            name="FirstLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="first_lines",
                        to="issues.issue",
                    ),
                ),
                ("tried", models.TextField(max_length=2000, verbose_name="Hva er prøvd?")),
                ("unit", models.CharField(max_length=200, verbose_name="Hvem prøvde?")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="E-post til førstelinjen"),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "førstelinje",
                "verbose_name_plural": "førstelinjer",
                "indexes": [models.Index(fields=["issue", "-event"], name="issues_firs_issue_i_1d007a_idx")],
            },
        ),
        migrations.CreateModel(
            name="Classification",
            fields=[
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="classification",
                        serialize=False,
                        to="issues.issue",
                    ),
                ),
                (
                    "instrument",
                    models.CharField(
                        choices=[
                            ("rules", "regelverk"),
                            ("guidance", "veiledning"),
                            ("norms", "normering"),
                            ("funding", "finansieringsordninger"),
                            ("competence", "kompetanse"),
                        ],
                        max_length=20,
                        verbose_name="Virkemiddel",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("research", "forskning"),
                            ("development", "utvikling"),
                            ("procurement", "anskaffelse"),
                            ("introduction", "innføring"),
                            ("in_use", "i bruk"),
                            ("ended", "avsluttet"),
                        ],
                        max_length=20,
                        verbose_name="Fase",
                    ),
                ),
                (
                    "care_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("specialist", "spesialisthelsetjenesten"),
                            ("municipal", "kommunen"),
                            ("both", "begge"),
                        ],
                        max_length=20,
                        verbose_name="Nivå",
                    ),
                ),
                (
                    "responsibility",
                    models.CharField(
                        choices=[
                            ("one", "én etat har ansvaret"),
                            ("none", "ingen har ansvaret"),
                            ("several", "flere har ansvaret"),
                            ("unclear", "uklart hvem som har ansvaret"),
                            ("ministry", "hører til et annet departement"),
                        ],
                        max_length=20,
                        verbose_name="Ansvar",
                    ),
                ),
                (
                    "tension",
                    models.CharField(blank=True, max_length=300, verbose_name="Hva trekker hver sin vei?"),
                ),
                (
                    "conflicts_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="issues.issue",
                        verbose_name="Svaret spriker med svaret i",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
                (
                    "regulations",
                    models.ManyToManyField(
                        related_name="+", to="network.regulation", verbose_name="Regelverk"
                    ),
                ),
                (
                    "agencies",
                    models.ManyToManyField(
                        related_name="+", to="network.organisation", verbose_name="Ansvarlige etater"
                    ),
                ),
            ],
            options={
                "verbose_name": "klassifisering",
                "verbose_name_plural": "klassifiseringer",
                "indexes": [
                    models.Index(fields=["instrument", "-issue"], name="issues_clas_instrum_2025c4_idx"),
                    models.Index(fields=["responsibility", "-issue"], name="issues_clas_respons_db0ba3_idx"),
                    models.Index(
                        condition=models.Q(("tension", ""), _negated=True),
                        fields=["-issue"],
                        name="rules_in_tension",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Hva foreslår dere?")),
                ("text", models.TextField(max_length=8000, verbose_name="Forslaget")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rules", "regelverk"),
                            ("guidance", "veiledning"),
                            ("standards", "normering"),
                            ("funding", "finansiering"),
                            ("competence", "kompetanse"),
                            ("other", "annet"),
                        ],
                        max_length=10,
                        verbose_name="Hva slags tiltak er det?",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="network.body",
                        verbose_name="etat",
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[("network", "Nettverket"), ("public", "Alle, også næringslivet")],
                        default="network",
                        max_length=20,
                        verbose_name="Hvem er det til uttalelse for?",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="til uttalelse fra")),
                ("closes_on", models.DateField(verbose_name="Frist for å uttale seg")),
                ("changed", models.TextField(blank=True, max_length=4000, verbose_name="Dette endret vi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "til uttalelse"),
                            ("closed", "venter på oppsummering"),
                            ("concluded", "oppsummert"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
                (
                    "issues",
                    models.ManyToManyField(
                        blank=True, related_name="measures", to="issues.issue", verbose_name="innmeldinger"
                    ),
                ),
            ],
            options={
                "verbose_name": "tiltak til uttalelse",
                "verbose_name_plural": "tiltak til uttalelse",
                "indexes": [
                    models.Index(fields=["desk", "state"], name="issues_meas_desk_id_e0de8b_idx"),
                    models.Index(fields=["state", "closes_on"], name="issues_meas_state_e42fb2_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "concluded"), _negated=True),
                            models.Q(("changed", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="concluded_says_what_was_changed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opens_on"))),
                        name="comments_before_it_closes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="issues.measure",
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
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="uttalelse")),
                ("at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "uttalelse",
                "verbose_name_plural": "uttalelser",
                "constraints": [models.UniqueConstraint(fields=("measure", "person"), name="one_reply_each")],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="issues.issue"
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_here",
                        to="issues.issue",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "foreslått"),
                            ("objected", "sagt nei til"),
                            ("lapsed", "falt bort"),
                            ("done", "slått sammen"),
                            ("undone", "skilt igjen"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=1000)),
                ("proposed_at", models.DateTimeField()),
                ("due_on", models.DateField(verbose_name="kan si nei til og med")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "sammenslåing",
                "verbose_name_plural": "sammenslåinger",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "proposed")), fields=["due_on"], name="merge_proposed"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["proposed", "done"])),
                        fields=("issue",),
                        name="one_running_merge",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("issue", models.F("into")), _negated=True),
                        name="never_merged_with_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedProject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_projects",
                        to="issues.issue",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="register.project",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "behov i prosjekt",
                "verbose_name_plural": "behov i prosjekter",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("issue", "project"),
                        name="need_linked_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedResponse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="issues.issue",
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="Hva kan dere bidra med?")),
                ("contact", models.CharField(max_length=200, verbose_name="Hvem kan de kontakte hos dere?")),
                ("at", models.DateTimeField()),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
            ],
            options={
                "verbose_name": "svar fra næringslivet",
                "verbose_name_plural": "svar fra næringslivet",
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="issue_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True, max_length=8200)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("question", "spørsmål"), ("need", "behov"), ("barrier", "hindring")],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "utkast",
                "verbose_name_plural": "utkast",
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="draft_once")],
            },
        ),
        migrations.CreateModel(
            name="Anonymised",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="anonymised",
                        to="issues.issue",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "spørsmål"), ("need", "behov"), ("barrier", "hindring")],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Tittel uten navn og steder")),
                (
                    "text",
                    models.TextField(blank=True, max_length=8000, verbose_name="Tekst uten navn og steder"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("shown_at", models.DateTimeField(blank=True, null=True, verbose_name="vist for nettverket")),
            ],
            options={
                "verbose_name": "anonymisert innmelding",
                "verbose_name_plural": "anonymiserte innmeldinger",
            },
        ),
        migrations.CreateModel(
            name="Backing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backings",
                        to="issues.issue",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "støtte fra virksomhet",
                "verbose_name_plural": "støtte fra virksomheter",
                "constraints": [
                    models.UniqueConstraint(fields=("issue", "organisation"), name="backed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Spared",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="issues.issue"
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
                (
                    "how",
                    models.CharField(
                        choices=[("read", "leste et svar"), ("joined", "sluttet seg til")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "spart dublett",
                "verbose_name_plural": "sparte dubletter",
                "constraints": [models.UniqueConstraint(fields=("issue", "person"), name="spared_once")],
            },
        ),
        migrations.CreateModel(
            name="SharedNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("computing", "regnekraft"),
                            ("hosting", "drift eller sky for helseopplysninger"),
                            ("integration", "integrasjon med journal og bildearkiv"),
                            ("data", "plattform for tilgang til helsedata"),
                            ("deidentification", "avidentifisering"),
                            ("validation", "testmiljø og validering"),
                            ("monitoring", "overvåking av modeller i bruk"),
                            ("standards", "felles standarder og formater"),
                        ],
                        max_length=20,
                        verbose_name="behov",
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="sett")),
                (
                    "issue",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_need",
                        to="issues.issue",
                        verbose_name="innmelding",
                    ),
                ),
            ],
            options={
                "verbose_name": "felles behov",
                "verbose_name_plural": "felles behov",
                "indexes": [models.Index(fields=["need", "-found_at"], name="issues_shar_need_b9af55_idx")],
            },
        ),
        migrations.CreateModel(
            name="SharedNeedAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shared",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="issues.sharedneed",
                    ),
                ),
                (
                    "experience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.experience",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
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
                ("asked_at", models.DateTimeField(verbose_name="spurt")),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("joined", "ble med"), ("declined", "ikke nå")], max_length=10
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "spurt om felles behov",
                "verbose_name_plural": "spurt om felles behov",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer", "")), fields=["person"], name="shared_need_unanswered"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("shared", "organisation"), name="each_organisation_asked_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="issues.issue",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="issues.comment",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversation",
                        to="issues.comment",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.regulation",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="kommentar")),
                ("at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
                (
                    "event",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "kommentar",
                "verbose_name_plural": "kommentarer",
                "indexes": [
                    models.Index(
                        condition=models.Q(("thread__isnull", True)),
                        fields=["issue", "-id"],
                        name="issue_threads",
                    ),
                    models.Index(
                        condition=models.Q(("desk__isnull", False)),
                        fields=["rule", "-id"],
                        name="normative_by_rule",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parent__isnull", True), ("thread__isnull", True)),
                            models.Q(("parent__isnull", False), ("thread__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_reply_has_its_thread",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="withdrawn_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rule__isnull", True), ("desk__isnull", False), _connector="OR"),
                        name="a_rule_is_answered_by_a_desk",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_choices",
                        to="issues.issue",
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
                ("follows", models.BooleanField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "følger",
                "verbose_name_plural": "følger",
                "indexes": [
                    models.Index(fields=["issue", "person", "-event"], name="issues_foll_issue_i_13bcdc_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Abroad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="abroad", to="issues.issue"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        choices=[
                            ("AU", "Australia"),
                            ("BE", "Belgia"),
                            ("CA", "Canada"),
                            ("DK", "Danmark"),
                            ("EE", "Estland"),
                            ("EU", "EU (felles)"),
                            ("FI", "Finland"),
                            ("FR", "Frankrike"),
                            ("GR", "Hellas"),
                            ("IN", "India"),
                            ("IE", "Irland"),
                            ("IS", "Island"),
                            ("IL", "Israel"),
                            ("IT", "Italia"),
                            ("JP", "Japan"),
                            ("CN", "Kina"),
                            ("LV", "Latvia"),
                            ("LT", "Litauen"),
                            ("LU", "Luxembourg"),
                            ("NL", "Nederland"),
                            ("NZ", "New Zealand"),
                            ("PL", "Polen"),
                            ("PT", "Portugal"),
                            ("SG", "Singapore"),
                            ("ES", "Spania"),
                            ("GB", "Storbritannia"),
                            ("CH", "Sveits"),
                            ("SE", "Sverige"),
                            ("KR", "Sør-Korea"),
                            ("CZ", "Tsjekkia"),
                            ("DE", "Tyskland"),
                            ("US", "USA"),
                            ("AT", "Østerrike"),
                            ("XX", "Flere land eller et annet land"),
                        ],
                        max_length=2,
                        verbose_name="land",
                    ),
                ),
                ("who", models.CharField(max_length=200, verbose_name="hvem")),
                ("what", models.TextField(max_length=2000, verbose_name="hva de gjorde")),
                ("learned", models.TextField(blank=True, max_length=1000, verbose_name="hva vi kan lære")),
                ("url", models.URLField(max_length=500, verbose_name="kilde")),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
            ],
            options={
                "verbose_name": "erfaring fra utlandet",
                "verbose_name_plural": "erfaringer fra utlandet",
                "indexes": [models.Index(fields=["country", "-id"], name="issues_abro_country_b2c03e_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__startswith", "https://"), ("url__startswith", "http://"), _connector="OR"
                        ),
                        name="a_source_is_a_page",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="issues.issue",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
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
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Alvorlighet",
                    ),
                ),
                ("severity_reason", models.CharField(blank=True, max_length=300, verbose_name="Hvorfor?")),
                (
                    "resources",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Ressursbruk",
                    ),
                ),
                ("resources_reason", models.CharField(blank=True, max_length=300, verbose_name="Hvorfor?")),
                (
                    "benefit",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Nytte",
                    ),
                ),
                ("benefit_reason", models.CharField(blank=True, max_length=300, verbose_name="Hvorfor?")),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.event",
                    ),
                ),
            ],
            options={
                "verbose_name": "vurdering",
                "verbose_name_plural": "vurderinger",
                "indexes": [
                    models.Index(fields=["issue", "person", "-id"], name="issues_asse_issue_i_f573f2_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("severity__range", (1, 5)),
                            ("resources__range", (1, 5)),
                            ("benefit__range", (1, 5)),
                        ),
                        name="scores_from_1_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("severity__in", (1, 5)), _negated=True),
                                models.Q(("severity_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("resources__in", (1, 5)), _negated=True),
                                models.Q(("resources_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("benefit__in", (1, 5)), _negated=True),
                                models.Q(("benefit_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="a_reason_at_the_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rank",
            fields=[
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="rank",
                        serialize=False,
                        to="issues.issue",
                    ),
                ),
                ("score", models.PositiveIntegerField()),
                ("low", models.PositiveIntegerField()),
                ("high", models.PositiveIntegerField()),
                ("spread", models.PositiveSmallIntegerField()),
                ("assessors", models.PositiveSmallIntegerField()),
                ("formula", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "rangering",
                "verbose_name_plural": "rangeringer",
                "indexes": [
                    models.Index(fields=["-score", "issue"], name="issues_rank_score_bab016_idx"),
                    models.Index(fields=["-low", "issue"], name="issues_rank_low_b5e365_idx"),
                ],
            },
        ),
    ])
