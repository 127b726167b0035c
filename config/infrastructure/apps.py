from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class InfrastructureConfig(AppConfig):
    name = "config.infrastructure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make ours the Celery application that every task is sent through, and know every task by name."""
        from config import celery  # noqa: F401

        autodiscover_modules("tasks")
