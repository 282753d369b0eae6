"""Every table of the room as it stands. What it took to come here: docs/adr/0018."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from network.migrating import at_once


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


class Migration(migrations.Migration):
    replaces = [
        ("network", "0001_initial"),
        ("network", "0003_the_whole_loop"),
        ("network", "0004_letters_to_a_bodys_post"),
        ("network", "0005_joint_answers"),
        ("network", "0006_without_a_source_of_the_mandate"),
        ("network", "0007_a_target_for_proposals"),
        ("network", "0008_who_is_missing_and_who_stands_in"),
        ("network", "0009_fields_by_name"),
        ("network", "0010_talk"),
        ("network", "0011_look"),
        ("network", "0012_weigh"),
        ("network", "0013_fora"),
        ("network", "0014_admission"),
        ("network", "0015_language"),
        ("network", "0016_search_from_the_newest"),
        ("network", "0017_country_of_a_forum"),
        ("network", "0018_what_things_are_called"),
        ("network", "0019_search_told_of_longer_beginnings"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = at_once([
        migrations.RunPython(add_collation, migrations.RunPython.noop),  # some of the indexes sort by it
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-post")),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
                        max_length=5,
                        verbose_name="språk",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="kan logge inn")),
                ("is_staff", models.BooleanField(default=False, verbose_name="driver systemet")),
                ("is_system", models.BooleanField(default=False, editable=False)),
                ("is_invented", models.BooleanField(default=False, verbose_name="oppdiktet")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "personer",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_system", True)),
                        fields=("is_system",),
                        name="one_system_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="hvem er borte",
                    ),
                ),
                (
                    "colleague",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kollega som står inn",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="fra")),
                ("ends_at", models.DateTimeField(verbose_name="til")),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "fravær",
                "verbose_name_plural": "fravær",
                "indexes": [
                    models.Index(fields=["person", "ends_at"], name="network_abs_person__b860d2_idx"),
                    models.Index(fields=["colleague", "ends_at"], name="network_abs_colleag_9d7793_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("starts_at"))),
                        name="absence_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("starts_at__gte", models.F("made_at"))),
                        name="absence_never_begins_in_the_past",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("colleague__isnull", True),
                            models.Q(("colleague", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="another_stands_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="navn")),
            ],
            options={
                "verbose_name": "helseregion",
                "verbose_name_plural": "helseregioner",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="navn")),
                ("short_name", models.CharField(blank=True, max_length=40, verbose_name="kortnavn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rhf", "regionalt helseforetak"),
                            ("trust", "helseforetak"),
                            ("private_hospital", "privat sykehus"),
                            ("it", "IKT-leverandør i helsetjenesten"),
                            ("agency", "etat"),
                            ("municipal", "kommune"),
                            ("ks", "KS"),
                            ("university", "universitet eller høyskole"),
                            ("research", "forskningsmiljø"),
                            ("forum", "nettverk eller forum"),
                            ("industry", "næringsliv"),
                            ("patients", "brukerorganisasjon"),
                            ("other", "annen virksomhet"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.region",
                        verbose_name="helseregion",
                    ),
                ),
                ("parent_name", models.CharField(blank=True, max_length=200, verbose_name="overordnet")),
                (
                    "org_number",
                    models.CharField(blank=True, max_length=9, verbose_name="organisasjonsnummer"),
                ),
                ("web_domain", models.CharField(blank=True, max_length=120, verbose_name="nettdomene")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="kilde")),
                ("note", models.TextField(blank=True, verbose_name="merknad")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="fra")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="til")),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="network.organisation",
                        verbose_name="etterfølger",
                    ),
                ),
            ],
            options={
                "verbose_name": "virksomhet",
                "verbose_name_plural": "virksomheter",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True), ("ended_on__isnull", False), _connector="OR"
                        ),
                        name="organisation_successor_needs_end",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Remit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.organisation",
                        verbose_name="etat",
                    ),
                ),
                ("area", models.TextField(verbose_name="ansvar")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="kilde")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="fra")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="til")),
            ],
            options={
                "verbose_name": "ansvarsområde",
                "verbose_name_plural": "ansvarsområder",
            },
        ),
        migrations.CreateModel(
            name="Regulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("kind", models.CharField(max_length=40, verbose_name="type")),
                ("title", models.CharField(max_length=300, verbose_name="tittel")),
                ("short_name", models.CharField(blank=True, max_length=120, verbose_name="kortnavn")),
                ("owner_name", models.CharField(max_length=200, verbose_name="ansvarlig")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.organisation",
                        verbose_name="ansvarlig etat",
                    ),
                ),
                ("phases", models.JSONField(blank=True, default=list, verbose_name="faser")),
                ("topics", models.JSONField(blank=True, default=list, verbose_name="tema")),
                ("description", models.TextField(blank=True, verbose_name="beskrivelse")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="adresse")),
                (
                    "url_source",
                    models.CharField(blank=True, max_length=200, verbose_name="hvordan adressen er funnet"),
                ),
                ("status", models.CharField(blank=True, max_length=80, verbose_name="status")),
            ],
            options={
                "verbose_name": "regelverk",
                "verbose_name_plural": "regelverk",
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=160, verbose_name="navn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regional_network", "regionalt nettverk"),
                            ("national_network", "nasjonalt nettverk"),
                            ("secretariat", "sekretariat"),
                            ("council", "fagråd"),
                            ("network_steering", "nettverkets styringsgruppe"),
                            ("coordinating", "koordineringsgruppe"),
                            ("steering", "styringsgruppe"),
                            ("content_desk", "innholdsansvarlig"),
                            ("guidance_panel", "veiledningspanel"),
                            ("topic_group", "temagruppe"),
                            ("working_group", "arbeidsgruppe"),
                            ("working_committee", "arbeidsutvalg"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.organisation",
                        verbose_name="eier",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.region",
                        verbose_name="helseregion",
                    ),
                ),
                (
                    "secretariat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="serves",
                        to="network.body",
                        verbose_name="sekretariat",
                    ),
                ),
                (
                    "lifting_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifts_for",
                        to="network.body",
                        verbose_name="hvem som løfter",
                    ),
                ),
                ("mandate", models.TextField(blank=True, verbose_name="mandat")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="e-post")),
                (
                    "post_email",
                    models.EmailField(
                        blank=True,
                        help_text="Hit går løftede saker og svar som PDF, til arkivet.",
                        max_length=254,
                        verbose_name="postmottak (e-post)",
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=40, verbose_name="avtalt svarfrist (virkedager)"
                    ),
                ),
                (
                    "first_reply_days",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="første svar fra et menneske (virkedager)"
                    ),
                ),
                ("may_vote", models.BooleanField(default=False, verbose_name="kan stemme")),
                (
                    "joint_answers",
                    models.BooleanField(
                        default=False,
                        help_text="Mottakerne av nettverkets saker kan svare sammen.",
                        verbose_name="kan få felles svar",
                    ),
                ),
                (
                    "silence_counts",
                    models.BooleanField(
                        default=False, verbose_name="taushet er tilslutning ved skriftlig behandling"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="fra")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="til")),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="network.body",
                        verbose_name="etterfølger",
                    ),
                ),
            ],
            options={
                "verbose_name": "nettverk, råd eller gruppe",
                "verbose_name_plural": "nettverk, råd og grupper",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True), ("ends_on__isnull", False), _connector="OR"
                        ),
                        name="body_successor_needs_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "regional_network"), _negated=True),
                            ("region__isnull", False),
                            _connector="OR",
                        ),
                        name="regional_network_has_region",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="network.body",
                        verbose_name="i",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.organisation",
                        verbose_name="på vegne av",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "leder"),
                            ("deputy_lead", "nestleder"),
                            ("secretary", "sekretær"),
                            ("member", "medlem"),
                            ("deputy", "vara"),
                            ("observer", "observatør"),
                        ],
                        max_length=20,
                        verbose_name="rolle",
                    ),
                ),
                (
                    "deputises_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="network.seat",
                        verbose_name="vara for",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("law", "juss"),
                            ("security", "sikkerhet"),
                            ("clinic", "klinikk"),
                            ("technology", "teknologi"),
                            ("users", "brukerrepresentant"),
                            ("administration", "administrativ enhet"),
                            ("research", "forskning"),
                            ("economy", "økonomi og anskaffelse"),
                            ("ethics", "etikk"),
                        ],
                        max_length=40,
                        verbose_name="fagfelt",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="fra")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="til")),
            ],
            options={
                "verbose_name": "rolle",
                "verbose_name_plural": "roller",
                "indexes": [
                    models.Index(fields=["person", "starts_at"], name="network_sea_person__4f7cff_idx"),
                    models.Index(fields=["body", "role"], name="network_sea_body_id_b75746_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="seat_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at__isnull", True)),
                        fields=("person", "body", "role", "organisation"),
                        name="one_open_seat_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-post")),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions",
                        to="network.body",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("workplace", models.CharField(blank=True, max_length=200, verbose_name="arbeidssted")),
                ("why", models.CharField(blank=True, max_length=600, verbose_name="hvorfor")),
                ("applied_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("granted", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="begrunnelse")),
            ],
            options={
                "verbose_name": "vei inn i nettverket",
                "verbose_name_plural": "veier inn i nettverket",
                "indexes": [
                    models.Index(django.db.models.functions.text.Lower("email"), name="admission_by_email")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("applied_at__isnull", True), ("used_at__isnull", False), _connector="OR"
                        ),
                        name="applied_with_its_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at__isnull", True), ("applied_at__isnull", False), _connector="OR"
                        ),
                        name="decided_after_applied",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_label", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="nettverk",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="filnavn")),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("png", "bilde (PNG)"), ("jpg", "bilde (JPEG)")],
                        max_length=3,
                        verbose_name="type",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="størrelse (byte)")),
                ("digest", models.CharField(max_length=64, verbose_name="kontrollsum")),
                ("content", models.BinaryField(verbose_name="innhold")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lastet opp av",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="på vegne av",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lastet opp")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="trukket")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_because", models.CharField(blank=True, max_length=300, verbose_name="hvorfor")),
            ],
            options={
                "verbose_name": "vedlegg",
                "verbose_name_plural": "vedlegg",
                "indexes": [
                    models.Index(
                        fields=["target_label", "target_id", "id"], name="network_att_target__8c24e5_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_because", ""),
                                ("withdrawn_by__isnull", True),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_withdrawn_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, null=True, unique=True)),
                ("verb", models.CharField(db_index=True, max_length=60)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("target_label", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                ("state_from", models.CharField(blank=True, max_length=20)),
                ("state_to", models.CharField(blank=True, max_length=20)),
                (
                    "cause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="network.event",
                    ),
                ),
                ("data", models.JSONField(null=True)),
                ("salt", models.CharField(max_length=32)),
                ("data_digest", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "hendelse",
                "verbose_name_plural": "hendelser",
                "indexes": [
                    models.Index(
                        fields=["target_label", "target_id", "id"], name="network_eve_target__66e52b_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventAbout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="abouts", to="network.event"
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "sak en hendelse gjelder",
                "verbose_name_plural": "saker en hendelse gjelder",
                "constraints": [
                    models.UniqueConstraint(fields=("label", "object_id", "event"), name="about_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="network.event"
                    ),
                ),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("sealed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "segl",
                "verbose_name_plural": "segl",
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target_label", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "svarfrist"),
                            ("after_decision", "svar etter beslutning"),
                            ("verdict", "tilbakemelding på svaret"),
                            ("proposal", "stilling til forslaget"),
                            ("first_reply", "første svar"),
                        ],
                        max_length=20,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="fra")),
                ("working_days", models.PositiveSmallIntegerField(verbose_name="virkedager")),
                ("paused_on", models.DateField(blank=True, null=True, verbose_name="står stille fra")),
                ("resumes_on", models.DateField(blank=True, null=True, verbose_name="går videre senest")),
                ("pauses", models.JSONField(blank=True, default=list, verbose_name="har stått stille")),
                ("moves", models.JSONField(blank=True, default=list, verbose_name="flyttet")),
                ("due_on", models.DateField(verbose_name="frist")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "frist",
                "verbose_name_plural": "frister",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["due_on"],
                        name="deadline_running",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("target_label", "target_id", "kind"),
                        name="one_running_deadline",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Forum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True, verbose_name="Navn")),
                ("purpose", models.CharField(max_length=400, verbose_name="Hva er det til for?")),
                ("owner", models.CharField(max_length=160, verbose_name="Hvem eier det?")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "nasjonalt"),
                            ("interregional", "flere regioner"),
                            ("regional", "regionalt"),
                            ("municipal", "kommunalt"),
                            ("abroad", "i andre land"),
                        ],
                        max_length=20,
                        verbose_name="Nivå",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.region",
                        verbose_name="Helseregion",
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=40, verbose_name="Land")),
                ("cadence", models.CharField(blank=True, max_length=160, verbose_name="Hvor ofte møtes de?")),
                (
                    "could_extend_to",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Hva kunne det også brukes til?"
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="Nettside")),
                (
                    "is_environment",
                    models.BooleanField(default=False, verbose_name="Større fag- eller forskningsmiljø"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("suggested", "foreslått"),
                            ("listed", "i oversikten"),
                            ("declined", "ikke tatt inn"),
                        ],
                        default="listed",
                        max_length=10,
                    ),
                ),
                (
                    "suggested_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="sist kontrollert")),
            ],
            options={
                "verbose_name": "forum eller miljø",
                "verbose_name_plural": "fora og miljøer",
            },
        ),
        migrations.CreateModel(
            name="ForumContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="network.forum",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("contacted", "kontaktet"),
                            ("offered", "tilbudt samarbeid"),
                            ("met", "møttes"),
                        ],
                        max_length=10,
                        verbose_name="Hva skjedde?",
                    ),
                ),
                ("on", models.DateField(verbose_name="Når?")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="Kort om det")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
            ],
            options={
                "verbose_name": "kontakt",
                "verbose_name_plural": "kontakter",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forum", "step", "on"), name="one_contact_of_a_kind_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("job", models.CharField(max_length=60)),
                ("local_date", models.DateField()),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "daglig jobb",
                "verbose_name_plural": "daglige jobber",
                "constraints": [models.UniqueConstraint(fields=("job", "local_date"), name="job_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
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
                        related_name="mail_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("each", "en e-post for hver hendelse"),
                            ("daily", "én oppsummering om dagen"),
                            ("weekly", "én oppsummering i uken, mandag morgen"),
                            ("needed", "bare når noe trenger meg, og svar"),
                        ],
                        max_length=10,
                        verbose_name="hvor ofte",
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "valg for e-post",
                "verbose_name_plural": "valg for e-post",
                "indexes": [models.Index(fields=["person", "since"], name="network_mai_person__1e9377_idx")],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "skal sendes"),
                            ("claimed", "sendes nå"),
                            ("sent", "sendt"),
                            ("uncertain", "usikkert om den ble sendt"),
                            ("dropped", "ikke sendt: alt var lest, eller mottakeren skal ikke lenger se det"),
                        ],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "e-post",
                "verbose_name_plural": "e-poster",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["due", "claimed"])),
                        fields=["due_at"],
                        name="mail_owed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mail",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letter", to="network.mail"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="network.event",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="network.body",
                    ),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="emne")),
                ("text", models.TextField(verbose_name="tekst")),
                ("file_name", models.CharField(blank=True, max_length=120, verbose_name="filnavn")),
                ("content", models.BinaryField(blank=True, verbose_name="PDF")),
            ],
            options={
                "verbose_name": "brev",
                "verbose_name_plural": "brev",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="network.event",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("needs_you", models.BooleanField(default=False)),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="network.mail",
                    ),
                ),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "varsel",
                "verbose_name_plural": "varsler",
                "indexes": [
                    models.Index(fields=["person", "-id"], name="network_not_person__508229_idx"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["person"], name="notice_unread"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("event", "person"), name="one_notice_each")],
            },
        ),
        migrations.CreateModel(
            name="OwnerElsewhere",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True, verbose_name="navn")),
                (
                    "owns",
                    models.CharField(
                        help_text="Hva de har ansvaret for, i én setning.",
                        max_length=300,
                        verbose_name="eier",
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="slik når du dem")),
                ("url", models.URLField(max_length=300, verbose_name="adresse")),
            ],
            options={
                "verbose_name": "eier utenfor nettverket",
                "verbose_name_plural": "eiere utenfor nettverket",
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
                ("stems", models.TextField()),
            ],
            options={
                "verbose_name": "søkeord",
                "verbose_name_plural": "søkeord",
                "constraints": [
                    models.UniqueConstraint(fields=("label", "object_id"), name="search_entry_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="network.body",
                        verbose_name="gruppe",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("law", "juss"),
                            ("security", "sikkerhet"),
                            ("clinic", "klinikk"),
                            ("technology", "teknologi"),
                            ("users", "brukerrepresentant"),
                            ("administration", "administrativ enhet"),
                            ("research", "forskning"),
                            ("economy", "økonomi og anskaffelse"),
                            ("ethics", "etikk"),
                        ],
                        max_length=40,
                        verbose_name="fagfelt",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.region",
                        verbose_name="helseregion",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="network.organisation",
                        verbose_name="virksomhet",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="hvor mange")),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="fjernet"),
                ),
            ],
            options={
                "verbose_name": "plass",
                "verbose_name_plural": "plasser",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("field", ""), _negated=True),
                            ("region__isnull", False),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="a_place_says_whom_it_is_for",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0)), name="a_place_is_for_someone"
                    ),
                    models.UniqueConstraint(
                        models.F("body"),
                        models.F("field"),
                        django.db.models.functions.comparison.Coalesce(
                            "region", 0, output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "organisation", 0, output_field=models.BigIntegerField()
                        ),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="one_open_place_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="network.body",
                        verbose_name="gruppe",
                    ),
                ),
                ("partner", models.CharField(max_length=200, verbose_name="hvem det er lært av")),
                ("what", models.TextField(max_length=1000, verbose_name="hva vi har lært")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="lenke")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("adopted", "tatt i bruk"),
                            ("considered", "vurderes"),
                            ("rejected", "ikke for oss"),
                        ],
                        max_length=10,
                        verbose_name="hva vi gjør med det",
                    ),
                ),
                ("why", models.CharField(max_length=300, verbose_name="hvorfor")),
                ("on", models.DateField(verbose_name="dato")),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="ført av",
                    ),
                ),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "læring fra andre",
                "verbose_name_plural": "læring fra andre",
                "indexes": [
                    models.Index(fields=["body", "-on", "-id"], name="network_les_body_id_64140b_idx"),
                    models.Index(fields=["-on", "-id"], name="network_les_on_7e202d_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation",
                        to="network.body",
                        verbose_name="nettverk",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="fra")),
                ("due_on", models.DateField(verbose_name="frist")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="hva vi så")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="lenke")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="gjort")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluering",
                "verbose_name_plural": "evalueringer",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("starts_on"))),
                        name="evaluated_after_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(
                                ("done_at__isnull", False),
                                ("done_by__isnull", False),
                                models.Q(
                                    models.Q(("text", ""), _negated=True),
                                    models.Q(("link", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="an_evaluation_that_is_done_says_what_was_seen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountTurn",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_turns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("was_active", models.BooleanField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "endring av hvem som kan logge inn",
                "verbose_name_plural": "endringer av hvem som kan logge inn",
                "indexes": [models.Index(fields=["person", "until"], name="network_acc_person__fdc98c_idx")],
            },
        ),
        migrations.CreateModel(
            name="SecretariatTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="secretariat_turns",
                        to="network.body",
                    ),
                ),
                (
                    "was",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "bytte av sekretariat",
                "verbose_name_plural": "bytter av sekretariat",
                "indexes": [models.Index(fields=["body", "until"], name="network_sec_body_id_23f00c_idx")],
            },
        ),
    ])
