from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "apps.storefront"
    default_auto_field = "django.db.models.BigAutoField"
