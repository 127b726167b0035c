"""Counts of what really lies there, while the shop goes on selling."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField

from ..choices import CountScope, CountSource, CountStatus, LineDecision, StockState


class StockCount(models.Model):
    """A count at one location: of everything there, of what is due, of a category or of a shelf."""

    Scope, Status = CountScope, CountStatus

    code = models.CharField(max_length=20, unique=True)
    location = models.ForeignKey("channels.Location", on_delete=models.PROTECT, related_name="stock_counts")
    scope = models.CharField(_("what is counted"), max_length=12, choices=Scope.choices)
    category = models.ForeignKey(
        "catalogue.Category", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    shelf = models.CharField(_("shelf"), max_length=32, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=StockState.choices, default=StockState.SELLABLE
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.OPEN)
    is_blind = models.BooleanField(
        _("blind"), default=True, help_text=_("What the book says isn't shown to those who count.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened"))
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    posted_at = models.DateTimeField(_("posted"), null=True, blank=True)
    difference_value = AmountField(
        _("value of the differences"),
        null=True,
        blank=True,
        help_text=_("What was found and what was missing, both counted as positive, at average cost."),
    )

    class Meta:
        verbose_name = _("stock count")
        verbose_name_plural = _("stock counts")

    def __str__(self) -> str:
        return self.code


class CountLine(models.Model):
    """One product of a count: what was counted when, and what the book said at that moment.

    `counted` is a cache of the entries. Book, unit cost and movement are written when the count is posted.
    """

    Decision = LineDecision

    count = models.ForeignKey(StockCount, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="+")
    counted = models.IntegerField(_("counted"), null=True, blank=True)
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    book = models.IntegerField(_("book at that moment"), null=True, blank=True)
    unit_cost = AmountField(_("unit cost"), null=True, blank=True)
    movement = models.OneToOneField(
        "stock.StockMovement", on_delete=models.PROTECT, null=True, blank=True, related_name="count_line"
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    in_scope = models.BooleanField(
        _("belongs to the count"), default=True, help_text=_("If not, it was found and taken along.")
    )
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True, default="")
    recount_from = models.DateTimeField(
        _("counted again from"),
        null=True,
        blank=True,
        help_text=_("Entries from before don't count any more."),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["count", "product"], name="stock_count_line_once")]

    def __str__(self) -> str:
        return f"{self.counted} × {self.product}"

    @property
    def difference(self) -> int | None:
        """Return how many units more (positive) or fewer lay there than the book said; None before it is known."""
        return None if self.counted is None or self.book is None else self.counted - self.book


class CountEntry(models.Model):
    """What one person counted of a product on one shelf at one moment.

    Scans and tags add up; what is typed, or comes in a file, replaces what was counted on that shelf before.
    """

    line = models.ForeignKey(CountLine, on_delete=models.CASCADE, related_name="entries")
    shelf = models.CharField(_("shelf"), max_length=32, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    at = models.DateTimeField(_("counted at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(_("source"), max_length=8, choices=CountSource.choices)
    device = models.CharField(_("device"), max_length=80, blank=True)
    key = models.CharField(max_length=64, help_text=_("The scan's own id: what is sent twice counts once."))
    is_undone = models.BooleanField(_("taken back"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "key"], name="stock_count_entry_once")]

    def __str__(self) -> str:
        return f"{self.quantity} at {self.shelf}"


class CountTag(models.Model):
    """One RFID tag that was read during a count; however often it is read, it is one unit."""

    count = models.ForeignKey(StockCount, on_delete=models.CASCADE, related_name="tags")
    epc = models.CharField(
        _("EPC"), max_length=128, help_text=_("As a GS1 Digital Link, whatever form the reader wrote it in.")
    )
    gtin = models.CharField(_("GTIN"), max_length=14)
    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    at = models.DateTimeField(_("read at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "epc"], name="stock_count_tag_once"),
            models.CheckConstraint(condition=~Q(epc=""), name="stock_count_tag_epc"),
        ]

    def __str__(self) -> str:
        return self.epc
