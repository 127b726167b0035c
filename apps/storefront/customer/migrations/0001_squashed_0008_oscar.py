"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('customer', '0001_initial'),
        ('customer', '0002_auto_20150807_1725'),
        ('customer', '0003_update_email_length'),
        ('customer', '0004_email_save'),
        ('customer', '0005_auto_20181115_1953'),
        ('customer', '0006_auto_20190430_1736'),
        ('customer', '0007_auto_20200801_0817'),
        ('customer', '0008_assign_permissions_to_staff'),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0029_oscar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='ProductAlert',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(blank=True, db_index=True, max_length=254, verbose_name='Email')),
                    ('key', models.CharField(blank=True, db_index=True, max_length=128, verbose_name='Key')),
                    ('status', models.CharField(choices=[('Unconfirmed', 'Not yet confirmed'), ('Active', 'Active'), ('Cancelled', 'Cancelled'), ('Closed', 'Closed')], default='Active', max_length=20, verbose_name='Status')),
                    ('date_created', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='Date created')),
                    ('date_confirmed', models.DateTimeField(blank=True, null=True, verbose_name='Date confirmed')),
                    ('date_cancelled', models.DateTimeField(blank=True, null=True, verbose_name='Date cancelled')),
                    ('date_closed', models.DateTimeField(blank=True, null=True, verbose_name='Date closed')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.product')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to=settings.AUTH_USER_MODEL, verbose_name='User')),
                ],
                options={
                    'verbose_name_plural': 'Product alerts',
                    'verbose_name': 'Product alert',
                    'abstract': False,
                    'ordering': ['-date_created'],
                },
            ),
        ]),
    ]
