"""Vouchers point to orders and orders to baskets, so this end of the circle comes last."""

from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('basket', '0012_line_code'),
    ]

    dependencies = [
        ('basket', '0001_squashed_0011_oscar'),
        ('voucher', '0001_squashed_0010_oscar'),
    ]

    operations = [
        migrations.AddField(
            model_name='basket',
            name='vouchers',
            field=models.ManyToManyField(blank=True, to='voucher.voucher', verbose_name='Vouchers'),
        ),
    ]
