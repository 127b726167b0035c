"""The view that Oscar's offers ask which departments a product is in; its SQL is read from Oscar's own migration."""

from importlib import import_module

from django.db import migrations

view = import_module("oscar.apps.catalogue.migrations.0030_auto_20250217_1247")


class Migration(migrations.Migration):
    atomic = False  # the view's index is built concurrently

    replaces = [
        ("catalogue", "0030_auto_20250217_1247"),
        ("catalogue", "0031_productcategoryhierarchy"),
        ("catalogue", "0032_category_exclude_from_menu_category_long_description"),
    ]
    dependencies = [("catalogue", "0001_squashed_0029_oscar")]

    operations = [migrations.RunPython(view.create_materialized_view, view.drop_materialized_view)]
