"""What lies where: a row for each product and location, and by how much each month changed it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import StockState


class StockLevel(models.Model):
    """Quantities of one product at one location: caches of the movements, allocations and holds beside it.

    On hand is what is sellable; what is in another state counts in a column of its own.
    """

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, related_name="stock_levels", db_index=False
    )
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="stock_levels")
    on_hand = models.IntegerField(_("on hand"), default=0)
    allocated = models.IntegerField(_("allocated"), default=0)
    held = models.IntegerField(_("held"), default=0)
    quarantined = models.IntegerField(_("in quarantine"), default=0, db_default=0)
    displayed = models.IntegerField(_("on display"), default=0, db_default=0)
    in_transit = models.IntegerField(_("on the way here"), default=0, db_default=0)
    safety_stock = models.PositiveIntegerField(_("safety stock"), default=0)
    low_stock_threshold = models.PositiveIntegerField(_("low stock from"), null=True, blank=True)
    shelf = models.CharField(_("shelf"), max_length=32, blank=True, default="", db_default="")

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


class StockMonth(models.Model):
    """By how much all movements of a calendar month (UTC) changed a level in one state: a cache of the ledger.

    A movement that is told late adds to the month in which it happened, so the sum of the months before a
    moment is always what the ledger says, and as-of reads only the month around the moment row by row.
    """

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    location = models.ForeignKey(
        "channels.Location", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(_("state"), max_length=12, choices=StockState.choices)
    month = models.DateField(_("month"), help_text=_("Its first day."))
    quantity = models.IntegerField(_("quantity"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "location", "state", "month"], name="stock_month_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d} in {self.month:%Y-%m}"
