import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def between_lowest_and_highest(apps, schema_editor):
    """What has been weighed gets its lowest and highest possible score."""
    Assessment, Rank = (apps.get_model("issues", name) for name in ("Assessment", "Rank"))
    for rank in Rank.objects.all():
        newest = {a.person_id: a for a in Assessment.objects.filter(issue=rank.issue_id).order_by("pk")}
        columns = list(zip(*((a.severity, a.resources, a.benefit) for a in newest.values()), strict=True))
        rank.low, rank.high = sum(map(min, columns)) * 100, sum(map(max, columns)) * 100
        rank.save()


class Migration(migrations.Migration):

    dependencies = [
        ('issues', '0005_talk'),
        ('network', '0012_weigh'),
        ('register', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FirstLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tried', models.TextField(max_length=2000, verbose_name='Hva er prøvd?')),
                ('unit', models.CharField(max_length=200, verbose_name='Hvem prøvde?')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-post til førstelinjen')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'førstelinje',
                'verbose_name_plural': 'førstelinjer',
            },
        ),
        migrations.CreateModel(
            name='NeedProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'behov i prosjekt',
                'verbose_name_plural': 'behov i prosjekter',
            },
        ),
        migrations.CreateModel(
            name='NeedResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='Hva kan dere bidra med?')),
                ('contact', models.CharField(max_length=200, verbose_name='Hvem kan de kontakte hos dere?')),
                ('at', models.DateTimeField()),
                ('token', models.CharField(editable=False, max_length=60, null=True, unique=True)),
            ],
            options={
                'verbose_name': 'svar fra næringslivet',
                'verbose_name_plural': 'svar fra næringslivet',
            },
        ),
        migrations.AddField(
            model_name='rank',
            name='high',
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='rank',
            name='low',
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='assessment',
            name='benefit_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='Hvorfor?'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='resources_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='Hvorfor?'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='severity_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='Hvorfor?'),
        ),
        migrations.AddIndex(
            model_name='rank',
            index=models.Index(fields=['-low', 'issue'], name='issues_rank_low_b5e365_idx'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('severity__in', (1, 5)), _negated=True), models.Q(('severity_reason', ''), _negated=True), _connector='OR'), models.Q(models.Q(('resources__in', (1, 5)), _negated=True), models.Q(('resources_reason', ''), _negated=True), _connector='OR'), models.Q(models.Q(('benefit__in', (1, 5)), _negated=True), models.Q(('benefit_reason', ''), _negated=True), _connector='OR')), name='a_reason_at_the_ends'),
        ),
        migrations.AddField(
            model_name='firstline',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.event'),
        ),
        migrations.AddField(
            model_name='firstline',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_lines', to='issues.issue'),
        ),
        migrations.AddField(
            model_name='firstline',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='firstline',
            name='told_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='needproject',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='need_projects', to='issues.issue'),
        ),
        migrations.AddField(
            model_name='needproject',
            name='linked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='needproject',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='register.project'),
        ),
        migrations.AddField(
            model_name='needresponse',
            name='issue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='issues.issue'),
        ),
        migrations.AddField(
            model_name='needresponse',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation'),
        ),
        migrations.AddField(
            model_name='needresponse',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='firstline',
            index=models.Index(fields=['issue', '-event'], name='issues_firs_issue_i_1d007a_idx'),
        ),
        migrations.AddConstraint(
            model_name='needproject',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('issue', 'project'), name='need_linked_once'),
        ),
        migrations.RunPython(between_lowest_and_highest, migrations.RunPython.noop),
    ]
