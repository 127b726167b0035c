"""What happened to an order, told to staff and customer; and the payments that belong to it."""

from django.conf import settings
from django.db import models


class OrderEvent(models.Model):
    """Something that happened to an order: a stable kind and its figures, put into words when shown."""

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=48)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    is_public = models.BooleanField(default=True)

    class Meta:
        app_label = "order"
        indexes = [models.Index(fields=["order", "at"], name="order_event_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class OrderPayment(models.Model):
    """A payment that belongs to an order."""

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="order_payments")
    payment = models.OneToOneField("payments.Payment", on_delete=models.PROTECT, related_name="order_payment")

    class Meta:
        app_label = "order"

    def __str__(self) -> str:
        return f"{self.order_id} {self.payment_id}"
