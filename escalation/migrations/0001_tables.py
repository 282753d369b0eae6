"""Every table of the room as it stands. What it took to come here: docs/adr/0018."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from network.migrating import at_once


class Migration(migrations.Migration):
    replaces = [
        ("escalation", "0001_initial"),
        ("escalation", "0002_initial"),
        ("escalation", "0003_initial"),
        ("escalation", "0004_the_whole_loop"),
        ("escalation", "0005_carry_over"),
        ("escalation", "0006_without_the_old_paper"),
        ("escalation", "0007_one_time_links_to_papers"),
        ("escalation", "0008_answers_given_together"),
        ("escalation", "0009_what_an_outcome_demands"),
        ("escalation", "0010_plans_and_milestones"),
        ("escalation", "0011_each_does_a_part"),
        ("escalation", "0012_which_deputy"),
        ("escalation", "0013_what_things_are_called"),
    ]

    initial = True

    dependencies = [
        ("guidance", "0001_tables"),
        ("issues", "0001_tables"),
        ("network", "0001_tables"),
        ("register", "0001_tables"),
    ]

    operations = at_once([
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Tittel")),
                ("ask", models.CharField(max_length=300, verbose_name="Hva ber vi om?")),
                (
                    "home_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="foreslått av",
                    ),
                ),
                (
                    "lifting_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="hvem som løfter",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                    ),
                ),
                (
                    "no_assessment_because",
                    models.CharField(blank=True, max_length=500, verbose_name="Hvorfor uten vurdering"),
                ),
                (
                    "tie_to_raiser",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Egen tilknytning til den som meldte inn"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="begrunnelse")),
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
                ("restricted", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "utkast"),
                            ("proposed", "foreslått løftet"),
                            ("lifted", "løftet"),
                            ("answered", "besvart"),
                            ("closed", "avsluttet"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "closed_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "besvart"),
                            ("not_lifted", "ikke løftet"),
                            ("withdrawn", "trukket"),
                        ],
                        max_length=20,
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("kept_round", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
                ("drafted_at", models.DateTimeField()),
                (
                    "proposed_to",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="network.body", verbose_name="mottakere"
                    ),
                ),
            ],
            options={
                "verbose_name": "løftet sak",
                "verbose_name_plural": "løftede saker",
                "indexes": [
                    models.Index(fields=["state", "-id"], name="escalation__state_6d6ac7_idx"),
                    models.Index(fields=["lifting_body", "state"], name="escalation__lifting_838be7_idx"),
                    models.Index(fields=["home_body", "state"], name="escalation__home_bo_5c50da_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), models.Q(("closed_as", ""), _negated=True)),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_as", "")),
                            _connector="OR",
                        ),
                        name="closed_says_how",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EscalationIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="escalation.escalation"
                    ),
                ),
                ("issue", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="issues.issue")),
            ],
            options={
                "verbose_name": "innmelding i løftet sak",
                "verbose_name_plural": "innmeldinger i løftet sak",
                "constraints": [
                    models.UniqueConstraint(fields=("escalation", "issue"), name="issue_once_in_escalation")
                ],
            },
        ),
        migrations.AddField(
            model_name="escalation",
            name="issues",
            field=models.ManyToManyField(
                related_name="escalations", through="escalation.EscalationIssue", to="issues.issue"
            ),
        ),
        migrations.CreateModel(
            name="EscalationParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="escalation.escalation",
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
                "verbose_name": "part i løftet sak",
                "verbose_name_plural": "parter i løftet sak",
                "indexes": [
                    models.Index(fields=["body", "escalation"], name="escalation__body_id_7f0a8f_idx")
                ],
                "constraints": [models.UniqueConstraint(fields=("escalation", "body"), name="party_once")],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="escalation.escalation",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="Det som er nytt")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "supplering",
                "verbose_name_plural": "suppleringer",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="escalation.escalation",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "grunnlag for løftet sak",
                "verbose_name_plural": "grunnlag for løftede saker",
                "constraints": [
                    models.UniqueConstraint(fields=("escalation", "round"), name="evidence_once_a_round")
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="escalation.escalation",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="mottaker",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals_held",
                        to="network.body",
                        verbose_name="saken er hos",
                    ),
                ),
                ("is_lead", models.BooleanField(default=False, verbose_name="hovedmottaker")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "oversendt"),
                            ("in_review", "under behandling"),
                            ("waiting", "venter på opplysninger"),
                            ("decided", "besluttet"),
                            ("answered", "besvart"),
                            ("withdrawn", "trukket"),
                        ],
                        default="sent",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="saksbehandler",
                    ),
                ),
                (
                    "own_case_number",
                    models.CharField(blank=True, max_length=60, verbose_name="Eget saksnummer"),
                ),
                (
                    "deciding_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="legges frem for",
                    ),
                ),
                (
                    "part",
                    models.CharField(blank=True, max_length=300, verbose_name="hva mottakeren skal svare på"),
                ),
                ("sent_at", models.DateTimeField(verbose_name="oversendt")),
                ("held_since", models.DateTimeField(verbose_name="hos denne siden")),
                ("times_handed_on", models.PositiveSmallIntegerField(default=0)),
                (
                    "responsibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "ingen har ansvaret"),
                            ("several", "flere har ansvaret"),
                            ("unclear", "uklart hvem som har ansvaret"),
                            ("ministry", "hører til et annet departement"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="uavklart ansvar",
                    ),
                ),
                (
                    "asked_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="venter på",
                    ),
                ),
                ("question", models.TextField(blank=True, verbose_name="spørsmålet")),
                (
                    "paper_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("information", "orientering"),
                            ("discussion", "drøfting"),
                            ("decision", "beslutning"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                ("paper", models.JSONField(blank=True, default=dict, verbose_name="saksfremlegg")),
                ("proposal", models.TextField(blank=True, verbose_name="forslag til beslutning")),
                ("treated_on", models.DateField(blank=True, null=True, verbose_name="behandles")),
                ("in_writing", models.BooleanField(default=False, verbose_name="skriftlig behandling")),
                ("times_deferred", models.PositiveSmallIntegerField(default=0)),
                (
                    "authorised",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="har fullmakt",
                    ),
                ),
                ("authority_limits", models.TextField(blank=True, verbose_name="grensene for fullmakten")),
                (
                    "authority_until",
                    models.DateField(blank=True, null=True, verbose_name="fullmakten varer til"),
                ),
                (
                    "joint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="guidance.jointtext",
                        verbose_name="felles svar",
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="hjemmel for unntak fra offentlighet"
                    ),
                ),
            ],
            options={
                "verbose_name": "sak hos mottaker",
                "verbose_name_plural": "saker hos mottakere",
                "indexes": [
                    models.Index(fields=["holder", "state"], name="escalation__holder__549472_idx"),
                    models.Index(fields=["deciding_body", "state"], name="escalation__decidin_c000e1_idx"),
                    models.Index(
                        condition=models.Q(("responsibility", ""), _negated=True),
                        fields=["holder"],
                        name="referral_unclear",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("escalation", "recipient", "round"), name="recipient_once_a_round"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_lead", True)),
                        fields=("escalation", "round"),
                        name="one_lead_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("authorised__isnull", True), ("authority_until__isnull", False), _connector="OR"
                        ),
                        name="authority_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="escalation.referral",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "spørsmål før møtet"),
                            ("deputy", "sender vara"),
                            ("aside", "kan være inhabil"),
                            ("anchored", "forankret hjemme"),
                            ("written", "svar i skriftlig behandling"),
                            ("meeting", "ber om møte"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "ja"), ("no", "nei"), ("ongoing", "pågår")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="vara",
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
                "verbose_name": "innspill",
                "verbose_name_plural": "innspill",
                "indexes": [models.Index(fields=["referral", "kind"], name="escalation__referra_946166_idx")],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="escalation.referral",
                    ),
                ),
                ("question", models.CharField(max_length=300, verbose_name="Hva var uavklart?")),
                (
                    "responsibility",
                    models.CharField(
                        choices=[
                            ("none", "ingen har ansvaret"),
                            ("several", "flere har ansvaret"),
                            ("unclear", "uklart hvem som har ansvaret"),
                            ("ministry", "hører til et annet departement"),
                        ],
                        max_length=10,
                        verbose_name="slag",
                    ),
                ),
                (
                    "agreed_holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="Hvem skal ha saken?",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="Hvorfor?")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "avklaring av ansvar",
                "verbose_name_plural": "avklaringer av ansvar",
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                        related_name="decisions",
                        to="network.body",
                        verbose_name="besluttet av",
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="escalation.escalation",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="escalation.referral",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("lift", "saken løftes"),
                            ("not_lift", "saken løftes ikke"),
                            ("followed_up", "følges opp"),
                            ("partly", "følges opp delvis"),
                            ("not_followed_up", "følges ikke opp"),
                            ("endorsed", "gir sin tilslutning"),
                            ("rule_change", "regelendring foreslått for departementet"),
                            ("other_scheme", "hører til en annen ordning"),
                            ("noted", "tatt til orientering"),
                            ("exists", "finnes alt"),
                            ("changed", "innholdet er endret"),
                            ("new_content", "nytt innhold er laget"),
                            ("by_date", "lages innen en dato"),
                            ("direct", "besvart direkte"),
                            ("not_made", "lages ikke"),
                        ],
                        max_length=20,
                        verbose_name="Utfall",
                    ),
                ),
                ("wording", models.TextField(verbose_name="Beslutningen, ordrett")),
                ("grounds", models.TextField(verbose_name="Begrunnelse")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("meeting", "i møte"),
                            ("writing", "ved skriftlig behandling"),
                            ("authority", "etter fullmakt"),
                            ("desk", "av innholdsansvarlig"),
                        ],
                        max_length=10,
                        verbose_name="Hvordan ble det besluttet?",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="dato")),
                ("dissent", models.TextField(blank=True, verbose_name="Særmerknader")),
                (
                    "votes_for",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Stemmer for"),
                ),
                (
                    "votes_against",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Stemmer mot"),
                ),
                (
                    "executor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                        verbose_name="Hvem skal gjøre det?",
                    ),
                ),
                ("executor_due", models.DateField(blank=True, null=True, verbose_name="Innen")),
                ("nobody_acts", models.BooleanField(default=False, verbose_name="Ingen skal gjøre noe nå")),
                (
                    "scheme",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="Hvilken ordning?"),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="escalation.decision",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="ført av",
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "beslutning",
                "verbose_name_plural": "beslutninger",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True), ("referral__isnull", False)),
                        fields=("referral",),
                        name="one_decision_per_referral",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=("corrects",),
                        name="corrected_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("executor_due__isnull", True), ("executor__isnull", False), _connector="OR"
                        ),
                        name="due_needs_executor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="escalation.decision",
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
                ("what", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
            ],
            options={
                "verbose_name": "del av en oppgave",
                "verbose_name_plural": "deler av oppgaver",
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="escalation.decision",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("took_part", "deltok"),
                            ("stood_aside", "inhabil, deltok ikke"),
                            ("absent", "ikke til stede"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                    ),
                ),
            ],
            options={
                "verbose_name": "deltakelse",
                "verbose_name_plural": "deltakelser",
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "seat"), name="takes_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("part", "stood_aside"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="standing_aside_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="escalation.referral",
                    ),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="Svaret, i klart språk")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="Lenke")),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="guidance.entry",
                    ),
                ),
                (
                    "joint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="guidance.jointtext",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "svar",
                "verbose_name_plural": "svar",
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="escalation.escalation",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "helped",
                    models.CharField(
                        choices=[("yes", "ja"), ("partly", "delvis"), ("no", "nei")],
                        max_length=10,
                        verbose_name="Løste svaret saken?",
                    ),
                ),
                (
                    "why",
                    models.TextField(blank=True, max_length=1000, verbose_name="Hvorfor, eller hva mangler?"),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "tilbakemelding",
                "verbose_name_plural": "tilbakemeldinger",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("escalation", "round", "person"), name="one_verdict_each_round"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
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
                            ("rule", "regelverk"),
                            ("guidance", "veiledning"),
                            ("funding", "finansiering"),
                            ("infrastructure", "infrastruktur"),
                            ("competence", "kompetanse"),
                        ],
                        max_length=20,
                        verbose_name="Hva slags endring?",
                    ),
                ),
                (
                    "what",
                    models.CharField(max_length=200, verbose_name="Hva er endret, eller foreslått endret?"),
                ),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="Lenke")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "foreslått"),
                            ("ministry", "hos departementet"),
                            ("hearing", "på høring"),
                            ("adopted", "vedtatt"),
                            ("not_adopted", "ikke vedtatt"),
                            ("recommended", "anbefalt"),
                            ("planned", "planlagt"),
                            ("in_plan", "tatt inn i Felles plan"),
                            ("done", "gjennomført"),
                            ("dropped", "ikke gjennomført"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("status_on", models.DateField(verbose_name="status fra")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="Innen")),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_followed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Hvem følger den?",
                    ),
                ),
                (
                    "executor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                        verbose_name="Hvem gjør det?",
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="escalation.escalation",
                        verbose_name="løftet sak",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="escalation.decision",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="escalation.share",
                    ),
                ),
                ("restricted", models.BooleanField(default=False)),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
                ("registered_at", models.DateTimeField()),
                (
                    "issues",
                    models.ManyToManyField(
                        related_name="changes", to="issues.issue", verbose_name="innmeldinger"
                    ),
                ),
                (
                    "projects",
                    models.ManyToManyField(
                        blank=True,
                        related_name="changes",
                        to="register.project",
                        verbose_name="KI-prosjekter",
                    ),
                ),
            ],
            options={
                "verbose_name": "endring",
                "verbose_name_plural": "endringer",
                "indexes": [
                    models.Index(fields=["-status_on", "-id"], name="escalation__status__c4341e_idx"),
                    models.Index(fields=["kind", "state"], name="escalation__kind_f7c5df_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "rule"),
                                ("state__in", ["proposed", "ministry", "hearing", "adopted", "not_adopted"]),
                            ),
                            models.Q(
                                models.Q(("kind", "rule"), _negated=True),
                                ("state__in", ["recommended", "planned", "in_plan", "done", "dropped"]),
                            ),
                            _connector="OR",
                        ),
                        name="change_goes_its_own_way",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                        related_name="milestones",
                        to="network.body",
                        verbose_name="hvem sin plan",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Hva skal være på plass?")),
                (
                    "put_before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="Hvem skal beslutte det?",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="Innen")),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="escalation.decision",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("token", models.CharField(editable=False, max_length=60, null=True, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "milepæl",
                "verbose_name_plural": "milepæler",
                "indexes": [models.Index(fields=["body", "due_on"], name="escalation__body_id_f242e0_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("decision", None)),
                            models.Q(("closed_at__isnull", False), ("decision__isnull", False)),
                            _connector="OR",
                        ),
                        name="milestone_closed_by_a_decision",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="escalation.referral",
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
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.event"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "åpning av sakspapir",
                "verbose_name_plural": "åpninger av sakspapirer",
                "constraints": [models.UniqueConstraint(fields=("event", "person"), name="paper_link_once")],
            },
        ),
    ])
