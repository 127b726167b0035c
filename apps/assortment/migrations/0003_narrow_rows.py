"""Search vectors out of line: lists and counts read narrow rows, and a new price rewrites no vector."""

from django.db import migrations

INLINE = ("titles", "lines", "swatches", "stock", "category_ids", "facets", "codes", "words")


class Migration(migrations.Migration):
    dependencies = [("assortment", "0002_window")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE assortment_assortmentitem SET (toast_tuple_target = 128)",
            "ALTER TABLE assortment_assortmentitem RESET (toast_tuple_target)",
        ),
        *(
            migrations.RunSQL(
                f"ALTER TABLE assortment_assortmentitem ALTER COLUMN {column} SET STORAGE MAIN",
                f"ALTER TABLE assortment_assortmentitem ALTER COLUMN {column} SET STORAGE EXTENDED",
            )
            for column in INLINE
        ),
    ]
