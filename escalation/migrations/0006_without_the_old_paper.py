from django.db import migrations


class Migration(migrations.Migration):
    """A transaction of its own: PostgreSQL alters no table with rows that still wait for their checks."""

    dependencies = [('escalation', '0005_carry_over')]
    operations = [migrations.RemoveField(model_name='referral', name='paper_text')]
