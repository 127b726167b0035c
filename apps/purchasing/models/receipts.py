"""What suppliers delivered, and what went back to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField, CurrencyField

from .orders import PurchaseOrder, PurchaseOrderLine
from .suppliers import Supplier


class GoodsReceipt(models.Model):
    """One delivery as it was counted: a fact, also where it isn't what was ordered."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="receipts")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(
        PurchaseOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    delivery_note = models.CharField(_("delivery note"), max_length=64, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    currency = CurrencyField(_("currency"))
    rate = models.DecimalField(
        _("exchange rate"),
        max_digits=18,
        decimal_places=8,
        help_text=_("To the company's currency, as it was when the goods came."),
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("goods receipt")
        verbose_name_plural = _("goods receipts")
        indexes = [models.Index(fields=["received_at"], name="purchasing_receipt_received")]

    def __str__(self) -> str:
        return self.code


class GoodsReceiptLine(models.Model):
    """One product of a delivery: units fit for sale, units that arrived damaged, and what one cost."""

    receipt = models.ForeignKey(GoodsReceipt, on_delete=models.PROTECT, related_name="lines")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="+")
    order_line = models.ForeignKey(
        PurchaseOrderLine, on_delete=models.PROTECT, null=True, blank=True, related_name="receipt_lines"
    )
    quantity = models.PositiveIntegerField(_("fit for sale"))
    damaged = models.PositiveIntegerField(_("damaged"), default=0)
    over = models.PositiveIntegerField(_("more than ordered"), default=0)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    unit_price = AmountField(_("unit price"), help_text=_("In the supplier's currency."))
    unit_cost = AmountField(_("unit cost"), help_text=_("In the company's currency."))
    movement = models.ForeignKey(
        "stock.StockMovement", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    damaged_movement = models.ForeignKey(
        "stock.StockMovement", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("goods receipt line")
        verbose_name_plural = _("goods receipt lines")
        constraints = [
            models.UniqueConstraint(fields=["receipt", "product"], name="purchasing_receipt_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | Q(damaged__gt=0), name="purchasing_receipt_line_something"
            ),
            models.CheckConstraint(
                condition=Q(unit_price__gte=0, unit_cost__gte=0), name="purchasing_receipt_line_cost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.units} × {self.product}"

    @property
    def units(self) -> int:
        """Return how many units came, fit for sale or not."""
        return self.quantity + self.damaged


class SupplierReturn(models.Model):
    """Goods sent back to a supplier, and why."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="returns")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="+")
    receipt = models.ForeignKey(
        GoodsReceipt, on_delete=models.PROTECT, null=True, blank=True, related_name="returns"
    )
    reason = models.CharField(_("reason"), max_length=200)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(_("sent back"))

    class Meta:
        verbose_name = _("return to a supplier")
        verbose_name_plural = _("returns to suppliers")

    def __str__(self) -> str:
        return self.code


class SupplierReturnLine(models.Model):
    """Units of one product, in one state, that went back."""

    sent_back = models.ForeignKey(SupplierReturn, on_delete=models.PROTECT, related_name="lines")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="+")
    receipt_line = models.ForeignKey(
        GoodsReceiptLine, on_delete=models.PROTECT, null=True, blank=True, related_name="returned"
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    from_quarantine = models.BooleanField(_("from quarantine"), default=False)
    movement = models.ForeignKey("stock.StockMovement", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sent_back", "product", "from_quarantine"], name="purchasing_return_line_once"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="purchasing_return_line"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product}"
