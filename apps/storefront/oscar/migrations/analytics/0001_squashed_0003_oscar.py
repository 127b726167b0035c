"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('analytics', '0001_initial'),
        ('analytics', '0002_auto_20140827_1705'),
        ('analytics', '0003_auto_20200801_0817'),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0029_oscar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='ProductRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('num_views', models.PositiveIntegerField(default=0, verbose_name='Views')),
                    ('num_basket_additions', models.PositiveIntegerField(default=0, verbose_name='Basket Additions')),
                    ('num_purchases', models.PositiveIntegerField(db_index=True, default=0, verbose_name='Purchases')),
                    ('score', models.FloatField(default=0.0, verbose_name='Score')),
                    ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='stats', to='catalogue.product', verbose_name='Product')),
                ],
                options={
                    'ordering': ['-num_purchases'],
                    'verbose_name_plural': 'Product records',
                    'verbose_name': 'Product record',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='UserProductView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('date_created', models.DateTimeField(auto_now_add=True, verbose_name='Date Created')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.product', verbose_name='Product')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='User')),
                ],
                options={
                    'verbose_name_plural': 'User product views',
                    'verbose_name': 'User product view',
                    'abstract': False,
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='UserRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('num_product_views', models.PositiveIntegerField(default=0, verbose_name='Product Views')),
                    ('num_basket_additions', models.PositiveIntegerField(default=0, verbose_name='Basket Additions')),
                    ('num_orders', models.PositiveIntegerField(db_index=True, default=0, verbose_name='Orders')),
                    ('num_order_lines', models.PositiveIntegerField(db_index=True, default=0, verbose_name='Order Lines')),
                    ('num_order_items', models.PositiveIntegerField(db_index=True, default=0, verbose_name='Order Items')),
                    ('total_spent', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=12, verbose_name='Total Spent')),
                    ('date_last_order', models.DateTimeField(blank=True, null=True, verbose_name='Last Order Date')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='User')),
                ],
                options={
                    'verbose_name_plural': 'User records',
                    'verbose_name': 'User record',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='UserSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('query', models.CharField(db_index=True, max_length=255, verbose_name='Search term')),
                    ('date_created', models.DateTimeField(auto_now_add=True, verbose_name='Date Created')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='User')),
                ],
                options={
                    'verbose_name_plural': 'User search queries',
                    'verbose_name': 'User search query',
                    'abstract': False,
                    'ordering': ['-pk'],
                },
            ),
        ]),
    ]
