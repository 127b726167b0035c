"""The back office: what staff work with."""

from django.apps import AppConfig


class BackOfficeConfig(AppConfig):
    name = "apps.backoffice"
    default_auto_field = "django.db.models.BigAutoField"
