"""Which channel this web shop is."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.core.errors import DomainError

from .memo import remembered


class ShopNotOpen(DomainError):
    code = "shop-not-open"
    message = _("This shop isn't open yet: it has no active web channel.")


@remembered
def web_channel() -> Channel:
    """Return the channel of the web shop: the one that the settings name, else the oldest of its kind.

    Raises ShopNotOpen where there is none.
    """
    channels = Channel.objects.filter(kind=Channel.Kind.WEB, is_active=True).order_by("pk")
    if code := settings.BOTTEGA_STOREFRONT_CHANNEL:
        channels = channels.filter(code=code)
    channel = channels.first()
    if channel is None:
        raise ShopNotOpen
    return channel
