from django.db import migrations

from apps.core.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("order", "0022_one_order_for_all_channels"), ("core", "0002_append_only")]

    operations = [
        forbid_changes("order_orderentry"),
    ]
