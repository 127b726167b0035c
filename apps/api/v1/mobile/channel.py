"""Which channel an app sells in."""

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Channel
from apps.core.errors import DomainError


class NoSuchChannel(DomainError):
    code = "unknown-channel"
    message = _("There's no active app channel of this name here.")


def app_channel(*, code: str = "") -> Channel:
    """Return the active app channel of this code; without one, the oldest. Raises NoSuchChannel."""
    channels = Channel.objects.filter(kind=Channel.Kind.MOBILE, is_active=True).order_by("pk")
    channel = (channels.filter(code=code) if code else channels).first()
    if channel is None:
        raise NoSuchChannel
    return channel
