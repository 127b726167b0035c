"""The order's ledger: what was sold, cancelled and taken back, in money, by business day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.append_only import AppendOnlyModel
from apps.core.fields import AmountField, RateField


class OrderEntry(AppendOnlyModel):
    """An amount booked on an order; negative when something is cancelled or comes back.

    The order's totals are the sums of `gross` and `net` over its entries. Goods that came back without a
    sale being found for them are booked on their return alone.
    """

    class Kind(models.TextChoices):
        SALE = "sale", _("Sale")
        SERVICE = "service", _("Service")
        DELIVERY = "delivery", _("Delivery")
        CANCELLATION = "cancellation", _("Cancellation")
        RETURN = "return", _("Return")
        ROUNDING = "rounding", _("Cash rounding")

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, null=True, related_name="entries")
    handed_in = models.ForeignKey("order.Return", on_delete=models.PROTECT, null=True, related_name="entries")
    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, null=True, related_name="entries")
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, null=True, related_name="+")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    quantity = models.IntegerField(default=0)
    gross = AmountField(_("tax included"))
    net = AmountField(_("tax excluded"))
    tax_category = models.CharField(max_length=16, blank=True)
    tax_rate = RateField(default=0)
    business_date = models.DateField()
    at = models.DateTimeField()
    source = models.CharField(max_length=96, help_text=_("The cause; it books once."))

    class Meta:
        app_label = "order"
        verbose_name = _("order entry")
        verbose_name_plural = _("order entries")
        constraints = [
            models.UniqueConstraint(fields=["source"], name="order_entry_once"),
            models.CheckConstraint(
                condition=models.Q(order__isnull=False) | models.Q(handed_in__isnull=False),
                name="order_entry_belongs_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["business_date", "channel", "location"], name="order_entry_day")]

    def __str__(self) -> str:
        return f"{self.kind} {self.gross}"
