"""What is kept back: for a channel, from a channel, and the point from which stock counts as low."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ChannelReserve(models.Model):
    """Units that only one channel may promise: the others see them as gone. Everywhere, or at one location."""

    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="stock_reserves")
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="stock_reserves")
    location = models.ForeignKey(
        "channels.Location",
        on_delete=models.CASCADE,
        related_name="stock_reserves",
        null=True,
        blank=True,
        help_text=_("Empty: of all locations together."),
    )
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("channel reserve")
        verbose_name_plural = _("channel reserves")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "channel", "location"],
                name="stock_reserve_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} for {self.channel}"


class ChannelBuffer(models.Model):
    """Units that a channel doesn't offer, in case the book is wrong. `offering.py` says how they are kept back.

    The most precise rule counts: of the product at the location, of the product, of the location, of the channel.
    """

    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="stock_buffers")
    product = models.ForeignKey(
        "catalogue.Product",
        on_delete=models.CASCADE,
        related_name="stock_buffers",
        null=True,
        blank=True,
        help_text=_("Empty: every product."),
    )
    location = models.ForeignKey(
        "channels.Location",
        on_delete=models.CASCADE,
        related_name="stock_buffers",
        null=True,
        blank=True,
        help_text=_("Empty: of a product, all locations together; of all products, each location by itself."),
    )
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("channel buffer")
        verbose_name_plural = _("channel buffers")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "product", "location"],
                name="stock_buffer_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} kept from {self.channel}"


class LowStockRule(models.Model):
    """From how many units on stock counts as low, where the level itself doesn't say.

    The most precise rule counts: of the product, of its nearest category, of the location, of everything; at
    each step one that names the location before one that doesn't.
    """

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    category = models.ForeignKey(
        "catalogue.Category", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    location = models.ForeignKey(
        "channels.Location", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    threshold = models.PositiveIntegerField(_("low stock from"))

    class Meta:
        verbose_name = _("low stock rule")
        verbose_name_plural = _("low stock rules")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "category", "location"],
                name="stock_low_rule_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(product__isnull=True) | Q(category__isnull=True), name="stock_low_rule_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.threshold}"


class LowStockAlert(models.Model):
    """One time that a level fell to its threshold: open until it is above again, told once."""

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    location = models.ForeignKey("channels.Location", on_delete=models.CASCADE, related_name="+")
    threshold = models.PositiveIntegerField(_("low stock from"))
    available = models.IntegerField(_("available"), help_text=_("When it fell."))
    opened_at = models.DateTimeField(_("since"))
    closed_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("low stock alert")
        verbose_name_plural = _("low stock alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "location"],
                name="stock_low_alert_open_once",
                condition=Q(closed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} @ {self.location}"
