from django.apps import AppConfig


class AssortmentConfig(AppConfig):
    name = "apps.assortment"
    default_auto_field = "django.db.models.BigAutoField"
