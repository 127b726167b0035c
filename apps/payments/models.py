"""Money received and paid back: payments, what was tried, and the ledger of what happened."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.append_only import AppendOnlyModel
from apps.core.fields import AmountField, CurrencyField
from apps.core.ids import uuid7


class Payment(models.Model):
    """A sum asked for with one tender. Its amounts are caches of its entries."""

    class Method(models.TextChoices):
        CARD = "card", _("Card")
        CASH = "cash", _("Cash")
        TERMINAL = "terminal", _("Card terminal")
        TRANSFER = "transfer", _("Bank transfer")
        ON_COLLECTION = "on-collection", _("Pay on collection")
        EXTERNAL = "external", _("Paid elsewhere")

    class State(models.TextChoices):
        PENDING = "pending", _("Pending")
        ACTION_NEEDED = "action-needed", _("Waiting for the customer")
        UNKNOWN = "unknown", _("Outcome unknown")
        AUTHORISED = "authorised", _("Authorised")
        CAPTURED = "captured", _("Paid")
        DECLINED = "declined", _("Declined")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    method = models.CharField(_("method"), max_length=16, choices=Method.choices)
    provider = models.CharField(
        max_length=24, help_text=_("The module under payments/providers that handles it.")
    )
    reference = models.CharField(
        _("reference"), max_length=128, blank=True, help_text=_("What the provider or terminal calls it.")
    )
    currency = CurrencyField(_("currency"))
    amount = AmountField(_("amount"), help_text=_("Asked for; negative when a till paid money out."))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PENDING)
    authorised_amount = AmountField(default=0)
    captured_amount = AmountField(default=0)
    refunded_amount = AmountField(default=0)
    subject = models.CharField(max_length=64, help_text=_("What it pays for, as kind:id."))
    created_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__lt=0) | Q(refunded_amount__lte=F("captured_amount")),
                name="payments_refund_bounded",
            ),
            models.CheckConstraint(
                condition=~Q(state="captured") | Q(amount__lte=0) | Q(captured_amount__gt=0),
                name="payments_captured_has_money",
            ),
            models.UniqueConstraint(
                fields=["provider", "reference"],
                name="payments_reference_once",
                condition=~Q(reference="") & Q(method="card"),
            ),
        ]
        indexes = [models.Index(fields=["subject"], name="payments_subject")]

    def __str__(self) -> str:
        return f"{self.method} {self.amount} {self.currency}"


class PaymentEntry(AppendOnlyModel):
    """Something that happened to a payment's money, with its positive amount."""

    class Kind(models.TextChoices):
        AUTHORISATION = "authorisation", _("Authorised")
        CAPTURE = "capture", _("Paid")
        REFUND = "refund", _("Refunded")
        VOID = "void", _("Authorisation released")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    amount = AmountField(_("amount"))
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reference = models.CharField(max_length=128, blank=True)
    source = models.CharField(max_length=96, help_text=_("The cause; together with the kind it books once."))

    class Meta:
        verbose_name = _("payment entry")
        verbose_name_plural = _("payment entries")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind"], name="payments_entry_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_entry_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class PaymentAttempt(models.Model):
    """One request to the provider: its key makes asking again harmless, which happens from `ask_after` on."""

    class Act(models.TextChoices):
        PAY = "pay"
        CAPTURE = "capture"
        REFUND = "refund"
        VOID = "void"

    class State(models.TextChoices):
        CREATED = "created"
        ANSWERED = "answered"
        UNKNOWN = "unknown"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="attempts")
    act = models.CharField(max_length=8, choices=Act.choices)
    amount = AmountField()
    key = models.CharField(max_length=96, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CREATED)
    outcome = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    next_url = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    refund = models.OneToOneField(
        "Refund", on_delete=models.PROTECT, null=True, blank=True, related_name="attempt"
    )
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True, help_text=_("When the provider was last asked."))
    ask_after = models.DateTimeField(
        null=True, blank=True, help_text=_("When to ask again; empty once the outcome is final.")
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("payment attempt")
        verbose_name_plural = _("payment attempts")
        constraints = [
            models.CheckConstraint(
                condition=Q(refund__isnull=False, act="refund") | Q(refund__isnull=True) & ~Q(act="refund"),
                name="payments_attempt_refund",
            )
        ]
        indexes = [
            models.Index(fields=["ask_after"], name="payments_to_ask", condition=Q(ask_after__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"


class Refund(models.Model):
    """Money to be paid back on one payment; booked as an entry once the provider has done it."""

    class State(models.TextChoices):
        PENDING = "pending", _("Pending")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = AmountField(_("amount"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=96, unique=True)
    reference = models.CharField(max_length=128, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payments_refund_positive")]

    def __str__(self) -> str:
        return f"{self.amount} of {self.payment_id}"


class WebhookDelivery(models.Model):
    """A provider's message, kept as it came, handled once."""

    provider = models.CharField(max_length=24)
    event_id = models.CharField(max_length=128)
    payload = models.JSONField()
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name = _("provider message")
        verbose_name_plural = _("provider messages")
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="payments_webhook_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"
