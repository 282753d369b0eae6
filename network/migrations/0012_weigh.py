from datetime import UTC, datetime

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


def keep_what_was_owed(apps, schema_editor):
    """Until they chose, people had a mail for each event; who has never chosen gets a weekly digest from now
    on. Both are written down with their dates, so that what was owed before can still be worked out."""
    Person, MailChoice = (apps.get_model("network", name) for name in ("Person", "MailChoice"))
    now = timezone.now()
    for person in Person.objects.filter(is_system=False):
        if not MailChoice.objects.filter(person=person).exists():
            MailChoice.objects.create(person=person, choice="weekly", since=now)
        MailChoice.objects.create(person=person, choice="each", since=ALWAYS)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0011_look'),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='body',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='network.body'),
        ),
        migrations.AlterField(
            model_name='mail',
            name='state',
            field=models.CharField(choices=[('due', 'skal sendes'), ('claimed', 'sendes nå'), ('sent', 'sendt'), ('uncertain', 'usikkert om den ble sendt'), ('dropped', 'ikke sendt: alt var lest, eller mottakeren skal ikke lenger se det')], default='due', max_length=10),
        ),
        migrations.AlterField(
            model_name='mailchoice',
            name='choice',
            field=models.CharField(choices=[('each', 'en e-post for hver hendelse'), ('daily', 'én oppsummering om dagen'), ('weekly', 'én oppsummering i uken, mandag morgen'), ('needed', 'bare når noe trenger meg, og svar')], max_length=10, verbose_name='hvor ofte'),
        ),
        migrations.RunPython(keep_what_was_owed, migrations.RunPython.noop),
    ]
