from django.apps import AppConfig


class InfrastructureConfig(AppConfig):
    name = "config.infrastructure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make ours the Celery application that every task is sent through."""
        from config import celery  # noqa: F401
