"""Purchase orders: what was asked of a supplier, and how much of it has come."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField, CurrencyField
from apps.core.money import round_money

from ..choices import OrderState, SentBy
from .suppliers import Supplier


class PurchaseOrder(models.Model):
    """Goods asked of a supplier for a location: free to be edited as a draft, fixed once sent."""

    State = OrderState

    code = models.CharField(_("code"), max_length=20, unique=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="orders")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=16, choices=OrderState.choices, default=OrderState.DRAFT)
    currency = CurrencyField(_("currency"))
    rate = models.DecimalField(
        _("exchange rate"),
        max_digits=18,
        decimal_places=8,
        null=True,
        blank=True,
        help_text=_("To the company's currency, as it was when the order was sent."),
    )
    note = models.TextField(
        _("note to the supplier"), max_length=1000, blank=True, help_text=_("Printed on the order.")
    )
    version = models.PositiveIntegerField(_("version"), default=0, help_text=_("How often it was sent."))
    sent_by_means = models.CharField(_("sent by"), max_length=8, choices=SentBy.choices, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("drafted"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("purchase order")
        verbose_name_plural = _("purchase orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[OrderState.DRAFT, OrderState.CANCELLED])
                | Q(rate__isnull=False, sent_at__isnull=False),
                name="purchasing_order_sent_facts",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "state"], name="purchasing_order_supplier"),
            models.Index(fields=["location", "state"], name="purchasing_order_location"),
            models.Index(fields=["created_at"], name="purchasing_order_created"),
        ]

    def __str__(self) -> str:
        return self.code


class PurchaseOrderLine(models.Model):
    """One product of an order. What it is called is written down when it is sent."""

    order = models.ForeignKey(PurchaseOrder, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("ordered"))
    unit_price = AmountField(_("unit price"))
    expected_date = models.DateField(_("expected"), null=True, blank=True)
    received = models.PositiveIntegerField(_("received"), default=0)
    cancelled = models.PositiveIntegerField(_("cancelled"), default=0)
    title = models.CharField(_("title"), max_length=255, blank=True)
    supplier_sku = models.CharField(_("supplier's SKU"), max_length=64, blank=True)
    pack_size = models.PositiveIntegerField(_("pack size"), default=1)

    class Meta:
        verbose_name = _("purchase order line")
        verbose_name_plural = _("purchase order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "product"], name="purchasing_order_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("cancelled"), quantity__gt=0, unit_price__gte=0),
                name="purchasing_order_line_figures",
            ),
        ]
        indexes = [models.Index(fields=["expected_date"], name="purchasing_line_expected")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product}"

    @property
    def open_quantity(self) -> int:
        """Return how many units are still to come."""
        return max(0, self.quantity - self.received - self.cancelled)

    @property
    def over_quantity(self) -> int:
        """Return how many more units came than were wanted."""
        return max(0, self.received + self.cancelled - self.quantity)

    @property
    def total(self) -> Decimal:
        """Return what is wanted of it costs, in the order's currency."""
        return round_money((self.quantity - self.cancelled) * self.unit_price, self.order.currency)
