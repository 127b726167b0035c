from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stock", "0004_the_ledger_in_full")]

    operations = [
        migrations.AddField(
            model_name="countentry",
            name="device",
            field=models.CharField(blank=True, max_length=80, verbose_name="device"),
        ),
        migrations.AddField(
            model_name="countentry",
            name="is_undone",
            field=models.BooleanField(default=False, verbose_name="taken back"),
        ),
        migrations.AddField(
            model_name="countline",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Nothing decided"),
                    ("accept", "Book it as counted"),
                    ("skip", "Leave the book as it is"),
                    ("recount", "Count again"),
                ],
                default="",
                max_length=8,
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="countline",
            name="in_scope",
            field=models.BooleanField(
                default=True,
                help_text="If not, it was found and taken along.",
                verbose_name="belongs to the count",
            ),
        ),
        migrations.AddField(
            model_name="countline",
            name="recount_from",
            field=models.DateTimeField(
                blank=True,
                help_text="Entries from before don't count any more.",
                null=True,
                verbose_name="counted again from",
            ),
        ),
        migrations.AddField(
            model_name="stockcount",
            name="is_blind",
            field=models.BooleanField(
                default=True,
                help_text="What the book says isn't shown to those who count.",
                verbose_name="blind",
            ),
        ),
        migrations.AlterField(
            model_name="counttag",
            name="epc",
            field=models.CharField(
                help_text="As a GS1 Digital Link, whatever form the reader wrote it in.",
                max_length=128,
                verbose_name="EPC",
            ),
        ),
    ]
