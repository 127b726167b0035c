"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.db.models.deletion
import oscar.core.utils
import oscar.models.fields.autoslugfield
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('payment', '0001_initial'),
        ('payment', '0002_auto_20141007_2032'),
        ('payment', '0003_auto_20160323_1520'),
        ('payment', '0004_auto_20181115_1953'),
        ('payment', '0005_auto_20200801_0817'),
    ]

    initial = True

    dependencies = [
        ('order', '0001_squashed_0021_oscar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Bankcard',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('card_type', models.CharField(max_length=128, verbose_name='Card Type')),
                    ('name', models.CharField(blank=True, max_length=255, verbose_name='Name')),
                    ('number', models.CharField(max_length=32, verbose_name='Number')),
                    ('expiry_date', models.DateField(verbose_name='Expiry Date')),
                    ('partner_reference', models.CharField(blank=True, max_length=255, verbose_name='Partner Reference')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bankcards', to=settings.AUTH_USER_MODEL, verbose_name='User')),
                ],
                options={
                    'verbose_name_plural': 'Bankcards',
                    'verbose_name': 'Bankcard',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SourceType',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(db_index=True, max_length=128, verbose_name='Name')),
                    ('code', oscar.models.fields.autoslugfield.AutoSlugField(blank=True, editable=False, help_text='This is used within forms to identify this source type', max_length=128, populate_from='name', unique=True, verbose_name='Code')),
                ],
                options={
                    'verbose_name_plural': 'Source Types',
                    'verbose_name': 'Source Type',
                    'abstract': False,
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('currency', models.CharField(default=oscar.core.utils.get_default_currency, max_length=12, verbose_name='Currency')),
                    ('amount_allocated', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=12, verbose_name='Amount Allocated')),
                    ('amount_debited', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=12, verbose_name='Amount Debited')),
                    ('amount_refunded', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=12, verbose_name='Amount Refunded')),
                    ('reference', models.CharField(blank=True, max_length=255, verbose_name='Reference')),
                    ('label', models.CharField(blank=True, max_length=128, verbose_name='Label')),
                    ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='order.order', verbose_name='Order')),
                    ('source_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='payment.sourcetype', verbose_name='Source Type')),
                ],
                options={
                    'verbose_name_plural': 'Sources',
                    'verbose_name': 'Source',
                    'abstract': False,
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Transaction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('txn_type', models.CharField(blank=True, max_length=128, verbose_name='Type')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='Amount')),
                    ('reference', models.CharField(blank=True, max_length=128, verbose_name='Reference')),
                    ('status', models.CharField(blank=True, max_length=128, verbose_name='Status')),
                    ('date_created', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='Date Created')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transactions', to='payment.source', verbose_name='Source')),
                ],
                options={
                    'ordering': ['-date_created'],
                    'verbose_name_plural': 'Transactions',
                    'verbose_name': 'Transaction',
                    'abstract': False,
                },
            ),
        ]),
    ]
