from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "apps.stock"
    default_auto_field = "django.db.models.BigAutoField"
