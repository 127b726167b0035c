"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.core.validators
import django.db.models.deletion
import oscar.core.validators
import oscar.models.fields
import oscar.models.fields.autoslugfield
import oscar.models.fields.slugfield
import oscar.utils.models
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('catalogue', '0001_initial'),
        ('catalogue', '0002_auto_20150217_1221'),
        ('catalogue', '0003_data_migration_slugs'),
        ('catalogue', '0004_auto_20150217_1710'),
        ('catalogue', '0005_auto_20150604_1450'),
        ('catalogue', '0006_auto_20150807_1725'),
        ('catalogue', '0007_auto_20151207_1440'),
        ('catalogue', '0008_auto_20160304_1652'),
        ('catalogue', '0009_slugfield_noop'),
        ('catalogue', '0010_auto_20170420_0439'),
        ('catalogue', '0011_auto_20170422_1355'),
        ('catalogue', '0012_auto_20170609_1902'),
        ('catalogue', '0013_auto_20170821_1548'),
        ('catalogue', '0014_auto_20181115_1953'),
        ('catalogue', '0015_product_is_public'),
        ('catalogue', '0016_auto_20190327_0757'),
        ('catalogue', '0017_auto_20190816_0938'),
        ('catalogue', '0018_auto_20191220_0920'),
        ('catalogue', '0019_option_required'),
        ('catalogue', '0020_auto_20200801_0817'),
        ('catalogue', '0021_auto_20201005_0844'),
        ('catalogue', '0022_auto_20210210_0539'),
        ('catalogue', '0023_auto_20210824_1414'),
        ('catalogue', '0024_remove_duplicate_attributes'),
        ('catalogue', '0025_attribute_code_uniquetogether_constraint'),
        ('catalogue', '0026_predefined_product_options'),
        ('catalogue', '0027_attributeoption_code_attributeoptiongroup_code_and_more'),
        ('catalogue', '0028_product_priority'),
        ('catalogue', '0029_product_code'),
    ]

    initial = True

    dependencies = [
        ('contenttypes', '0001_initial'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='AttributeOptionGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=128, verbose_name='Name')),
                    ('code', oscar.models.fields.NullCharField(max_length=255, unique=True, verbose_name='Unique identifier')),
                ],
                options={
                    'verbose_name_plural': 'Attribute option groups',
                    'verbose_name': 'Attribute option group',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AttributeOption',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('option', models.CharField(max_length=255, verbose_name='Option')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='catalogue.attributeoptiongroup', verbose_name='Group')),
                    ('code', oscar.models.fields.NullCharField(max_length=255, unique=True, verbose_name='Unique identifier')),
                ],
                options={
                    'verbose_name_plural': 'Attribute options',
                    'verbose_name': 'Attribute option',
                    'abstract': False,
                    'unique_together': {('group', 'option')},
                },
            ),
            migrations.CreateModel(
                name='Category',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('path', models.CharField(max_length=255, unique=True)),
                    ('depth', models.PositiveIntegerField()),
                    ('numchild', models.PositiveIntegerField(default=0)),
                    ('name', models.CharField(db_index=True, max_length=255, verbose_name='Name')),
                    ('description', models.TextField(blank=True, verbose_name='Description')),
                    ('image', models.ImageField(blank=True, max_length=255, null=True, upload_to='categories', verbose_name='Image')),
                    ('slug', oscar.models.fields.slugfield.SlugField(max_length=255, verbose_name='Slug')),
                    ('ancestors_are_public', models.BooleanField(db_index=True, default=True, help_text='The ancestors of this category are public', verbose_name='Ancestor categories are public')),
                    ('is_public', models.BooleanField(db_index=True, default=True, help_text='Show this category in search results and catalogue listings.', verbose_name='Is public')),
                    ('meta_description', models.TextField(blank=True, null=True, verbose_name='Meta description')),
                    ('meta_title', models.CharField(blank=True, max_length=255, null=True, verbose_name='Meta title')),
                    ('code', oscar.models.fields.NullCharField(max_length=255, unique=True, verbose_name='Code')),
                    ('exclude_from_menu', models.BooleanField(db_index=True, default=False, help_text='Exclude this category from the menu.', verbose_name='Exclude from menu')),
                    ('long_description', models.TextField(blank=True, verbose_name='Long description')),
                ],
                options={
                    'ordering': ['path'],
                    'verbose_name_plural': 'Categories',
                    'verbose_name': 'Category',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Option',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(db_index=True, max_length=128, verbose_name='Name')),
                    ('code', oscar.models.fields.autoslugfield.AutoSlugField(blank=True, editable=False, max_length=128, populate_from='name', unique=True, verbose_name='Code')),
                    ('type', models.CharField(choices=[('text', 'Text'), ('integer', 'Integer'), ('boolean', 'True / False'), ('float', 'Float'), ('date', 'Date'), ('select', 'Select'), ('radio', 'Radio'), ('multi_select', 'Multi select'), ('checkbox', 'Checkbox')], default='text', max_length=255, verbose_name='Type')),
                    ('required', models.BooleanField(default=False, verbose_name='Is this option required?')),
                    ('help_text', models.CharField(blank=True, help_text='Help text shown to the user on the add to basket form', max_length=255, null=True, verbose_name='Help text')),
                    ('option_group', models.ForeignKey(blank=True, help_text='Select an option group if using type "Option" or "Multi Option"', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='product_options', to='catalogue.attributeoptiongroup', verbose_name='Option Group')),
                    ('order', models.IntegerField(blank=True, db_index=True, help_text='Controls the ordering of product options on product detail pages', null=True, verbose_name='Ordering')),
                ],
                options={
                    'verbose_name_plural': 'Options',
                    'verbose_name': 'Option',
                    'abstract': False,
                    'ordering': ['order', 'name'],
                },
            ),
            migrations.CreateModel(
                name='ProductClass',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=128, verbose_name='Name')),
                    ('slug', oscar.models.fields.autoslugfield.AutoSlugField(blank=True, editable=False, max_length=128, populate_from='name', unique=True, verbose_name='Slug')),
                    ('requires_shipping', models.BooleanField(default=True, verbose_name='Requires shipping?')),
                    ('track_stock', models.BooleanField(default=True, verbose_name='Track stock levels?')),
                    ('options', models.ManyToManyField(blank=True, to='catalogue.option', verbose_name='Options')),
                ],
                options={
                    'ordering': ['name'],
                    'verbose_name_plural': 'Product classes',
                    'verbose_name': 'Product class',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Product',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('structure', models.CharField(choices=[('standalone', 'Stand-alone product'), ('parent', 'Parent product'), ('child', 'Child product')], default='standalone', max_length=10, verbose_name='Product structure')),
                    ('upc', oscar.models.fields.NullCharField(help_text='Universal Product Code (UPC) is an identifier for a product which is not specific to a particular  supplier. Eg an ISBN for a book.', max_length=64, unique=True, verbose_name='UPC')),
                    ('title', models.CharField(blank=True, max_length=255, verbose_name='Title')),
                    ('slug', oscar.models.fields.slugfield.SlugField(max_length=255, verbose_name='Slug')),
                    ('description', models.TextField(blank=True, verbose_name='Description')),
                    ('rating', models.FloatField(editable=False, null=True, verbose_name='Rating')),
                    ('date_created', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='Date created')),
                    ('date_updated', models.DateTimeField(auto_now=True, db_index=True, verbose_name='Date updated')),
                    ('is_discountable', models.BooleanField(default=True, help_text='This flag indicates if this product can be used in an offer or not', verbose_name='Is discountable?')),
                    ('parent', models.ForeignKey(blank=True, help_text="Only choose a parent product if you're creating a child product.  For example if this is a size 4 of a particular t-shirt.  Leave blank if this is a stand-alone product (i.e. there is only one version of this product).", null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='catalogue.product', verbose_name='Parent product')),
                    ('product_class', models.ForeignKey(blank=True, help_text='Choose what type of product this is', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalogue.productclass', verbose_name='Product type')),
                    ('product_options', models.ManyToManyField(blank=True, help_text="Options are values that can be associated with a item when it is added to a customer's basket.  This could be something like a personalised message to be printed on a T-shirt.", to='catalogue.option', verbose_name='Product options')),
                    ('is_public', models.BooleanField(db_index=True, default=True, help_text='Show this product in search results and catalogue listings.', verbose_name='Is public')),
                    ('meta_description', models.TextField(blank=True, null=True, verbose_name='Meta description')),
                    ('meta_title', models.CharField(blank=True, max_length=255, null=True, verbose_name='Meta title')),
                    ('priority', models.SmallIntegerField(db_index=True, default=0, help_text='The highest priority products are shown first', validators=[django.core.validators.MinValueValidator(-1)], verbose_name='Priority')),
                    ('code', models.CharField(blank=True, max_length=255, null=True, unique=True, verbose_name="Code can be used to store a secondary unique identifier, when upc isn't sufficient")),
                ],
                options={
                    'ordering': ['-date_created'],
                    'verbose_name_plural': 'Products',
                    'verbose_name': 'Product',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ProductAttribute',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=128, verbose_name='Name')),
                    ('code', models.SlugField(max_length=128, validators=[django.core.validators.RegexValidator(message="Code can only contain the letters a-z, A-Z, digits, and underscores, and can't start with a digit.", regex='^[a-zA-Z_][0-9a-zA-Z_]*$'), oscar.core.validators.non_python_keyword], verbose_name='Code')),
                    ('type', models.CharField(choices=[('text', 'Text'), ('integer', 'Integer'), ('boolean', 'True / False'), ('float', 'Float'), ('richtext', 'Rich Text'), ('date', 'Date'), ('datetime', 'Datetime'), ('option', 'Option'), ('multi_option', 'Multi Option'), ('entity', 'Entity'), ('file', 'File'), ('image', 'Image')], default='text', max_length=20, verbose_name='Type')),
                    ('required', models.BooleanField(default=False, verbose_name='Required')),
                    ('option_group', models.ForeignKey(blank=True, help_text='Select an option group if using type "Option" or "Multi Option"', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='product_attributes', to='catalogue.attributeoptiongroup', verbose_name='Option Group')),
                    ('product_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attributes', to='catalogue.productclass', verbose_name='Product type')),
                ],
                options={
                    'ordering': ['code'],
                    'verbose_name_plural': 'Product attributes',
                    'verbose_name': 'Product attribute',
                    'abstract': False,
                    'unique_together': {('code', 'product_class')},
                },
            ),
            migrations.CreateModel(
                name='ProductAttributeValue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value_text', models.TextField(blank=True, null=True, verbose_name='Text')),
                    ('value_integer', models.IntegerField(blank=True, db_index=True, null=True, verbose_name='Integer')),
                    ('value_boolean', models.BooleanField(blank=True, db_index=True, null=True, verbose_name='Boolean')),
                    ('value_float', models.FloatField(blank=True, db_index=True, null=True, verbose_name='Float')),
                    ('value_richtext', models.TextField(blank=True, null=True, verbose_name='Richtext')),
                    ('value_date', models.DateField(blank=True, db_index=True, null=True, verbose_name='Date')),
                    ('value_file', models.FileField(blank=True, max_length=255, null=True, upload_to=oscar.utils.models.get_image_upload_path)),
                    ('value_image', models.ImageField(blank=True, max_length=255, null=True, upload_to=oscar.utils.models.get_image_upload_path)),
                    ('entity_object_id', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ('attribute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.productattribute', verbose_name='Attribute')),
                    ('entity_content_type', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attribute_values', to='catalogue.product', verbose_name='Product')),
                    ('value_option', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='catalogue.attributeoption', verbose_name='Value option')),
                    ('value_multi_option', models.ManyToManyField(blank=True, related_name='multi_valued_attribute_values', to='catalogue.attributeoption', verbose_name='Value multi option')),
                    ('value_datetime', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='DateTime')),
                ],
                options={
                    'verbose_name_plural': 'Product attribute values',
                    'verbose_name': 'Product attribute value',
                    'abstract': False,
                    'unique_together': {('attribute', 'product')},
                },
            ),
            migrations.CreateModel(
                name='ProductCategory',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.category', verbose_name='Category')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.product', verbose_name='Product')),
                ],
                options={
                    'ordering': ['product', 'category'],
                    'verbose_name_plural': 'Product categories',
                    'verbose_name': 'Product category',
                    'abstract': False,
                    'unique_together': {('product', 'category')},
                },
            ),
            migrations.CreateModel(
                name='ProductImage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('original', models.ImageField(max_length=255, upload_to=oscar.utils.models.get_image_upload_path, verbose_name='Original')),
                    ('caption', models.CharField(blank=True, max_length=200, verbose_name='Caption')),
                    ('display_order', models.PositiveIntegerField(db_index=True, default=0, help_text='An image with a display order of zero will be the primary image for a product', verbose_name='Display order')),
                    ('date_created', models.DateTimeField(auto_now_add=True, verbose_name='Date created')),
                    ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='catalogue.product', verbose_name='Product')),
                    ('code', oscar.models.fields.NullCharField(max_length=255, unique=True, verbose_name='Code')),
                ],
                options={
                    'ordering': ['display_order'],
                    'verbose_name_plural': 'Product images',
                    'verbose_name': 'Product image',
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ProductRecommendation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ranking', models.PositiveSmallIntegerField(db_index=True, default=0, help_text='Determines order of the products. A product with a higher value will appear before one with a lower ranking.', verbose_name='Ranking')),
                    ('primary', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='primary_recommendations', to='catalogue.product', verbose_name='Primary product')),
                    ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='catalogue.product', verbose_name='Recommended product')),
                ],
                options={
                    'ordering': ['primary', '-ranking'],
                    'verbose_name_plural': 'Product recomendations',
                    'verbose_name': 'Product recommendation',
                    'abstract': False,
                    'unique_together': {('primary', 'recommendation')},
                },
            ),
            migrations.CreateModel(
                name='ProductCategoryHierarchy',
                fields=[
                    ('id', models.CharField(max_length=255, primary_key=True)),
                    ('product_id', models.IntegerField()),
                    ('category_id', models.IntegerField()),
                ],
                options={
                    'verbose_name': 'Product category hierarchy',
                    'verbose_name_plural': 'Product categories hierarchy',
                    'db_table': 'catalogue_product_category_hierarchy',
                    'managed': False,
                },
            ),
            migrations.AddField(
                model_name='product',
                name='attributes',
                field=models.ManyToManyField(help_text='A product attribute is something that this product may have, such as a size, as specified by its class', through='catalogue.ProductAttributeValue', to='catalogue.productattribute', verbose_name='Attributes'),
            ),
            migrations.AddField(
                model_name='product',
                name='categories',
                field=models.ManyToManyField(through='catalogue.ProductCategory', to='catalogue.category', verbose_name='Categories'),
            ),
            migrations.AddField(
                model_name='product',
                name='recommended_products',
                field=models.ManyToManyField(blank=True, help_text='These are products that are recommended to accompany the main product.', through='catalogue.ProductRecommendation', to='catalogue.product', verbose_name='Recommended products'),
            ),
        ]),
    ]
