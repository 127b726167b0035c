"""The bank's own books, which no shop can read."""

from django.db import models
from django.db.models import F, Q

from apps.core.fields import AmountField, CurrencyField


class Charge(models.Model):
    """A payment as the bank sees it; `key` is the client's, and makes it once."""

    class Status(models.TextChoices):
        OPEN = "open"
        CONFIRMING = "confirming"
        PROCESSING = "processing"
        AUTHORISED = "authorised"
        CAPTURED = "captured"
        DECLINED = "declined"
        CANCELLED = "cancelled"

    id = models.CharField(primary_key=True, max_length=40)
    key = models.CharField(max_length=200, unique=True)
    payment = models.CharField(max_length=64)
    description = models.CharField(max_length=200, blank=True)
    return_url = models.CharField(max_length=1000, blank=True)
    language = models.CharField(max_length=8, blank=True)
    currency = CurrencyField()
    amount = AmountField()
    captured = AmountField(default=0)
    refunded = AmountField(default=0)
    capture_at_once = models.BooleanField(default=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    reason = models.CharField(max_length=48, blank=True)
    card_ending = models.CharField(max_length=4, blank=True)
    created_at = models.DateTimeField()
    resolves_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(refunded__lte=F("captured"), captured__lte=F("amount")),
                name="sandbox_bank_sane_amounts",
            )
        ]

    def __str__(self) -> str:
        return self.id


class Operation(models.Model):
    """A capture, void or refund that was asked for; asked again with the same key, it answers the same."""

    id = models.CharField(primary_key=True, max_length=40)
    charge = models.ForeignKey(Charge, on_delete=models.CASCADE, related_name="operations")
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=200, unique=True)
    amount = AmountField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Notice(models.Model):
    """A webhook on its way to the shop: sent until it is taken, some of them once more after that."""

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=32)
    data = models.JSONField()
    created_at = models.DateTimeField()
    send_after = models.DateTimeField(null=True)
    repeat = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["send_after"], name="sandbox_bank_to_send", condition=Q(send_after__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.id
