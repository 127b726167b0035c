"""A retailer's past: files of sales from a former system and what became of each of their rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField


class SalesImport(models.Model):
    """One run of an import: which file, into which channel, how far it came."""

    source = models.CharField(max_length=24)
    file_name = models.CharField(max_length=255)
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sales import")
        verbose_name_plural = _("sales imports")

    def __str__(self) -> str:
        return self.file_name


class SalesDocument(models.Model):
    """An invoice or credit note of a file, or a part of one, booked once: `digest` is of its rows."""

    run = models.ForeignKey(SalesImport, on_delete=models.PROTECT, related_name="documents")
    source = models.CharField(max_length=24)
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=32)
    digest = models.CharField(max_length=32)
    is_credit = models.BooleanField()
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, null=True, related_name="+")
    handed_in = models.ForeignKey("order.Return", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "source", "channel", "digest"], name="history_document_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SalesRow(models.Model):
    """A row of a file and what it became: the account in which every row stands exactly once."""

    document = models.ForeignKey(SalesDocument, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(help_text=_("Line of the file."))
    position = models.PositiveIntegerField(
        help_text=_("Place within the document, also of what was booked for it.")
    )
    month = models.CharField(max_length=7, blank=True)
    code = models.CharField(max_length=64)
    has_customer = models.BooleanField()
    quantity = models.IntegerField()
    unit_price = AmountField()
    outcome = models.CharField(max_length=12)
    reason = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="history_row_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.position}"
