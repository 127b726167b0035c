"""Which providers this installation offers: the lines of settings.PAYMENT_PROVIDERS."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError

from .base import Provider


class UnknownProvider(DomainError):
    code = "payment-provider-unknown"
    message = _("There is no payment provider called %(name)s here.")


def check_offered(name: str) -> str:
    """Return the name if such a provider is offered here. Raises UnknownProvider if not."""
    if name not in settings.PAYMENT_PROVIDERS:
        raise UnknownProvider(name=name)
    return name


def provider_named(name: str) -> Provider:
    """Return the provider of that name. Raises UnknownProvider if it isn't offered here."""
    return _made(settings.PAYMENT_PROVIDERS[check_offered(name)])


@cache
def _made(path: str) -> Provider:
    provider: Provider = import_string(path)()
    return provider
