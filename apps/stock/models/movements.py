"""The ledger of goods: what came and what went, written once."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.append_only import AppendOnlyModel
from apps.core.fields import AmountField

from ..choices import EXPLAINED, INWARD, OUTWARD, MovementKind, StockState


class StockMovement(AppendOnlyModel):
    """Goods that came (positive) or went (negative): the only thing that changes what lies where.

    The table grows for ever, so it has no index that a longer one already covers.
    """

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=MovementKind.choices)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=StockState.choices,
        default=StockState.SELLABLE,
        db_default=StockState.SELLABLE,
    )
    quantity = models.IntegerField(_("quantity"))
    at = models.DateTimeField(
        _("happened"), help_text=_("When it happened, which may be before it was recorded.")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    unit_cost = AmountField(
        _("unit cost"),
        null=True,
        blank=True,
        help_text=_("What came cost this; what went, the average then."),
    )
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
                condition=~Q(kind__in=sorted(EXPLAINED)) | ~Q(reason=""),
                name="stock_movement_adjustment_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "location", "at"], name="stock_movement_history"),
            BrinIndex(fields=["at"], name="stock_movement_at"),
            models.Index(fields=["actor"], name="stock_movement_actor", condition=Q(actor__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d} {self.kind}"
