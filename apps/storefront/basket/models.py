"""Oscar's basket with two additions: a person has one open basket, and a line knows how it gets to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine


class Basket(AbstractBasket):
    """What a shopper means to buy. It is submitted with its order and never opened again."""

    class Meta:
        app_label = "basket"
        verbose_name = _("basket")
        verbose_name_plural = _("baskets")
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(status="Open", owner__isnull=False),
                name="basket_one_open_per_owner",
            )
        ]


class Line(AbstractLine):
    """A product and the way it is wanted; the same product may be wanted in two ways."""

    class Method(models.TextChoices):
        DELIVERY = "delivery", _("Delivery")
        PICKUP = "pickup", _("Collection in a shop")

    method = models.CharField(max_length=8, choices=Method.choices, default=Method.DELIVERY)
    pickup_location = models.ForeignKey(
        "channels.Location", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(AbstractLine.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="basket_line_positive"),
            models.CheckConstraint(
                condition=Q(method="pickup", pickup_location__isnull=False)
                | Q(method="delivery", pickup_location__isnull=True),
                name="basket_line_pickup_has_a_shop",
            ),
        ]


from oscar.apps.basket.models import *  # noqa: E402, F403  Oscar's remaining models, last as it demands
