"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.core.serializers.json
import django.db.models.deletion
import oscar.core.utils
import oscar.models.fields.slugfield
from django.conf import settings
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('basket', '0001_initial'),
        ('basket', '0002_auto_20140827_1705'),
        ('basket', '0003_basket_vouchers'),
        ('basket', '0004_auto_20141007_2032'),
        ('basket', '0005_auto_20150604_1450'),
        ('basket', '0006_auto_20160111_1108'),
        ('basket', '0007_slugfield_noop'),
        ('basket', '0008_auto_20181115_1953'),
        ('basket', '0009_line_date_updated'),
        ('basket', '0010_convert_to_valid_json'),
        ('basket', '0011_json_basket_option'),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0029_oscar'),
        ('partner', '0001_squashed_0007_oscar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Basket',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('Open', 'Open - currently active'), ('Merged', 'Merged - superceded by another basket'), ('Saved', 'Saved - for items to be purchased later'), ('Frozen', 'Frozen - the basket cannot be modified'), ('Submitted', 'Submitted - has been ordered at the checkout')], default='Open', max_length=128, verbose_name='Status')),
                    ('date_created', models.DateTimeField(auto_now_add=True, verbose_name='Date created')),
                    ('date_merged', models.DateTimeField(blank=True, null=True, verbose_name='Date merged')),
                    ('date_submitted', models.DateTimeField(blank=True, null=True, verbose_name='Date submitted')),
                    ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='baskets', to=settings.AUTH_USER_MODEL, verbose_name='Owner')),
                ],
                options={
                    'verbose_name_plural': 'Baskets',
                    'verbose_name': 'Basket',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line_reference', oscar.models.fields.slugfield.SlugField(max_length=128, verbose_name='Line Reference')),
                    ('quantity', models.PositiveIntegerField(default=1, verbose_name='Quantity')),
                    ('price_currency', models.CharField(default=oscar.core.utils.get_default_currency, max_length=12, verbose_name='Currency')),
                    ('price_excl_tax', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='Price excl. Tax')),
                    ('price_incl_tax', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='Price incl. Tax')),
                    ('date_created', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='Date Created')),
                    ('basket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='basket.basket', verbose_name='Basket')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='basket_lines', to='catalogue.product', verbose_name='Product')),
                    ('stockrecord', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='basket_lines', to='partner.stockrecord')),
                    ('date_updated', models.DateTimeField(auto_now=True, db_index=True, verbose_name='Date Updated')),
                    ('tax_code', models.CharField(blank=True, max_length=64, null=True, verbose_name='VAT rate code')),
                ],
                options={
                    'verbose_name_plural': 'Basket lines',
                    'verbose_name': 'Basket line',
                    'abstract': False,
                    'unique_together': {('basket', 'line_reference')},
                    'ordering': ['date_created', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='LineAttribute',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='Value')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='basket.line', verbose_name='Line')),
                    ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.option', verbose_name='Option')),
                ],
                options={
                    'verbose_name_plural': 'Line attributes',
                    'verbose_name': 'Line attribute',
                    'abstract': False,
                },
            ),
        ]),
    ]
