"""Tills: the devices, and the sales they report, kept exactly as they came."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Device(models.Model):
    """A till. Its token is kept as a digest only."""

    code = models.SlugField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=80)
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="devices")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="devices")
    token_digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    enrolment_digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    enrolment_expires_at = models.DateTimeField(null=True, editable=False)
    enrolment_used_at = models.DateTimeField(null=True, editable=False)
    enrolled_at = models.DateTimeField(_("enrolled"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, editable=False)
    last_sequence = models.PositiveBigIntegerField(_("last number"), default=0, editable=False)
    waiting_sales = models.PositiveIntegerField(
        _("sales waiting"), default=0, editable=False, help_text=_("Not yet sent, as the till last said.")
    )
    oldest_waiting_at = models.DateTimeField(null=True, editable=False)
    clock_skew_seconds = models.IntegerField(
        _("clock ahead by, seconds"), null=True, editable=False, help_text=_("The till's clock less ours.")
    )
    app_version = models.CharField(_("app version"), max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("till")
        verbose_name_plural = _("tills")

    def __str__(self) -> str:
        return self.name


class SaleEnvelope(models.Model):
    """A sale as the till sent it, and what became of it. The raw text is never changed."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        BOOKED = "booked", _("Booked")
        ATTENTION = "attention", _("Needs attention")
        DISMISSED = "dismissed", _("Dismissed")

    sale_id = models.UUIDField(unique=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="envelopes")
    sequence = models.PositiveBigIntegerField(null=True)
    version = models.PositiveSmallIntegerField(help_text=_("Of the format; 0 where it could not be read."))
    sold_at = models.DateTimeField(_("sold"), null=True, help_text=_("By the till's clock."))
    raw = models.TextField()
    digest = models.CharField(max_length=64, help_text=_("Of the content, whatever the order of its keys."))
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    order = models.OneToOneField(
        "order.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="sale_envelope"
    )
    differences = models.JSONField(default=list, help_text=_("Where the till's figures differ from ours."))
    problem_code = models.CharField(max_length=48, blank=True)
    problem = models.JSONField(default=dict)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("till sale")
        verbose_name_plural = _("till sales")
        indexes = [
            models.Index(fields=["device", "sequence"], name="pos_envelope_sequence"),
            models.Index(
                fields=["state"], name="pos_envelope_open", condition=Q(state__in=["received", "attention"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.sale_id)


class EnvelopeCopy(models.Model):
    """Another content that came under the id of a sale already kept. The first stands; nothing is lost."""

    envelope = models.ForeignKey(SaleEnvelope, on_delete=models.PROTECT, related_name="copies")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    raw = models.TextField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("received"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    booked_as = models.ForeignKey(
        SaleEnvelope,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The sale under which somebody had this content booked."),
    )

    class Meta:
        verbose_name = _("contradicting copy of a till sale")
        verbose_name_plural = _("contradicting copies of till sales")
        constraints = [models.UniqueConstraint(fields=["envelope", "digest"], name="pos_envelope_copy_once")]

    def __str__(self) -> str:
        return f"{self.envelope_id}: {self.digest[:12]}"
