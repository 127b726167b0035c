"""The table of the cache that all processes share where CACHE_URL names no other. Losing it costs nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("infrastructure", "0001_message_queues")]
    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE shared_cache (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX shared_cache_expires ON shared_cache (expires);
            """,
            "DROP TABLE shared_cache",
        )
    ]
