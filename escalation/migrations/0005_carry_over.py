from django.db import migrations


def carry_over(apps, schema_editor):
    """Bodies that hold, decide or lift a case become its parties; papers become answers to questions."""
    Referral = apps.get_model('escalation', 'Referral')
    Escalation = apps.get_model('escalation', 'Escalation')
    Party = apps.get_model('escalation', 'EscalationParty')
    for referral in Referral.objects.all():
        Referral.objects.filter(pk=referral.pk).update(
            held_since=referral.sent_at, paper={'problem': referral.paper_text} if referral.paper_text else {}
        )
    pairs = set(Referral.objects.values_list('escalation', 'recipient', 'sent_at'))
    pairs |= set(Referral.objects.values_list('escalation', 'holder', 'sent_at'))
    pairs |= set(Referral.objects.exclude(deciding_body=None).values_list('escalation', 'deciding_body', 'sent_at'))
    pairs |= set(Escalation.objects.exclude(state='draft').values_list('pk', 'lifting_body', 'drafted_at'))
    Party.objects.bulk_create(
        [Party(escalation_id=case, body_id=body, since=since) for case, body, since in sorted(pairs)],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [('escalation', '0004_the_whole_loop')]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
