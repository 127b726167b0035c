"""Promises: goods set aside for orders, and for a while for shoppers in the checkout. On hand never changes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .levels import StockLevel


class Allocation(models.Model):
    """Goods promised to an order: open until consumed by handing over, or released."""

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="allocations")
    quantity = models.PositiveIntegerField(_("promised"))
    consumed = models.PositiveIntegerField(_("handed over"), default=0)
    released = models.PositiveIntegerField(_("released"), default=0)
    per_unit = models.PositiveSmallIntegerField(
        _("per unit"), default=1, db_default=1, help_text=_("Of a bundle's component: so many go into one.")
    )
    source_kind = models.CharField(max_length=24)
    source_id = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=F("consumed") + F("released"), quantity__gt=0),
                name="stock_allocation_sum",
            ),
            models.UniqueConstraint(
                fields=["source_id", "source_kind", "level"], name="stock_allocation_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["level"],
                name="stock_allocation_open",
                condition=Q(quantity__gt=F("consumed") + F("released")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.open_quantity} for {self.source_kind}:{self.source_id}"

    @property
    def open_quantity(self) -> int:
        return self.quantity - self.consumed - self.released


class Hold(models.Model):
    """Goods kept for a shopper in the checkout until `expires_at`."""

    level = models.ForeignKey(StockLevel, on_delete=models.CASCADE, related_name="holds", db_index=False)
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    holder = models.CharField(max_length=64, help_text=_("The cart, such as basket:17."))
    quantity = models.PositiveIntegerField(_("quantity"))
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(fields=["level", "holder"], name="stock_hold_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_hold_positive"),
        ]
        indexes = [
            models.Index(fields=["holder"], name="stock_hold_holder"),
            models.Index(fields=["expires_at"], name="stock_hold_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} for {self.holder}"
