"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('wishlists', '0001_initial'),
        ('wishlists', '0002_auto_20160111_1108'),
        ('wishlists', '0003_auto_20181115_1953'),
        ('wishlists', '0004_auto_20220328_0939'),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0029_oscar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='WishList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(default='Default', max_length=255, verbose_name='Name')),
                    ('key', models.CharField(db_index=True, editable=False, max_length=6, unique=True, verbose_name='Key')),
                    ('visibility', models.CharField(choices=[('Private', 'Private - Only the owner can see the wish list'), ('Shared', 'Shared - Only the owner and people with access to the obfuscated link can see the wish list'), ('Public', 'Public - Everybody can see the wish list')], default='Private', max_length=20, verbose_name='Visibility')),
                    ('date_created', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='Date created')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishlists', to=settings.AUTH_USER_MODEL, verbose_name='Owner')),
                ],
                options={
                    'ordering': ('owner', 'date_created'),
                    'abstract': False,
                    'verbose_name': 'Wish List',
                },
            ),
            migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('quantity', models.PositiveIntegerField(default=1, verbose_name='Quantity')),
                    ('title', models.CharField(max_length=255, verbose_name='Title')),
                    ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='wishlists_lines', to='catalogue.product', verbose_name='Product')),
                    ('wishlist', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='wishlists.wishlist', verbose_name='Wish List')),
                ],
                options={
                    'abstract': False,
                    'verbose_name': 'Wish list line',
                    'unique_together': {('wishlist', 'product')},
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='WishListSharedEmail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='Email')),
                    ('wishlist', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_emails', to='wishlists.wishlist', verbose_name='Wish List')),
                ],
                options={
                    'verbose_name': 'Wish list shared email',
                    'abstract': False,
                },
            ),
        ]),
    ]
