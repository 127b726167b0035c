"""Stock: what lies where, what is promised, and the ledger that explains it.

available = on hand - allocated - held - safety stock. On hand changes only with a movement; allocated and
held never touch it.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.append_only import AppendOnlyModel
from apps.core.fields import AmountField

from .choices import INWARD, OUTWARD, MovementKind, TransferState


class StockLevel(models.Model):
    """Quantities of one product at one location: caches of the movements, allocations and holds beside it."""

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, related_name="stock_levels", db_index=False
    )
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="stock_levels")
    on_hand = models.IntegerField(_("on hand"), default=0)
    allocated = models.IntegerField(_("allocated"), default=0)
    held = models.IntegerField(_("held"), default=0)
    safety_stock = models.PositiveIntegerField(_("safety stock"), default=0)
    low_stock_threshold = models.PositiveIntegerField(_("low stock from"), null=True, blank=True)

    class Meta:
        verbose_name = _("stock level")
        verbose_name_plural = _("stock levels")
        constraints = [
            models.UniqueConstraint(fields=["product", "location"], name="stock_level_once"),
            models.CheckConstraint(condition=Q(allocated__gte=0), name="stock_level_allocated"),
            models.CheckConstraint(condition=Q(held__gte=0), name="stock_level_held"),
        ]

    def __str__(self) -> str:
        return f"{self.product} @ {self.location}"

    @property
    def available(self) -> int:
        """Return what may still be promised, counting expired holds as held."""
        return self.on_hand - self.allocated - self.held - self.safety_stock


class StockMovement(AppendOnlyModel):
    """Goods that came (positive) or went (negative): the only thing that changes on hand.

    The table grows for ever, so it has no index that a longer one already covers.
    """

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=MovementKind.choices)
    quantity = models.IntegerField(_("quantity"))
    at = models.DateTimeField(
        _("happened"), help_text=_("When it happened, which may be before it was recorded.")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    unit_cost = AmountField(_("unit cost"), null=True, blank=True)
    source_kind = models.CharField(max_length=24)
    source_id = models.CharField(max_length=64)
    source_line = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        constraints = [
            models.UniqueConstraint(
                fields=["source_id", "source_line", "kind", "source_kind"], name="stock_movement_once"
            ),
            models.CheckConstraint(condition=~Q(quantity=0), name="stock_movement_moves"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(OUTWARD)) | Q(quantity__lt=0), name="stock_movement_outward"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(INWARD)) | Q(quantity__gt=0), name="stock_movement_inward"
            ),
            models.CheckConstraint(
                condition=~Q(kind="adjustment") | ~Q(reason=""), name="stock_movement_adjustment_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["product", "location", "at"], name="stock_movement_history"),
            models.Index(fields=["actor"], name="stock_movement_actor", condition=Q(actor__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d} {self.kind}"


class Allocation(models.Model):
    """Goods promised to an order: open until consumed by handing over, or released."""

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="allocations")
    quantity = models.PositiveIntegerField(_("promised"))
    consumed = models.PositiveIntegerField(_("handed over"), default=0)
    released = models.PositiveIntegerField(_("released"), default=0)
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


class Transfer(models.Model):
    """Goods sent from one location to another: dispatched, then received."""

    State = TransferState

    code = models.CharField(max_length=20, unique=True)
    origin = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="transfers_out")
    destination = models.ForeignKey(
        "channels.Location", on_delete=models.PROTECT, related_name="transfers_in"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
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
    """One product of a transfer: sent, and received, which may differ and then says why."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("sent"))
    received = models.PositiveIntegerField(_("received"), null=True, blank=True)
    discrepancy_reason = models.CharField(_("reason for the difference"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "product"], name="stock_transfer_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_transfer_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product}"
