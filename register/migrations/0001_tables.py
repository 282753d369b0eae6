"""Every table of the room as it stands. What it took to come here: docs/adr/0018."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from network.migrating import at_once


class Migration(migrations.Migration):
    replaces = [
        ("register", "0001_initial"),
        ("register", "0002_imp"),
        ("register", "0003_proj"),
        ("register", "0004_lists"),
        ("register", "0005_exp"),
        ("register", "0006_sharing"),
        ("register", "0007_found_at_once"),
        ("register", "0008_products"),
        ("register", "0009_experiences_by_amount"),
        ("register", "0010_told"),
        ("register", "0011_method_of_a_project"),
        ("register", "0012_versions_of_tools"),
        ("register", "0013_errors_told_by_visitors"),
        ("register", "0014_exports"),
        ("register", "0015_tally"),
        ("register", "0016_areas"),
        ("register", "0017_lists_of_municipalities"),
    ]

    initial = True

    dependencies = [
        ("network", "0001_tables"),
    ]

    operations = at_once([
        migrations.CreateModel(
            name="ClinicalArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="fagområde")),
            ],
            options={
                "verbose_name": "fagområde",
                "verbose_name_plural": "fagområder",
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="produkt")),
                ("supplier", models.CharField(blank=True, max_length=200, verbose_name="leverandør")),
                (
                    "device_class",
                    models.CharField(
                        choices=[
                            ("unknown", "ikke kjent"),
                            ("not_device", "ikke medisinsk utstyr"),
                            ("mdr_1", "MDR klasse I"),
                            ("mdr_2a", "MDR klasse IIa"),
                            ("mdr_2b", "MDR klasse IIb"),
                            ("mdr_3", "MDR klasse III"),
                            ("ivdr_a", "IVDR klasse A"),
                            ("ivdr_b", "IVDR klasse B"),
                            ("ivdr_c", "IVDR klasse C"),
                            ("ivdr_d", "IVDR klasse D"),
                            ("own", "egentilvirket, brukes bare i egen virksomhet"),
                        ],
                        default="unknown",
                        max_length=20,
                        verbose_name="klasse som medisinsk utstyr",
                    ),
                ),
            ],
            options={
                "verbose_name": "produkt",
                "verbose_name_plural": "produkter",
                "indexes": [
                    models.Index(
                        django.db.models.functions.comparison.Collate("name", "nb"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="products_by_name",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        django.db.models.functions.text.Lower("supplier"),
                        name="one_product_of_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Navn på prosjektet")),
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
                (
                    "organisation_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="virksomhet, slik kilden skriver det"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kontakt",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("research", "forskning"),
                            ("development", "utvikling"),
                            ("procurement", "anskaffelse"),
                            ("introduction", "innføring"),
                            ("in_use", "i bruk"),
                            ("ended", "avsluttet"),
                        ],
                        max_length=20,
                        verbose_name="Hvor langt er dere kommet?",
                    ),
                ),
                ("clinical_area", models.CharField(max_length=80, verbose_name="Fagområde")),
                ("purpose", models.TextField(max_length=4000, verbose_name="Hva skal det hjelpe med?")),
                (
                    "care_level",
                    models.CharField(
                        choices=[
                            ("specialist", "spesialisthelsetjenesten"),
                            ("municipal", "kommunen"),
                            ("both", "begge"),
                        ],
                        default="specialist",
                        max_length=20,
                        verbose_name="nivå",
                    ),
                ),
                (
                    "municipal_use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safety", "trygghets- og varslingsteknologi"),
                            ("home", "digital hjemmeoppfølging"),
                            ("monitoring", "tilsyn og overvåking"),
                            ("response", "responssenter"),
                            ("other", "annet i kommunen"),
                        ],
                        max_length=20,
                        verbose_name="bruk i kommunen",
                    ),
                ),
                ("technique", models.CharField(blank=True, max_length=200, verbose_name="teknikk")),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="register.product",
                        verbose_name="produkt",
                    ),
                ),
                (
                    "device_status",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="status som medisinsk utstyr, slik kilden skriver det",
                    ),
                ),
                (
                    "ai_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("deployer", "idriftsetter (tar systemet i bruk)"),
                            ("provider", "leverandør (lager eller setter eget navn på det)"),
                            ("both", "begge deler"),
                            ("outside", "ikke omfattet"),
                            ("unclear", "uavklart"),
                        ],
                        max_length=20,
                        verbose_name="rolle etter KI-forordningen",
                    ),
                ),
                ("method_id", models.CharField(blank=True, max_length=40, verbose_name="ID i Nye metoder")),
                (
                    "cost_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("to_0.5", "under 0,5 millioner kroner"),
                            ("to_2", "0,5–2 millioner kroner"),
                            ("to_10", "2–10 millioner kroner"),
                            ("more", "over 10 millioner kroner"),
                        ],
                        max_length=20,
                        verbose_name="kostnad, omtrent",
                    ),
                ),
                ("publications", models.TextField(blank=True, max_length=4000, verbose_name="publikasjoner")),
                ("data_sources", models.TextField(blank=True, verbose_name="datagrunnlag")),
                ("partners", models.TextField(blank=True, verbose_name="samarbeid")),
                ("funding", models.TextField(blank=True, verbose_name="finansiering")),
                ("country", models.CharField(default="Norge", max_length=40, verbose_name="land")),
                (
                    "implementation_decided_on",
                    models.DateField(blank=True, null=True, verbose_name="gjennomføring besluttet"),
                ),
                (
                    "started_on",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="oppstart, slik kilden skriver det"
                    ),
                ),
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
                    "group_reach",
                    models.JSONField(blank=True, default=dict, verbose_name="synlig for, i deler"),
                ),
                ("source_url", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                (
                    "source",
                    models.CharField(blank=True, editable=False, max_length=80, verbose_name="register"),
                ),
                ("source_key", models.CharField(editable=False, max_length=80, null=True, unique=True)),
                (
                    "registration_key",
                    models.CharField(editable=False, max_length=160, null=True, unique=True),
                ),
                ("registered_at", models.DateTimeField(db_index=True, verbose_name="registrert")),
                ("changed_at", models.DateTimeField(verbose_name="endret")),
                (
                    "confirmed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="bekreftet"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="bekreftet av",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="sist spurt om det stemmer"),
                ),
                ("told_cost", models.BooleanField(default=False, editable=False)),
                ("told_benefit", models.BooleanField(default=False, editable=False)),
                ("told_infrastructure", models.BooleanField(default=False, editable=False)),
                ("told_lesson", models.BooleanField(default=False, editable=False)),
                (
                    "missing",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                models.Q(
                                    ("country", "Norge"),
                                    models.Q(
                                        ("implementation_decided_on__isnull", False),
                                        ("phase__in", ["introduction", "in_use"]),
                                        _connector="OR",
                                    ),
                                    ("told_benefit", False),
                                    ("told_cost", False),
                                    ("told_infrastructure", False),
                                    ("told_lesson", False),
                                ),
                                then=models.Value("all"),
                            ),
                            models.When(
                                models.Q(
                                    ("country", "Norge"),
                                    models.Q(
                                        ("implementation_decided_on__isnull", False),
                                        ("phase__in", ["introduction", "in_use"]),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("told_benefit", True),
                                        ("told_cost", True),
                                        ("told_infrastructure", True),
                                        _negated=True,
                                    ),
                                ),
                                then=models.Value("some"),
                            ),
                        ),
                        output_field=models.CharField(
                            choices=[("all", "All"), ("some", "Some")], max_length=4, null=True
                        ),
                    ),
                ),
                (
                    "kept_for",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "KI-prosjekt",
                "verbose_name_plural": "KI-prosjekter",
                "indexes": [
                    models.Index(fields=["phase", "-id"], name="register_pr_phase_a175ce_idx"),
                    models.Index(fields=["organisation", "-id"], name="register_pr_organis_d4f52f_idx"),
                    models.Index(fields=["title"], name="register_pr_title_f456bd_idx"),
                    models.Index(
                        django.db.models.functions.comparison.Collate("title", "nb"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="projects_by_name",
                    ),
                    models.Index(
                        models.F("phase"),
                        django.db.models.functions.comparison.Collate("title", "nb"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="projects_of_phase_by_name",
                    ),
                    models.Index(
                        models.F("clinical_area"),
                        django.db.models.functions.comparison.Collate("title", "nb"),
                        models.F("id"),
                        name="projects_of_area_by_name",
                    ),
                    models.Index(
                        models.F("product"),
                        django.db.models.functions.comparison.Collate("title", "nb"),
                        models.F("id"),
                        name="projects_of_product_by_name",
                    ),
                    models.Index(fields=["-changed_at", "-id"], name="register_pr_changed_e1e035_idx"),
                    models.Index(fields=["municipal_use", "-id"], name="register_pr_municip_55d67d_idx"),
                    models.Index(
                        condition=models.Q(("care_level", "specialist"), _negated=True),
                        fields=["-id"],
                        name="projects_in_municipalities",
                    ),
                    models.Index(fields=["confirmed_at", "-id"], name="register_pr_confirm_fdd313_idx"),
                    models.Index(
                        condition=models.Q(("country", "Norge"), _negated=True),
                        fields=["-id"],
                        name="projects_abroad",
                    ),
                    models.Index(
                        condition=models.Q(("organisation__isnull", False), ("owner__isnull", True)),
                        fields=["organisation"],
                        name="projects_without_contact",
                    ),
                    models.Index(
                        condition=models.Q(("missing__isnull", False)),
                        fields=["missing", "organisation"],
                        name="projects_missing",
                    ),
                    models.Index(
                        condition=models.Q(("method_id", ""), _negated=True),
                        fields=["-id"],
                        name="projects_in_nye_metoder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phase_changes",
                        to="register.project",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("research", "forskning"),
                            ("development", "utvikling"),
                            ("procurement", "anskaffelse"),
                            ("introduction", "innføring"),
                            ("in_use", "i bruk"),
                            ("ended", "avsluttet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "faseskifte",
                "verbose_name_plural": "faseskifter",
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="register.project",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("partner", "med i prosjektet"),
                            ("it", "IKT-selskap"),
                            ("research", "forskningspartner"),
                            ("supplier", "leverandør"),
                        ],
                        default="partner",
                        max_length=20,
                        verbose_name="rolle i prosjektet",
                    ),
                ),
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
                ("since", models.DateTimeField(verbose_name="med fra")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="med til")),
            ],
            options={
                "verbose_name": "part",
                "verbose_name_plural": "parter",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("project", "organisation", "role", "person"),
                        name="a_party_stands_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DataAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_accesses",
                        to="register.project",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="datakilde")),
                ("granted_by", models.CharField(max_length=200, verbose_name="tilgang fra")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="søkt")),
                ("got_on", models.DateField(blank=True, null=True, verbose_name="fått")),
                ("obstacle", models.TextField(blank=True, max_length=2000, verbose_name="hva som tok tid")),
                ("told_at", models.DateTimeField()),
                ("token_key", models.CharField(editable=False, max_length=80, null=True, unique=True)),
            ],
            options={
                "verbose_name": "tilgang til data",
                "verbose_name_plural": "tilganger til data",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_on__isnull", True),
                            ("got_on__isnull", True),
                            ("got_on__gte", models.F("asked_on")),
                            _connector="OR",
                        ),
                        name="access_is_asked_before_it_is_got",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="register.project",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rek", "REK-godkjenning"),
                            ("dpia", "Personvernkonsekvenser (DPIA)"),
                            ("ros", "Risiko og sårbarhet (ROS)"),
                            ("mdr", "Medisinsk utstyr (MDR/IVDR)"),
                            ("validation", "Lokal validering"),
                            ("mini", "Mini-metodevurdering"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "ikke vurdert"),
                            ("not_needed", "ikke nødvendig"),
                            ("planned", "planlagt"),
                            ("under_way", "i gang"),
                            ("done", "ferdig"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="Status",
                    ),
                ),
                ("responsible", models.CharField(blank=True, max_length=120, verbose_name="Ansvarlig")),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="Dokumentasjon")),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "godkjenning eller vurdering",
                "verbose_name_plural": "godkjenninger og vurderinger",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "kind"), name="one_approval_of_a_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("responsible", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="done_approval_has_a_responsible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoundaryCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boundary_checks",
                        to="register.project",
                    ),
                ),
                ("answers", models.JSONField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("inside", "hører trolig til Nye metoder"),
                            ("outside", "hører trolig ikke til Nye metoder"),
                            ("unclear", "uklart om det hører til Nye metoder"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                ("token_key", models.CharField(editable=False, max_length=80, null=True, unique=True)),
            ],
            options={
                "verbose_name": "sjekk mot Nye metoder",
                "verbose_name_plural": "sjekker mot Nye metoder",
            },
        ),
        migrations.CreateModel(
            name="CallYes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call_yeses",
                        to="register.project",
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
                ("phone", models.CharField(max_length=30, verbose_name="telefon")),
                ("said_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "ja til å bli ringt",
                "verbose_name_plural": "ja til å bli ringt",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("project", "person"),
                        name="one_yes_for_a_project",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True, verbose_name="Navn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("template", "mal"),
                            ("checklist", "sjekkliste"),
                            ("method", "metode eller veileder"),
                            ("software", "programvare"),
                            ("course", "opplæring"),
                        ],
                        max_length=20,
                        verbose_name="Hva er det?",
                    ),
                ),
                ("purpose", models.CharField(max_length=400, verbose_name="Hva hjelper det med?")),
                ("url", models.URLField(max_length=300, verbose_name="Hvor ligger det?")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tools",
                        to="network.organisation",
                        verbose_name="delt av",
                    ),
                ),
                (
                    "shared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("shared_at", models.DateTimeField(verbose_name="delt")),
            ],
            options={
                "verbose_name": "verktøy eller mal",
                "verbose_name_plural": "verktøy og maler",
            },
        ),
        migrations.CreateModel(
            name="ToolVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="register.tool",
                    ),
                ),
                ("label", models.CharField(max_length=40, verbose_name="Versjon")),
                ("dated_on", models.DateField(verbose_name="Fra når?")),
                ("changed", models.CharField(blank=True, max_length=400, verbose_name="Hva er nytt?")),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "versjon av verktøy",
                "verbose_name_plural": "versjoner av verktøy",
                "constraints": [
                    models.UniqueConstraint(fields=("tool", "label"), name="each_version_of_a_tool_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="register.tool",
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
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="register.toolversion",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "bruk av verktøy",
                "verbose_name_plural": "bruk av verktøy",
                "constraints": [
                    models.UniqueConstraint(fields=("tool", "organisation"), name="each_adopts_a_tool_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Competence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("clinicians", "klinikere"),
                            ("leaders", "ledere"),
                            ("it", "IKT og medisinsk teknologi"),
                            ("data", "dataansvarlige og personvernombud"),
                            ("ethics", "medlemmer av REK"),
                            ("procurement", "innkjøpere"),
                            ("developers", "utviklere og forskere"),
                            ("patients", "pasienter og pårørende"),
                        ],
                        max_length=20,
                        verbose_name="Hvem gjelder det?",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("basics", "hva KI er og kan"),
                            ("law", "regelverk og etikk"),
                            ("use", "trygg bruk i arbeidet"),
                            ("validation", "validering og overvåking"),
                            ("procurement", "anskaffelse"),
                            ("benefit", "kostnad og gevinst"),
                            ("data", "data og kodeverk"),
                        ],
                        max_length=20,
                        verbose_name="Hva?",
                    ),
                ),
                ("is_offer", models.BooleanField(default=False, verbose_name="tilbud")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                        verbose_name="virksomhet",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="Hva heter tilbudet?")),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="Nettside")),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("told_at", models.DateTimeField(verbose_name="meldt")),
            ],
            options={
                "verbose_name": "kompetanse",
                "verbose_name_plural": "kompetanse",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_offer", False)),
                        fields=("group", "topic", "organisation"),
                        name="each_needs_it_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_offer", True)),
                        fields=("group", "topic", "organisation", "title"),
                        name="each_offer_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_offer", False), models.Q(("title", ""), _negated=True), _connector="OR"
                        ),
                        name="offer_has_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResourcePerson",
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
                        verbose_name="virksomhet",
                    ),
                ),
                ("knows", models.CharField(max_length=300, verbose_name="Hva kan du hjelpe med?")),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.project",
                        verbose_name="Fra hvilket prosjekt?",
                    ),
                ),
                ("reach_me", models.CharField(max_length=200, verbose_name="Hvordan vil du bli kontaktet?")),
                ("said_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "ressursperson",
                "verbose_name_plural": "ressurspersoner",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person",),
                        name="one_yes_of_a_resource_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Experience",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cost", "kostnad"),
                            ("benefit", "gevinst"),
                            ("infrastructure", "infrastruktur"),
                            ("lesson", "lærdom"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiences",
                        to="register.project",
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
                (
                    "organisation_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="virksomhet, slik kilden skriver det"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Kort sagt")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="Beskrivelse")),
                (
                    "cost_of",
                    models.CharField(
                        blank=True,
                        choices=[("establishing", "etablering"), ("operating", "drift per år")],
                        max_length=20,
                        verbose_name="Gjelder",
                    ),
                ),
                (
                    "amount_nok",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=12, null=True, verbose_name="Beløp i kroner"
                    ),
                ),
                ("is_estimate", models.BooleanField(default=False, verbose_name="Beløpet er et anslag")),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("licence", "lisens eller abonnement"),
                            ("purchase", "anskaffelse"),
                            ("integration", "integrasjon"),
                            ("hardware", "utstyr og regnekraft"),
                            ("people", "egen arbeidstid"),
                            ("training", "opplæring"),
                            ("validation", "validering og oppfølging"),
                            ("whole", "alt samlet"),
                            ("other", "annet"),
                        ],
                        max_length=20,
                        verbose_name="Hva slags kostnad?",
                    ),
                ),
                (
                    "includes",
                    models.CharField(blank=True, max_length=400, verbose_name="Hva er med i beløpet?"),
                ),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="Fra")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="Til")),
                ("measure", models.CharField(blank=True, max_length=120, verbose_name="Hva måles?")),
                ("unit", models.CharField(blank=True, max_length=40, verbose_name="Enhet")),
                (
                    "baseline_value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Før innføring"
                    ),
                ),
                (
                    "planned_value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Planlagt"
                    ),
                ),
                (
                    "observed_value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Målt"
                    ),
                ),
                ("method", models.CharField(blank=True, max_length=400, verbose_name="Hvordan er det målt?")),
                (
                    "procedure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiences",
                        to="register.toolversion",
                        verbose_name="Målt etter",
                    ),
                ),
                (
                    "uncertainty",
                    models.CharField(blank=True, max_length=200, verbose_name="Hvor sikkert er tallet?"),
                ),
                (
                    "realisation_plan",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Plan for å hente ut gevinsten"
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        blank=True,
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
                        verbose_name="Hva trenger dere?",
                    ),
                ),
                ("hosting", models.CharField(blank=True, max_length=200, verbose_name="Drift")),
                ("integration", models.CharField(blank=True, max_length=200, verbose_name="Integrasjon")),
                ("hardware", models.CharField(blank=True, max_length=200, verbose_name="Utstyr")),
                ("monitoring", models.CharField(blank=True, max_length=200, verbose_name="Overvåking")),
                ("standards", models.CharField(blank=True, max_length=200, verbose_name="Standarder")),
                (
                    "would_share",
                    models.CharField(blank=True, max_length=400, verbose_name="Hva kan dere dele med andre?"),
                ),
                ("planned", models.CharField(blank=True, max_length=80, verbose_name="Planlagt gevinst")),
                ("achieved", models.CharField(blank=True, max_length=80, verbose_name="Oppnådd gevinst")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="År")),
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
                ("source_url", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                ("source_key", models.CharField(editable=False, max_length=80, null=True, unique=True)),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="meldt av",
                    ),
                ),
                ("reported_at", models.DateTimeField(db_index=True, verbose_name="meldt")),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="register.experience",
                        verbose_name="retter",
                    ),
                ),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="Hvorfor rettes det?"),
                ),
            ],
            options={
                "verbose_name": "erfaring",
                "verbose_name_plural": "erfaringer",
                "indexes": [
                    models.Index(fields=["kind", "-id"], name="register_ex_kind_ef4d16_idx"),
                    models.Index(
                        models.OrderBy(models.F("amount_nok"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("amount_nok__isnull", False)),
                        name="experiences_by_amount",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_nok__isnull", True), ("amount_nok__gte", 0), _connector="OR"
                        ),
                        name="amount_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "cost"), _negated=True),
                            ("amount_nok__isnull", False),
                            models.Q(("source_url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cost_has_amount_or_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_to__isnull", True),
                            models.Q(
                                ("period_from__isnull", False), ("period_to__gte", models.F("period_from"))
                            ),
                            _connector="OR",
                        ),
                        name="experience_period_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces", models.F("id")), _negated=True),
                        name="experience_not_replacing_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction_reason", ""), ("replaces__isnull", True)),
                            models.Q(
                                ("replaces__isnull", False),
                                models.Q(("correction_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "cost"),
                            models.Q(
                                ("amount_nok__isnull", True),
                                ("category", ""),
                                ("cost_of", ""),
                                ("includes", ""),
                            ),
                            _connector="OR",
                        ),
                        name="only_costs_have_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit", ""), _negated=True),
                            models.Q(
                                ("baseline_value__isnull", True),
                                ("observed_value__isnull", True),
                                ("planned_value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="measured_value_has_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "infrastructure"), ("need", ""), _connector="OR"),
                        name="only_infrastructure_has_need",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reuse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "experience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="register.experience",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="register.project",
                    ),
                ),
                (
                    "hours_avoided",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="Timer dere slapp å bruke"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="Hva brukte dere?")),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "gjenbruk",
                "verbose_name_plural": "gjenbruk",
                "constraints": [
                    models.UniqueConstraint(fields=("experience", "project"), name="reuse_once_per_project")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claim", models.CharField(blank=True, max_length=40)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("read", models.PositiveIntegerField(default=0, verbose_name="rader lest")),
                ("total", models.PositiveIntegerField(null=True, verbose_name="rader i filen")),
                ("sentence", models.CharField(blank=True, max_length=300)),
                ("started_at", models.DateTimeField(verbose_name="startet")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ferdig")),
                (
                    "what",
                    models.CharField(
                        choices=[("projects", "KI-prosjekter"), ("experiences", "Erfaringer")],
                        max_length=20,
                        verbose_name="liste",
                    ),
                ),
                ("ending", models.CharField(max_length=10)),
                ("asked", models.TextField(blank=True, verbose_name="avgrenset til")),
                (
                    "stage",
                    models.CharField(
                        choices=[("making", "lages"), ("done", "klar"), ("failed", "kunne ikke lages")],
                        default="making",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="bestilt av",
                    ),
                ),
                ("seat_ids", models.JSONField(default=list)),
                ("fetched_at", models.DateTimeField(null=True, verbose_name="lastet ned")),
            ],
            options={
                "verbose_name": "bestilt fil",
                "verbose_name_plural": "bestilte filer",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["stage", "claimed_until"], name="register_ex_stage_d2897b_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="register.exportrun",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
            ],
            options={
                "verbose_name": "del av fil",
                "verbose_name_plural": "deler av filer",
                "constraints": [models.UniqueConstraint(fields=("run", "number"), name="export_part_once")],
            },
        ),
        migrations.CreateModel(
            name="SourceMap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="kilde")),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("words", models.JSONField(default=dict)),
                ("country", models.CharField(max_length=40, verbose_name="land")),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "kilde",
                "verbose_name_plural": "kilder",
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claim", models.CharField(blank=True, max_length=40)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("read", models.PositiveIntegerField(default=0, verbose_name="rader lest")),
                ("total", models.PositiveIntegerField(null=True, verbose_name="rader i filen")),
                ("sentence", models.CharField(blank=True, max_length=300)),
                ("started_at", models.DateTimeField(verbose_name="startet")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ferdig")),
                ("file_name", models.CharField(max_length=200, verbose_name="fil")),
                ("source", models.CharField(blank=True, max_length=80, verbose_name="kilde")),
                ("country", models.CharField(blank=True, max_length=40, verbose_name="land")),
                ("columns", models.JSONField(default=dict)),
                ("words", models.JSONField(default=dict)),
                ("unknown_words", models.JSONField(default=list)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("mapping", "venter på at kolonnene blir valgt"),
                            ("checking", "kontrolleres"),
                            ("checked", "klar til å hentes inn"),
                            ("importing", "hentes inn"),
                            ("done", "hentet inn"),
                            ("failed", "kunne ikke hentes inn"),
                        ],
                        default="mapping",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("new", models.PositiveIntegerField(default=0, verbose_name="nye")),
                ("changed", models.PositiveIntegerField(default=0, verbose_name="endret")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="uendret")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="utelatt")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="startet av",
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
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "importer",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["stage", "claimed_until"], name="register_im_stage_d81f1d_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="register.importrun",
                    ),
                ),
                ("content", models.BinaryField()),
            ],
            options={
                "verbose_name": "importfil",
                "verbose_name_plural": "importfiler",
            },
        ),
        migrations.CreateModel(
            name="ImportNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="register.importrun",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("refused", "Utelatt"),
                            ("duplicate", "Står flere ganger"),
                            ("vocabulary", "Ukjent ord"),
                            ("changed", "Endres"),
                            ("new", "Ny"),
                            ("shortened", "Forkortet"),
                        ],
                        max_length=20,
                        verbose_name="hva",
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="rad")),
                ("column", models.CharField(blank=True, max_length=120, verbose_name="kolonne")),
                ("text", models.CharField(max_length=300, verbose_name="merknad")),
            ],
            options={
                "verbose_name": "merknad",
                "verbose_name_plural": "merknader",
                "indexes": [
                    models.Index(fields=["run", "kind", "row"], name="register_im_run_id_2e65e8_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                ("country", models.CharField(max_length=40)),
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
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("organisation", "virksomheten"),
                            ("region", "regionen"),
                            ("network", "nettverket"),
                            ("public", "alle"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "care_level",
                    models.CharField(
                        choices=[
                            ("specialist", "spesialisthelsetjenesten"),
                            ("municipal", "kommunen"),
                            ("both", "begge"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "municipal_use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safety", "trygghets- og varslingsteknologi"),
                            ("home", "digital hjemmeoppfølging"),
                            ("monitoring", "tilsyn og overvåking"),
                            ("response", "responssenter"),
                            ("other", "annet i kommunen"),
                        ],
                        max_length=20,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True)),
                (
                    "came",
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
                    ),
                ),
                ("number", models.IntegerField()),
            ],
            options={
                "verbose_name": "telling av prosjekter",
                "verbose_name_plural": "tellinger av prosjekter",
            },
        ),
        migrations.CreateModel(
            name="ProjectVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="register.project",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("told", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "versjon",
                "verbose_name_plural": "versjoner",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "number"), name="one_version_of_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="ErrorReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="error_reports",
                        to="register.project",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="Hva er feil?")),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, editable=False, max_length=254, verbose_name="e-post"),
                ),
                ("reported_at", models.DateTimeField()),
                ("token_key", models.CharField(editable=False, max_length=80, null=True, unique=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("corrected", "rettet"), ("stands", "det står riktig")],
                        max_length=20,
                        verbose_name="Utfall",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="Svar")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "meldt feil",
                "verbose_name_plural": "meldte feil",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="error_is_answered_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", ""),
                            models.Q(("answered_at__isnull", True), ("reported_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="address_of_a_visitor_until_the_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportDuty",
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
                        related_name="report_duties",
                        to="network.body",
                        verbose_name="nettverk",
                    ),
                ),
                ("decision", models.CharField(max_length=300, verbose_name="beslutning")),
                ("decided_on", models.DateField(verbose_name="besluttet")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="opphevet")),
            ],
            options={
                "verbose_name": "plikt til å melde",
                "verbose_name_plural": "plikter til å melde",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("body",),
                        name="one_duty_at_a_time",
                    )
                ],
            },
        ),
    ])
