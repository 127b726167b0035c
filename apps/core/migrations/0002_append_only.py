from django.db import migrations

from apps.core.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        forbid_changes("core_auditentry"),
    ]
