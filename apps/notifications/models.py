"""Messages to people: written with the event that causes them, sent after, each once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """An e-mail to a customer; `cause` makes sure that it is written once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=48)
    cause = models.CharField(max_length=96)
    recipient = models.EmailField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True, help_text=_("When it is tried again."))
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.UniqueConstraint(fields=["kind", "cause"], name="notifications_message_once")]
        indexes = [
            models.Index(fields=["due_at"], name="notifications_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cause}"


class StockInterest(models.Model):
    """Somebody who wants to be told when a sold-out product can be had again. Forgotten once told."""

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    location = models.ForeignKey(
        "channels.Location",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: wherever the channel has it."),
    )
    email = models.EmailField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("waits for stock")
        verbose_name_plural = _("waiting for stock")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "channel", "location", "email"],
                name="notifications_interest_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.channel}"


class MessageAttachment(models.Model):
    """A file that goes with a message, kept as it was sent."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
