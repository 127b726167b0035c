from django.apps import AppConfig


class SandboxBankConfig(AppConfig):
    name = "apps.payments.providers.sandbox.bank"
    label = "sandbox_bank"
    verbose_name = "Sandbox Bank"
    default_auto_field = "django.db.models.BigAutoField"
