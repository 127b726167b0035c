"""How each language is searched: accents off first, then its stemmer; Polish has none in PostgreSQL."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

STEMMERS = {"en": "english", "fr": "french", "it": "italian", "id": "indonesian", "pl": "simple"}


def configuration(language: str, stemmer: str) -> migrations.RunSQL:
    dictionary = "simple" if stemmer == "simple" else f"{stemmer}_stem"
    return migrations.RunSQL(
        sql=f"""
        CREATE TEXT SEARCH CONFIGURATION bottega_{language} (COPY = pg_catalog.{stemmer});
        ALTER TEXT SEARCH CONFIGURATION bottega_{language}
            ALTER MAPPING FOR word, hword, hword_part WITH unaccent, {dictionary};
        """,
        reverse_sql=f"DROP TEXT SEARCH CONFIGURATION bottega_{language};",
    )


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        *(configuration(language, stemmer) for language, stemmer in STEMMERS.items()),
    ]
