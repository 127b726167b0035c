"""Beat keeps its entries in the database, also those that the settings no longer name."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0004_claimed_news"),
        ("django_celery_beat", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            "DELETE FROM django_celery_beat_periodictask WHERE name = 'relay-outbox'", migrations.RunSQL.noop
        ),
    ]
