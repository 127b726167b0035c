from django.apps import AppConfig


class FulfilmentConfig(AppConfig):
    name = "apps.fulfilment"
    default_auto_field = "django.db.models.BigAutoField"
