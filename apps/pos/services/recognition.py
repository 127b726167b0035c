"""Which till a token belongs to."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError

from .. import secrets
from ..models import Device
from .heartbeat import note_seen


class TokenUnknown(DomainError):
    code = "token-unknown"
    message = _("This token isn't valid. Enrol the till again; its sales stay in it and are sent afterwards.")


class DeviceRevoked(DomainError):
    code = "device-revoked"
    message = _("This till's access was taken away. Its sales stay in it; enrol it again to send them.")


def recognise_device(*, token: str, at: datetime) -> Device:
    """Return the till with its channel and location, and keep that it was heard of.

    Raises TokenUnknown, DeviceRevoked.
    """
    digest = secrets.digest(token)
    device = (
        Device.objects.filter(token_digest=digest).select_related("channel", "location").first()
        if token
        else None
    )
    if device is None or not secrets.same(device.token_digest, digest):
        raise TokenUnknown
    if device.revoked_at is not None:
        raise DeviceRevoked
    note_seen(device=device, at=at)
    return device
