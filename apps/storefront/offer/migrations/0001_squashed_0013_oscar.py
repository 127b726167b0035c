"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.db.models.deletion
import oscar.models.fields
import oscar.models.fields.autoslugfield
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('offer', '0001_initial'),
        ('offer', '0002_auto_20151210_1053'),
        ('offer', '0003_auto_20161120_1707'),
        ('offer', '0004_auto_20170415_1518'),
        ('offer', '0005_auto_20170423_1217'),
        ('offer', '0006_auto_20170504_0616'),
        ('offer', '0007_conditionaloffer_exclusive'),
        ('offer', '0008_auto_20181115_1953'),
        ('offer', '0009_auto_20200801_0817'),
        ('offer', '0010_conditionaloffer_combinations'),
        ('offer', '0011_rangeproductfileupload_included'),
        ('offer', '0012_fixedunitdiscountbenefit_alter_benefit_type'),
        ('offer', '0013_range_excluded_categories'),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0029_oscar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Range',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=128, unique=True, verbose_name='Name')),
                    ('slug', oscar.models.fields.autoslugfield.AutoSlugField(blank=True, editable=False, max_length=128, populate_from='name', unique=True, verbose_name='Slug')),
                    ('description', models.TextField(blank=True, verbose_name='Description')),
                    ('is_public', models.BooleanField(default=False, help_text='Public ranges have a customer-facing page', verbose_name='Is public?')),
                    ('includes_all_products', models.BooleanField(default=False, verbose_name='Includes all products?')),
                    ('proxy_class', oscar.models.fields.NullCharField(default=None, max_length=255, unique=True, verbose_name='Custom class')),
                    ('date_created', models.DateTimeField(auto_now_add=True, verbose_name='Date Created')),
                    ('classes', models.ManyToManyField(blank=True, related_name='classes', to='catalogue.productclass', verbose_name='Product Types')),
                    ('excluded_products', models.ManyToManyField(blank=True, related_name='excludes', to='catalogue.product', verbose_name='Excluded Products')),
                    ('included_categories', models.ManyToManyField(blank=True, related_name='includes', to='catalogue.category', verbose_name='Included Categories')),
                    ('excluded_categories', models.ManyToManyField(blank=True, help_text='Products with these categories are excluded from the range when Includes all products is checked', related_name='excludes', to='catalogue.category', verbose_name='Excluded Categories')),
                ],
                options={
                    'verbose_name_plural': 'Ranges',
                    'verbose_name': 'Range',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Benefit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('type', models.CharField(blank=True, choices=[('Percentage', "Discount is a percentage off of the product's value"), ('Absolute', "Discount is a fixed amount off of the basket's total"), ('Fixed', "Discount is a fixed amount off of the product's value"), ('Multibuy', 'Discount is to give the cheapest product for free'), ('Fixed price', 'Get the products that meet the condition for a fixed price'), ('Shipping absolute', 'Discount is a fixed amount of the shipping cost'), ('Shipping fixed price', 'Get shipping for a fixed price'), ('Shipping percentage', 'Discount is a percentage off of the shipping cost')], max_length=128, verbose_name='Type')),
                    ('value', oscar.models.fields.PositiveDecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Value')),
                    ('max_affected_items', models.PositiveIntegerField(blank=True, help_text='Set this to prevent the discount consuming all items within the range that are in the basket.', null=True, verbose_name='Max Affected Items')),
                    ('proxy_class', oscar.models.fields.NullCharField(default=None, max_length=255, verbose_name='Custom class')),
                    ('range', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='offer.range', verbose_name='Range')),
                ],
                options={
                    'verbose_name_plural': 'Benefits',
                    'verbose_name': 'Benefit',
                },
            ),
            migrations.CreateModel(
                name='Condition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('type', models.CharField(blank=True, choices=[('Count', 'Depends on number of items in basket that are in condition range'), ('Value', 'Depends on value of items in basket that are in condition range'), ('Coverage', 'Needs to contain a set number of DISTINCT items from the condition range')], max_length=128, verbose_name='Type')),
                    ('value', oscar.models.fields.PositiveDecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='Value')),
                    ('proxy_class', oscar.models.fields.NullCharField(default=None, max_length=255, verbose_name='Custom class')),
                    ('range', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='offer.range', verbose_name='Range')),
                ],
                options={
                    'verbose_name_plural': 'Conditions',
                    'verbose_name': 'Condition',
                },
            ),
            migrations.CreateModel(
                name='ConditionalOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text="This is displayed within the customer's basket", max_length=128, unique=True, verbose_name='Name')),
                    ('slug', oscar.models.fields.autoslugfield.AutoSlugField(blank=True, editable=False, max_length=128, populate_from='name', unique=True, verbose_name='Slug')),
                    ('description', models.TextField(blank=True, help_text='This is displayed on the offer browsing page', verbose_name='Description')),
                    ('offer_type', models.CharField(choices=[('Site', 'Site offer - available to all users'), ('Voucher', 'Voucher offer - only available after entering the appropriate voucher code'), ('User', 'User offer - available to certain types of user'), ('Session', 'Session offer - temporary offer, available for a user for the duration of their session')], default='Site', max_length=128, verbose_name='Type')),
                    ('status', models.CharField(default='Open', max_length=64, verbose_name='Status')),
                    ('priority', models.IntegerField(db_index=True, default=0, help_text='The highest priority offers are applied first', verbose_name='Priority')),
                    ('start_datetime', models.DateTimeField(blank=True, help_text='Offers are active from the start date. Leave this empty if the offer has no start date.', null=True, verbose_name='Start date')),
                    ('end_datetime', models.DateTimeField(blank=True, help_text='Offers are active until the end date. Leave this empty if the offer has no expiry date.', null=True, verbose_name='End date')),
                    ('max_global_applications', models.PositiveIntegerField(blank=True, help_text='The number of times this offer can be used before it is unavailable', null=True, verbose_name='Max global applications')),
                    ('max_user_applications', models.PositiveIntegerField(blank=True, help_text='The number of times a single user can use this offer', null=True, verbose_name='Max user applications')),
                    ('max_basket_applications', models.PositiveIntegerField(blank=True, help_text='The number of times this offer can be applied to a basket (and order)', null=True, verbose_name='Max basket applications')),
                    ('max_discount', models.DecimalField(blank=True, decimal_places=2, help_text='When an offer has given more discount to orders than this threshold, then the offer becomes unavailable', max_digits=12, null=True, verbose_name='Max discount')),
                    ('total_discount', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=12, verbose_name='Total Discount')),
                    ('num_applications', models.PositiveIntegerField(default=0, verbose_name='Number of applications')),
                    ('num_orders', models.PositiveIntegerField(default=0, verbose_name='Number of Orders')),
                    ('redirect_url', oscar.models.fields.ExtendedURLField(blank=True, verbose_name='URL redirect (optional)')),
                    ('date_created', models.DateTimeField(auto_now_add=True, verbose_name='Date Created')),
                    ('benefit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='offer.benefit', verbose_name='Benefit')),
                    ('condition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='offer.condition', verbose_name='Condition')),
                    ('exclusive', models.BooleanField(default=True, help_text='Exclusive offers cannot be combined on the same items', verbose_name='Exclusive offer')),
                    ('combinations', models.ManyToManyField(blank=True, help_text='Select other non-exclusive offers that this offer can be combined with on the same items', limit_choices_to={'exclusive': False}, related_name='in_combination', to='offer.conditionaloffer')),
                ],
                options={
                    'ordering': ['-priority', 'pk'],
                    'verbose_name_plural': 'Conditional offers',
                    'verbose_name': 'Conditional offer',
                },
            ),
            migrations.CreateModel(
                name='RangeProduct',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('display_order', models.IntegerField(default=0)),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.product')),
                    ('range', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='offer.range')),
                ],
                options={
                    'unique_together': {('range', 'product')},
                },
            ),
            migrations.CreateModel(
                name='RangeProductFileUpload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('filepath', models.CharField(max_length=255, verbose_name='File Path')),
                    ('size', models.PositiveIntegerField(verbose_name='Size')),
                    ('date_uploaded', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='Date Uploaded')),
                    ('status', models.CharField(choices=[('Pending', 'Pending'), ('Failed', 'Failed'), ('Processed', 'Processed')], default='Pending', max_length=32, verbose_name='Status')),
                    ('error_message', models.CharField(blank=True, max_length=255, verbose_name='Error Message')),
                    ('date_processed', models.DateTimeField(null=True, verbose_name='Date Processed')),
                    ('num_new_skus', models.PositiveIntegerField(null=True, verbose_name='Number of New SKUs')),
                    ('num_unknown_skus', models.PositiveIntegerField(null=True, verbose_name='Number of Unknown SKUs')),
                    ('num_duplicate_skus', models.PositiveIntegerField(null=True, verbose_name='Number of Duplicate SKUs')),
                    ('range', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='file_uploads', to='offer.range', verbose_name='Range')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='Uploaded By')),
                    ('upload_type', models.CharField(choices=[('included', 'Included products upload'), ('excluded', 'Excluded products upload')], default='included', max_length=8)),
                ],
                options={
                    'ordering': ('-date_uploaded',),
                    'verbose_name_plural': 'Range Product Uploaded Files',
                    'verbose_name': 'Range Product Uploaded File',
                },
            ),
            migrations.CreateModel(
                name='AbsoluteDiscountBenefit',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Absolute discount benefits',
                    'verbose_name': 'Absolute discount benefit',
                    'proxy': True,
                },
                bases=('offer.benefit',),
            ),
            migrations.CreateModel(
                name='CountCondition',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Count conditions',
                    'verbose_name': 'Count condition',
                    'proxy': True,
                },
                bases=('offer.condition',),
            ),
            migrations.CreateModel(
                name='CoverageCondition',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Coverage Conditions',
                    'verbose_name': 'Coverage Condition',
                    'proxy': True,
                },
                bases=('offer.condition',),
            ),
            migrations.CreateModel(
                name='FixedPriceBenefit',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Fixed price benefits',
                    'verbose_name': 'Fixed price benefit',
                    'proxy': True,
                },
                bases=('offer.benefit',),
            ),
            migrations.CreateModel(
                name='MultibuyDiscountBenefit',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Multibuy discount benefits',
                    'verbose_name': 'Multibuy discount benefit',
                    'proxy': True,
                },
                bases=('offer.benefit',),
            ),
            migrations.CreateModel(
                name='PercentageDiscountBenefit',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Percentage discount benefits',
                    'verbose_name': 'Percentage discount benefit',
                    'proxy': True,
                },
                bases=('offer.benefit',),
            ),
            migrations.CreateModel(
                name='ShippingBenefit',
                fields=[
                ],
                options={
                    'proxy': True,
                },
                bases=('offer.benefit',),
            ),
            migrations.CreateModel(
                name='ShippingAbsoluteDiscountBenefit',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Shipping absolute discount benefits',
                    'verbose_name': 'Shipping absolute discount benefit',
                    'proxy': True,
                },
                bases=('offer.shippingbenefit',),
            ),
            migrations.CreateModel(
                name='ShippingFixedPriceBenefit',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Fixed price shipping benefits',
                    'verbose_name': 'Fixed price shipping benefit',
                    'proxy': True,
                },
                bases=('offer.shippingbenefit',),
            ),
            migrations.CreateModel(
                name='ShippingPercentageDiscountBenefit',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Shipping percentage discount benefits',
                    'verbose_name': 'Shipping percentage discount benefit',
                    'proxy': True,
                },
                bases=('offer.shippingbenefit',),
            ),
            migrations.CreateModel(
                name='ValueCondition',
                fields=[
                ],
                options={
                    'verbose_name_plural': 'Value conditions',
                    'verbose_name': 'Value condition',
                    'proxy': True,
                },
                bases=('offer.condition',),
            ),
            migrations.CreateModel(
                name='FixedUnitDiscountBenefit',
                fields=[
                ],
                options={
                    'verbose_name': 'Fixed unit discount benefit',
                    'verbose_name_plural': 'Fixed unit discount benefits',
                    'proxy': True,
                },
                bases=('offer.absolutediscountbenefit',),
            ),
            migrations.AddField(
                model_name='range',
                name='included_products',
                field=models.ManyToManyField(blank=True, related_name='includes', through='offer.RangeProduct', to='catalogue.product', verbose_name='Included Products'),
            ),
        ]),
    ]
