from django.db import migrations

from apps.core.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0001_suppliers_orders_receipts"), ("core", "0002_append_only")]

    operations = [
        forbid_changes("purchasing_invoicedprice"),
        forbid_changes("purchasing_landedcost"),
        forbid_changes("purchasing_landedshare"),
    ]
