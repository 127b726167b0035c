"""Getting goods to people: how it can be done, and each parcel or collection on its way."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, TaxCategory
from apps.core.fields import AmountField, CurrencyField


class DeliveryMethod(models.Model):
    """A way of delivering in a channel, with its price and where it goes."""

    code = models.SlugField(_("code"), max_length=48, unique=True)
    name = models.CharField(_("name"), max_length=80)
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="delivery_methods")
    countries = models.CharField(
        _("countries"),
        max_length=200,
        help_text=_("Two-letter codes with commas between, for example IT,FR."),
    )
    currency = CurrencyField(_("currency"))
    price = AmountField(_("price"))
    free_from = AmountField(
        _("free from"), null=True, blank=True, help_text=_("Goods for at least this much.")
    )
    tax_category = models.CharField(max_length=16, choices=TaxCategory.choices, default=TaxCategory.STANDARD)
    days_min = models.PositiveSmallIntegerField(_("working days, from"), default=1)
    days_max = models.PositiveSmallIntegerField(_("working days, to"), default=3)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("delivery method")
        verbose_name_plural = _("delivery methods")
        constraints = [
            models.CheckConstraint(
                condition=Q(price__gte=0),
                name="fulfilment_delivery_price",
                violation_error_message=_("The price can't be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(days_max__gte=models.F("days_min")),
                name="fulfilment_delivery_days",
                violation_error_message=_("The last day can't come before the first one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fulfilment(models.Model):
    """What one location does for one order: a parcel to ship or goods to hand over."""

    class Method(models.TextChoices):
        DELIVERY = "delivery", _("Delivery")
        PICKUP = "pickup", _("Collection")

    class State(models.TextChoices):
        TO_PICK = "to-pick", _("To pick")
        PICKING = "picking", _("Being picked")
        READY = "ready", _("Ready")
        SHIPPED = "shipped", _("Shipped")
        HANDED_OVER = "handed-over", _("Handed over")
        CANCELLED = "cancelled", _("Cancelled")

    code = models.CharField(max_length=20, unique=True)
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="fulfilments")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="fulfilments")
    method = models.CharField(_("method"), max_length=12, choices=Method.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.TO_PICK)
    due_at = models.DateTimeField(_("promised"), null=True, blank=True)
    keep_until = models.DateTimeField(_("kept until"), null=True, blank=True)
    pickup_code = models.CharField(max_length=12, blank=True, help_text=_("What the customer says or shows."))
    carrier = models.CharField(_("carrier"), max_length=48, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=64, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When it was shipped, handed over or cancelled.")
    )

    class Meta:
        verbose_name = _("fulfilment")
        verbose_name_plural = _("fulfilments")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "location", "method"],
                name="fulfilment_once",
                condition=Q(state__in=["to-pick", "picking"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["location", "state"],
                name="fulfilment_waiting",
                condition=Q(state__in=["to-pick", "picking", "ready"]),
            )
        ]

    def __str__(self) -> str:
        return self.code


class FulfilmentLine(models.Model):
    """Goods of one order line in a fulfilment, with the promise they are taken from.

    A bundle has a line for each component, `per_unit` of which go into one; it is told by `component`.
    """

    fulfilment = models.ForeignKey(Fulfilment, on_delete=models.PROTECT, related_name="lines")
    order_line = models.ForeignKey("order.Line", on_delete=models.PROTECT, related_name="fulfilment_lines")
    allocation = models.OneToOneField(
        "stock.Allocation", on_delete=models.PROTECT, related_name="fulfilment_line"
    )
    component = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    per_unit = models.PositiveSmallIntegerField(default=1, db_default=1)
    quantity = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0)

    goods_name: str
    bundle_name: str
    """Put on by the back office, in the language of whoever works."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, picked__lte=models.F("quantity")), name="fulfilment_line_picked"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.order_line_id}"

    @property
    def goods(self) -> Product | None:
        """Return what lies on the shelf: the component of a bundle, otherwise the product that was ordered."""
        return self.component or self.order_line.product

    @property
    def title(self) -> str:
        """Return what it is called: a component by itself, anything else as the order says."""
        return str(self.component.get_title() if self.component else self.order_line.title)

    @property
    def sku(self) -> str:
        return str((self.component.sku if self.component else self.order_line.partner_sku) or "")
