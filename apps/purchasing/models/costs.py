"""What goods turned out to cost after they had come: invoices that differ, freight, duty, insurance."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.append_only import AppendOnlyModel
from apps.core.fields import AmountField, CurrencyField

from ..choices import LandedKind, SplitBy
from .receipts import GoodsReceipt, GoodsReceiptLine


class InvoicedPrice(AppendOnlyModel):
    """The price that an invoice names for goods of a receipt; the latest one counts."""

    line = models.ForeignKey(GoodsReceiptLine, on_delete=models.PROTECT, related_name="invoiced")
    invoice = models.CharField(_("invoice"), max_length=64)
    unit_price = AmountField(_("unit price"), help_text=_("In the supplier's currency."))
    amount = AmountField(
        _("difference"), help_text=_("For all units, in the company's currency, to the price known before.")
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("invoiced price")
        verbose_name_plural = _("invoiced prices")
        constraints = [
            models.CheckConstraint(condition=Q(unit_price__gte=0), name="purchasing_invoiced_price")
        ]

    def __str__(self) -> str:
        return f"{self.unit_price}"


class LandedCost(AppendOnlyModel):
    """What was paid to get a receipt's goods here, shared among its lines."""

    receipt = models.ForeignKey(GoodsReceipt, on_delete=models.PROTECT, related_name="landed_costs")
    kind = models.CharField(_("kind"), max_length=12, choices=LandedKind.choices)
    split_by = models.CharField(_("shared by"), max_length=12, choices=SplitBy.choices)
    amount = AmountField(_("amount"))
    currency = CurrencyField(_("currency"))
    rate = models.DecimalField(_("exchange rate"), max_digits=18, decimal_places=8)
    document = models.CharField(_("document"), max_length=64, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("landed cost")
        verbose_name_plural = _("landed costs")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="purchasing_landed_positive")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class LandedShare(AppendOnlyModel):
    """The part of a landed cost that the goods of one line carry, in the company's currency."""

    cost = models.ForeignKey(LandedCost, on_delete=models.PROTECT, related_name="shares")
    line = models.ForeignKey(GoodsReceiptLine, on_delete=models.PROTECT, related_name="landed")
    amount = AmountField(_("amount"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cost", "line"], name="purchasing_landed_share_once"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"
