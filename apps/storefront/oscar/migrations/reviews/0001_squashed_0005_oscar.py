"""Oscar's tables as its own history leaves them; see docs/decisions/storefront-oscars-past-in-one-step.md."""

import django.db.models.deletion
import oscar.apps.catalogue.reviews.utils
import oscar.core.validators
import oscar.models.fields
from django.conf import settings
from django.db import migrations, models

from apps.core.at_once import AtOnce


class Migration(migrations.Migration):

    replaces = [
        ('reviews', '0001_initial'),
        ('reviews', '0002_update_email_length'),
        ('reviews', '0003_auto_20160802_1358'),
        ('reviews', '0004_auto_20170429_0941'),
        ('reviews', '0005_productreview_code'),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0029_oscar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='ProductReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('score', models.SmallIntegerField(choices=[(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)], verbose_name='Score')),
                    ('title', models.CharField(max_length=255, validators=[oscar.core.validators.non_whitespace], verbose_name='Title')),
                    ('body', models.TextField(verbose_name='Body')),
                    ('name', models.CharField(blank=True, max_length=255, verbose_name='Name')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='Email')),
                    ('homepage', models.URLField(blank=True, verbose_name='URL')),
                    ('status', models.SmallIntegerField(choices=[(0, 'Requires moderation'), (1, 'Approved'), (2, 'Rejected')], default=oscar.apps.catalogue.reviews.utils.get_default_review_status, verbose_name='Status')),
                    ('total_votes', models.IntegerField(default=0, verbose_name='Total Votes')),
                    ('delta_votes', models.IntegerField(db_index=True, default=0, verbose_name='Delta Votes')),
                    ('date_created', models.DateTimeField(auto_now_add=True)),
                    ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='catalogue.product')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                    ('code', oscar.models.fields.NullCharField(max_length=255, unique=True, verbose_name='Code')),
                ],
                options={
                    'ordering': ['-delta_votes', 'id'],
                    'verbose_name_plural': 'Product reviews',
                    'verbose_name': 'Product review',
                    'abstract': False,
                    'unique_together': {('product', 'user')},
                },
            ),
            migrations.CreateModel(
                name='Vote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('delta', models.SmallIntegerField(choices=[(1, 'Up'), (-1, 'Down')], verbose_name='Delta')),
                    ('date_created', models.DateTimeField(auto_now_add=True)),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='reviews.productreview')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_votes', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-date_created'],
                    'verbose_name_plural': 'Votes',
                    'verbose_name': 'Vote',
                    'abstract': False,
                    'unique_together': {('user', 'review')},
                },
            ),
        ]),
    ]
