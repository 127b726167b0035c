"""Goods on their way between two locations."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..choices import TransferState


class Transfer(models.Model):
    """Goods sent from one location to another: dispatched, then received."""

    State = TransferState

    code = models.CharField(max_length=20, unique=True)
    origin = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="transfers_out")
    destination = models.ForeignKey(
        "channels.Location", on_delete=models.PROTECT, related_name="transfers_in"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    dispatched_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="stock_transfer_elsewhere")
        ]

    def __str__(self) -> str:
        return self.code


class TransferLine(models.Model):
    """One product of a transfer: sent, and of that received so far, lost on the way or brought back."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("sent"))
    received = models.PositiveIntegerField(_("received"), default=0)
    lost = models.PositiveIntegerField(_("lost"), default=0, db_default=0)
    returned = models.PositiveIntegerField(_("brought back"), default=0, db_default=0)
    discrepancy_reason = models.CharField(_("reason for the difference"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "product"], name="stock_transfer_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_transfer_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product}"

    @property
    def open_quantity(self) -> int:
        """Return how many units are still on the way once the transfer was dispatched."""
        return max(0, self.quantity - self.received - self.lost - self.returned)


class TransferReceipt(models.Model):
    """One time that goods of a transfer arrived; its key is the form's or the device's own, so that it counts once."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="receipts")
    key = models.CharField(max_length=64)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("received"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "key"], name="stock_transfer_receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.transfer} {self.at:%Y-%m-%d}"
