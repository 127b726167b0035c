"""What is expected: goods that somebody outside has promised to deliver."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ScheduledReceipt(models.Model):
    """Units that a source, such as a purchase order's line, still brings to a location."""

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="+")
    location = models.ForeignKey("channels.Location", on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    due_date = models.DateField(_("expected"), null=True, blank=True)
    source_kind = models.CharField(max_length=24)
    source_id = models.CharField(max_length=64)
    source_line = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("scheduled receipt")
        verbose_name_plural = _("scheduled receipts")
        constraints = [
            models.UniqueConstraint(
                fields=["source_id", "source_line", "source_kind"], name="stock_scheduled_receipt_once"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_scheduled_receipt_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} by {self.due_date}"
