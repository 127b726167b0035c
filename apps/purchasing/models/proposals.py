"""What replenishment proposes to get for a location, with all the numbers behind it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .orders import PurchaseOrder
from .suppliers import Supplier


class ReplenishmentProposal(models.Model):
    """So many units of a product for a location, from a supplier or from another location.

    Each run replaces the open ones. One that is dismissed silences the product there until its position
    changes; one that is accepted keeps what was drafted from it.
    """

    class Kind(models.TextChoices):
        PURCHASE = "purchase", _("Purchase")
        TRANSFER = "transfer", _("Transfer")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DISMISSED = "dismissed", _("Dismissed")

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    location = models.ForeignKey("channels.Location", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    supplier = models.ForeignKey(
        Supplier,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text=_("Empty: nobody sells it."),
    )
    origin = models.ForeignKey("channels.Location", on_delete=models.CASCADE, null=True, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    position = models.IntegerField(
        _("position"), help_text=_("Available and coming, less what is promised, when it was proposed.")
    )
    cover_days = models.FloatField(
        _("days of cover"), null=True, help_text=_("How long the position lasts at the expected rate.")
    )
    explanation = models.JSONField(_("explanation"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    order = models.ForeignKey(PurchaseOrder, on_delete=models.SET_NULL, null=True, related_name="proposals")
    transfer = models.ForeignKey(
        "stock.Transfer", on_delete=models.SET_NULL, null=True, related_name="proposals"
    )

    class Meta:
        verbose_name = _("replenishment proposal")
        verbose_name_plural = _("replenishment proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["location", "product"],
                name="purchasing_proposal_once",
                condition=Q(state__in=["open", "dismissed"]),
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="purchasing_proposal_positive"),
            models.CheckConstraint(
                condition=Q(kind="purchase", origin__isnull=True)
                | Q(kind="transfer", supplier__isnull=True, origin__isnull=False),
                name="purchasing_proposal_from",
            ),
        ]
        indexes = [models.Index(fields=["location", "state"], name="purchasing_proposal_place")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product}"
