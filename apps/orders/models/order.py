"""The order and its lines: one table for the web, the tills, the phone and the marketplaces."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from apps.core.fields import AmountField, RateField
from apps.core.ids import uuid7


class Order(AbstractOrder):
    """A sale in any channel. Its totals are caches of its entries."""

    class Status(models.TextChoices):
        AWAITING_PAYMENT = "awaiting-payment", _("Awaiting payment")
        CONFIRMED = "confirmed", _("Confirmed")
        COMPLETED = "completed", _("Completed")
        CANCELLED = "cancelled", _("Cancelled")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="orders")
    location = models.ForeignKey(
        "channels.Location",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        help_text=_("Where it was sold; empty for channels without a place."),
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The member of staff who sold it."),
    )
    business_date = models.DateField(_("business date"))
    prices_include_tax = models.BooleanField(default=True)
    source_kind = models.CharField(
        max_length=24, help_text=_("What it was made from: a basket, a till sale.")
    )
    source_id = models.CharField(max_length=64)
    quote_fingerprint = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=8, blank=True)
    contact_name = models.CharField(max_length=160, blank=True)
    contact_phone = models.CharField(max_length=32, blank=True)
    total_incl_tax = AmountField(_("total, tax included"))
    total_excl_tax = AmountField(_("total, tax excluded"))
    shipping_incl_tax = AmountField(default=0)
    shipping_excl_tax = AmountField(default=0)
    payment_due_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "order"
        constraints = [models.UniqueConstraint(fields=["source_id", "source_kind"], name="order_source_once")]
        indexes = [
            models.Index(fields=["business_date", "channel"], name="order_business_day"),
            models.Index(
                fields=["payment_due_at"], name="order_unpaid", condition=Q(status="awaiting-payment")
            ),
            models.Index(fields=["confirmed_at"], name="order_under_way", condition=Q(status="confirmed")),
        ]

    @property
    def email(self) -> str:
        return (self.user.email if self.user else self.guest_email) or self.guest_email or ""


class Line(AbstractLine):
    """Goods or a service on an order, with its price frozen as it was sold."""

    class Kind(models.TextChoices):
        GOODS = "goods", _("Goods")
        SERVICE = "service", _("Service")
        DELIVERY = "delivery", _("Delivery")

    class Method(models.TextChoices):
        CARRY_OUT = "carry-out", _("Taken along")
        DELIVERY = "delivery", _("Delivery")
        PICKUP = "pickup", _("Collection in a shop")
        NONE = "none", _("Nothing to hand over")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.GOODS)
    method = models.CharField(max_length=12, choices=Method.choices, default=Method.CARRY_OUT)
    pickup_location = models.ForeignKey(
        "channels.Location", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)
    unit_price = AmountField(
        help_text=_("As charged, before discounts; with or without tax as the order's prices are."), default=0
    )
    discount = AmountField(default=0, help_text=_("Off the whole line, in the terms of unit_price."))
    tax_category = models.CharField(max_length=16, blank=True)
    tax_rate = RateField(default=0)
    line_price_incl_tax = AmountField()
    line_price_excl_tax = AmountField()
    line_price_before_discounts_incl_tax = AmountField()
    line_price_before_discounts_excl_tax = AmountField()
    unit_price_incl_tax = AmountField(null=True, blank=True)
    unit_price_excl_tax = AmountField(null=True, blank=True)
    cancelled_quantity = models.PositiveIntegerField(default=0)
    returned_quantity = models.PositiveIntegerField(default=0)

    num_allocated = None
    allocation_cancelled = None

    class Meta:
        app_label = "order"
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=F("cancelled_quantity") + F("returned_quantity")),
                name="order_line_never_more_back_than_sold",
            )
        ]
