"""The words of purchasing: how far an order is, what a cost is for and how it is shared."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    """How far a purchase order is."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    PARTLY_RECEIVED = "partly-received", _("Partly received")
    RECEIVED = "received", _("Received")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


EXPECTED = (OrderState.SENT, OrderState.PARTLY_RECEIVED)
"""States in which goods are still to come."""
RECEIVABLE = (*EXPECTED, OrderState.RECEIVED)
"""States in which goods may arrive; more than was ordered is a fact as well."""


class SentBy(models.TextChoices):
    """How an order reached its supplier."""

    EMAIL = "email", _("E-mail")
    HAND = "hand", _("By hand")


class LandedKind(models.TextChoices):
    """What was paid on top of the goods."""

    FREIGHT = "freight", _("Freight")
    DUTY = "duty", _("Customs duty")
    INSURANCE = "insurance", _("Insurance")
    OTHER = "other", _("Other")


class SplitBy(models.TextChoices):
    """In proportion to what a cost is shared among the goods of a receipt."""

    VALUE = "value", _("Value")
    QUANTITY = "quantity", _("Quantity")
    WEIGHT = "weight", _("Weight")
