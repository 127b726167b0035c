"""The words of stock: why goods move, how far a transfer is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MovementKind(models.TextChoices):
    """Why goods came or went. The kind decides the sign, except for counts and adjustments."""

    SALE = "sale", _("Sale")
    RETURN = "return", _("Return")
    RECEIPT = "receipt", _("Receipt")
    TRANSFER_OUT = "transfer-out", _("Sent to another location")
    TRANSFER_IN = "transfer-in", _("Received from another location")
    COUNT = "count", _("Count")
    ADJUSTMENT = "adjustment", _("Adjustment")
    WRITE_OFF = "write-off", _("Write-off")


OUTWARD = frozenset({MovementKind.SALE, MovementKind.TRANSFER_OUT, MovementKind.WRITE_OFF})
INWARD = frozenset({MovementKind.RETURN, MovementKind.RECEIPT, MovementKind.TRANSFER_IN})


class TransferState(models.TextChoices):
    """How far a transfer is."""

    DRAFT = "draft", _("Draft")
    DISPATCHED = "dispatched", _("On the way")
    RECEIVED = "received", _("Received")
    CANCELLED = "cancelled", _("Cancelled")
