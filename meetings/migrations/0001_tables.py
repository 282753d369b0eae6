"""Every table of the room as it stands. What it took to come here: docs/adr/0018."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from network.migrating import at_once


class Migration(migrations.Migration):
    replaces = [
        ("meetings", "0001_initial"),
        ("meetings", "0002_initial"),
        ("meetings", "0003_without_what_nobody_wrote"),
        ("meetings", "0004_meetings_in_series"),
        ("meetings", "0005_a_cancelled_meeting_takes_no_time"),
        ("meetings", "0006_what_came_late"),
        ("meetings", "0007_words_that_are_plain"),
        ("meetings", "0008_what_things_are_called"),
    ]

    initial = True

    dependencies = [
        ("escalation", "0001_tables"),
        ("network", "0001_tables"),
    ]

    operations = at_once([
        migrations.CreateModel(
            name="Series",
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
                        related_name="series",
                        to="network.body",
                        verbose_name="gruppe",
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[("months", "måneder"), ("weeks", "uker")],
                        default="months",
                        max_length=10,
                        verbose_name="hvor ofte",
                    ),
                ),
                ("every", models.PositiveSmallIntegerField(default=1, verbose_name="hver")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "mandag"), (1, "tirsdag"), (2, "onsdag"), (3, "torsdag"), (4, "fredag")],
                        verbose_name="ukedag",
                    ),
                ),
                (
                    "nth",
                    models.SmallIntegerField(
                        blank=True,
                        choices=[(1, "første"), (2, "andre"), (3, "tredje"), (4, "fjerde"), (-1, "siste")],
                        null=True,
                        verbose_name="hvilken i måneden",
                    ),
                ),
                ("time", models.TimeField(verbose_name="klokkeslett")),
                (
                    "capacity_minutes",
                    models.PositiveSmallIntegerField(default=90, verbose_name="minutter til saker"),
                ),
                (
                    "buffer_minutes",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutter i reserve"),
                ),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="sted eller lenke")),
                (
                    "propose_days",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="frist for å foreslå saker (dager før)"
                    ),
                ),
                (
                    "papers_days",
                    models.PositiveSmallIntegerField(
                        default=7, verbose_name="frist for saksfremlegg (dager før)"
                    ),
                ),
                (
                    "holiday",
                    models.CharField(
                        choices=[
                            ("next", "neste virkedag"),
                            ("before", "virkedagen før"),
                            ("week_later", "samme dag uken etter"),
                            ("skip", "møtet går ut"),
                        ],
                        default="next",
                        max_length=10,
                        verbose_name="når dagen er fridag",
                    ),
                ),
                (
                    "facilitator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="fasiliteres av",
                    ),
                ),
                (
                    "facilitator_until",
                    models.DateField(blank=True, null=True, verbose_name="fasiliteres til og med"),
                ),
                (
                    "facilitator_wish",
                    models.CharField(blank=True, max_length=300, verbose_name="eierens ønske"),
                ),
                ("starts_on", models.DateField(verbose_name="fra")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="til")),
            ],
            options={
                "verbose_name": "møteserie",
                "verbose_name_plural": "møteserier",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("every__gt", 0)), name="series_has_a_pace"),
                    models.CheckConstraint(
                        condition=models.Q(("capacity_minutes__gt", 0)), name="series_has_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cadence", "weeks"), ("nth__isnull", True)),
                            models.Q(("cadence", "months"), ("nth__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_month_has_an_nth_weekday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="series_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingItem",
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
                        related_name="standing_items",
                        to="network.body",
                        verbose_name="gruppe",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="sak")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("information", "orientering"),
                            ("discussion", "drøfting"),
                            ("decision", "beslutning"),
                        ],
                        default="information",
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=5, verbose_name="minutter")),
                ("presenter", models.CharField(blank=True, max_length=160, verbose_name="legges frem av")),
                ("last", models.BooleanField(default=False, verbose_name="til slutt i møtet")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "fast sak",
                "verbose_name_plural": "faste saker",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="a_standing_item_takes_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="tittel")),
                ("organiser", models.CharField(max_length=160, verbose_name="arrangør")),
                ("url", models.URLField(max_length=500, verbose_name="lenke")),
                ("starts_on", models.DateField(verbose_name="dato")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="til")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="sted")),
            ],
            options={
                "verbose_name": "arrangement hos andre",
                "verbose_name_plural": "arrangementer hos andre",
                "indexes": [models.Index(fields=["starts_on"], name="meetings_ou_starts__94982d_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="outside_event_ends_after_start",
                    ),
                    models.UniqueConstraint(fields=("url", "starts_on"), name="outside_event_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                        related_name="meetings",
                        to="network.body",
                        verbose_name="gruppe",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="meetings.series",
                    ),
                ),
                ("series_date", models.DateField(blank=True, null=True)),
                (
                    "facilitator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.body",
                        verbose_name="fasiliteres av",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="tid")),
                ("moved_from", models.DateTimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="sted eller lenke")),
                (
                    "capacity_minutes",
                    models.PositiveSmallIntegerField(default=90, verbose_name="minutter til saker"),
                ),
                (
                    "buffer_minutes",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutter i reserve"),
                ),
                (
                    "propose_by",
                    models.DateField(blank=True, null=True, verbose_name="frist for å foreslå saker"),
                ),
                ("papers_by", models.DateField(blank=True, null=True, verbose_name="frist for saksfremlegg")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planlagt"), ("held", "holdt"), ("cancelled", "avlyst")],
                        default="planned",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "why",
                    models.CharField(blank=True, max_length=300, verbose_name="hvorfor flyttet eller avlyst"),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publisert")),
                ("held_at", models.DateTimeField(blank=True, null=True)),
                ("minutes_text", models.TextField(blank=True, verbose_name="referat")),
                ("minutes_version", models.PositiveIntegerField(default=0)),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="referatet godkjent"),
                ),
                (
                    "approved_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "møte",
                "verbose_name_plural": "møter",
                "indexes": [
                    models.Index(fields=["body", "state", "starts_at"], name="meetings_me_body_id_185d5e_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("body", "starts_at"),
                        name="one_meeting_at_a_time",
                    ),
                    models.UniqueConstraint(
                        fields=("series", "series_date"), name="one_meeting_a_series_date"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity_minutes__gt", 0)), name="a_meeting_has_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("series__isnull", True), ("series_date__isnull", True)),
                            models.Q(("series__isnull", False), ("series_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_series_gives_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_at__isnull", True), ("state", "held"), _connector="OR"),
                        name="only_held_meetings_are_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                        related_name="proposals",
                        to="network.body",
                        verbose_name="gruppe",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="sak")),
                ("text", models.TextField(blank=True, verbose_name="hva det gjelder")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("information", "orientering"),
                            ("discussion", "drøfting"),
                            ("decision", "beslutning"),
                        ],
                        default="discussion",
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutter")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                        verbose_name="foreslått av",
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="hvorfor avsluttet")),
            ],
            options={
                "verbose_name": "foreslått sak",
                "verbose_name_plural": "foreslåtte saker",
                "indexes": [models.Index(fields=["body", "ended_at"], name="meetings_pr_body_id_e22964_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="a_proposal_takes_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="meetings.meeting",
                    ),
                ),
                ("source", models.CharField(max_length=30)),
                ("target_label", models.CharField(blank=True, max_length=40)),
                ("target_id", models.BigIntegerField(default=0)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("information", "orientering"),
                            ("discussion", "drøfting"),
                            ("decision", "beslutning"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=250)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("must", models.BooleanField(default=False)),
                ("owner", models.CharField(blank=True, max_length=200, verbose_name="eier")),
                ("presenter", models.CharField(blank=True, max_length=200, verbose_name="legges frem av")),
                ("late", models.BooleanField(default=False, verbose_name="foreslått etter fristen")),
                ("passed_over", models.PositiveSmallIntegerField(default=0)),
                ("why", models.CharField(max_length=300, verbose_name="hvorfor den er her")),
                (
                    "why_not",
                    models.CharField(blank=True, max_length=300, verbose_name="hvorfor ikke denne gangen"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("pinned", models.BooleanField(default=False, verbose_name="skal være med")),
                ("removed", models.BooleanField(default=False, verbose_name="tatt ut")),
                (
                    "own_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("information", "orientering"),
                            ("discussion", "drøfting"),
                            ("decision", "beslutning"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "own_minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutter"),
                ),
                (
                    "own_presenter",
                    models.CharField(blank=True, max_length=200, verbose_name="legges frem av"),
                ),
                (
                    "why_late",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="hvorfor den behandles etter fristen"
                    ),
                ),
                (
                    "own_position",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="plass"),
                ),
                ("own_text", models.TextField(blank=True, verbose_name="merknad")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="saksnummer")),
                (
                    "used_minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="brukte minutter"),
                ),
                ("notes", models.TextField(blank=True, verbose_name="hva som ble sagt")),
                ("notes_version", models.PositiveIntegerField(default=0)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "ikke behandlet"),
                            ("done", "behandlet"),
                            ("next", "til neste møte"),
                            ("parked", "lagt bort"),
                            ("declined", "avvist"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="utfall",
                    ),
                ),
                ("outcome_why", models.CharField(blank=True, max_length=300, verbose_name="hvorfor")),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_item",
                        to="escalation.decision",
                    ),
                ),
                (
                    "comes_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comes_back_as",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "sak på sakslisten",
                "verbose_name_plural": "saker på sakslisten",
                "indexes": [
                    models.Index(fields=["target_label", "target_id"], name="meetings_ag_target__0baa4d_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "source", "target_label", "target_id"), name="agenda_item_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="meetings.meeting",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("anchor", models.CharField(max_length=90)),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="sendt ut")),
                ("compiled_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "utgave av saksliste",
                "verbose_name_plural": "utgaver av sakslister",
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "number"), name="agenda_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.seat",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="meetings.agendaitem",
                    ),
                ),
                ("must_decide", models.BooleanField(default=False, verbose_name="må være med og beslutte")),
                (
                    "called_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies_called",
                        to="meetings.invitation",
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[("", "ikke svart"), ("yes", "kommer"), ("no", "kommer ikke")],
                        default="",
                        max_length=3,
                        verbose_name="svar",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="hvorfor ikke")),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "innkalling",
                "verbose_name_plural": "innkallinger",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", True)),
                        fields=("meeting", "person"),
                        name="invited_once_to_a_meeting",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)),
                        fields=("item", "person"),
                        name="invited_once_to_an_item",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
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
                        related_name="feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "kalenderadresse",
                "verbose_name_plural": "kalenderadresser",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("person",),
                        name="one_calendar_address_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
            ],
            options={
                "verbose_name": "oppmøte",
                "verbose_name_plural": "oppmøter",
                "constraints": [models.UniqueConstraint(fields=("meeting", "seat"), name="attends_once")],
            },
        ),
        migrations.CreateModel(
            name="StoodAside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stood_aside",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.seat"
                    ),
                ),
                ("why", models.CharField(max_length=300, verbose_name="hvorfor")),
            ],
            options={
                "verbose_name": "inhabil i sak",
                "verbose_name_plural": "inhabile i saker",
                "constraints": [models.UniqueConstraint(fields=("item", "seat"), name="stands_aside_once")],
            },
        ),
        migrations.CreateModel(
            name="NoteRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="meetings.agendaitem",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "utgave av notat",
                "verbose_name_plural": "utgaver av notater",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)),
                        fields=("item", "version"),
                        name="a_line_is_saved_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", True)),
                        fields=("meeting", "version"),
                        name="minutes_are_saved_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="meetings.agendaitem",
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="hva")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="hvem",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="frist")),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dropped", models.BooleanField(default=False, verbose_name="droppet")),
                ("how", models.CharField(blank=True, max_length=500, verbose_name="hva som ble gjort")),
            ],
            options={
                "verbose_name": "oppfølgingspunkt",
                "verbose_name_plural": "oppfølgingspunkter",
                "indexes": [
                    models.Index(
                        fields=["owner", "ended_at", "due_on"], name="meetings_ac_owner_i_a202de_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_ended_action_says_who_ended_it",
                    )
                ],
            },
        ),
    ])
