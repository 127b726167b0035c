"""Who moves money here: a name kept with each payment, and the class that does the work."""

PAYMENT_PROVIDERS: dict[str, str] = {
    "sandbox": "apps.payments.providers.sandbox.provider.SandboxProvider",
    "cash": "apps.payments.providers.immediate.Cash",
    "terminal": "apps.payments.providers.immediate.Terminal",
    "external": "apps.payments.providers.immediate.External",
    "on_collection": "apps.payments.providers.immediate.OnCollection",
}
#: Who takes cards on the web; empty where nobody does yet.
PAYMENT_CARD_PROVIDER = "sandbox"
#: Where the sandbox bank posts its webhooks, on this very site.
SANDBOX_BANK_WEBHOOK_PATH = "/api/v1/webhooks/payments/sandbox"
