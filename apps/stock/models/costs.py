"""What goods cost: the moving average, and the ledger of everything that moved it."""

from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.append_only import AppendOnlyModel
from apps.core.fields import AmountField

from ..choices import CostCause

Set = TypeVar("Set")
Get = TypeVar("Get")


class AverageCostField(models.DecimalField[Set, Get]):
    """A unit cost as an average: six decimals, so that the value of thousands of units is exact to the cent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 18)
        kwargs.setdefault("decimal_places", 6)
        super().__init__(*args, **kwargs)


class ProductCost(models.Model):
    """A product's moving average cost in the company's currency: a cache of its last cost entry."""

    product = models.OneToOneField(
        "catalogue.Product", on_delete=models.PROTECT, primary_key=True, related_name="stock_cost"
    )
    average = AverageCostField(_("average cost"))

    class Meta:
        verbose_name = _("product cost")
        verbose_name_plural = _("product costs")

    def __str__(self) -> str:
        return f"{self.average}"


class CostEntry(AppendOnlyModel):
    """One change of a product's average cost, with the figures of its formula (costing.py).

    The average is perpetual: an entry counts from the moment it is recorded and never changes earlier ones.
    `quantity_before` is what the company owned of the product, wherever and in whatever state; `variance` is
    the part of the cost that goods still owned can't carry, because they are gone.
    """

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(_("recorded"))
    cause = models.CharField(_("cause"), max_length=12, choices=CostCause.choices)
    quantity_before = models.IntegerField(_("owned before"))
    average_before = AverageCostField(_("average before"), null=True, blank=True)
    quantity = models.IntegerField(_("quantity"))
    amount = AmountField(_("amount"), help_text=_("What was added to the value of the stock."))
    average_after = AverageCostField(_("average after"))
    variance = AmountField(_("variance"), default=0)
    source_kind = models.CharField(max_length=24)
    source_id = models.CharField(max_length=64)
    source_line = models.CharField(max_length=64, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("cost entry")
        verbose_name_plural = _("cost entries")
        constraints = [
            models.UniqueConstraint(
                fields=["source_id", "source_line", "cause", "source_kind", "product"],
                name="stock_cost_entry_once",
            ),
            models.CheckConstraint(condition=Q(average_after__gte=0), name="stock_cost_entry_average"),
        ]
        indexes = [models.Index(fields=["product", "recorded_at", "id"], name="stock_cost_history")]

    def __str__(self) -> str:
        return f"{self.average_before} -> {self.average_after}"
