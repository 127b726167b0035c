"""What came back: from an order of any channel, or without one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField, CurrencyField, RateField
from apps.core.ids import uuid7


class Return(models.Model):
    """Goods taken back at a location; blind when no sale could be found for them."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        SETTLED = "settled", _("Settled")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=128, unique=True)
    order = models.ForeignKey(
        "order.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="returns"
    )
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="returns")
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="returns"
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    currency = CurrencyField()
    refund_total = AmountField(default=0)
    business_date = models.DateField()
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    source_kind = models.CharField(max_length=24)
    source_id = models.CharField(max_length=64)

    class Meta:
        app_label = "order"
        constraints = [
            models.UniqueConstraint(fields=["source_id", "source_kind"], name="order_return_source_once")
        ]

    def __str__(self) -> str:
        return self.code


class ReturnLine(models.Model):
    """One product of a return, valued as it was sold."""

    class Disposition(models.TextChoices):
        SELLABLE = "sellable", _("Sellable again")
        QUARANTINE = "quarantine", _("Set aside to be looked at")
        WRITE_OFF = "write-off", _("Written off")
        NOT_STOCKED = "not-stocked", _("Nothing to put back")

    handed_in = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey(
        "order.Line", on_delete=models.PROTECT, null=True, blank=True, related_name="return_lines"
    )
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=255)
    position = models.PositiveIntegerField(default=0)
    quantity = models.PositiveIntegerField()
    unit_price = AmountField()
    gross = AmountField(help_text=_("Paid back for the line, tax included."))
    net = AmountField()
    tax_category = models.CharField(max_length=16, blank=True)
    tax_rate = RateField(default=0)
    disposition = models.CharField(max_length=12, choices=Disposition.choices, default=Disposition.SELLABLE)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "order"
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_return_line_positive"),
            models.UniqueConstraint(fields=["handed_in", "position"], name="order_return_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"
