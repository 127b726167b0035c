from django.db import migrations

from apps.core.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("core", "0002_append_only")]

    operations = [
        forbid_changes("payments_paymententry"),
    ]
