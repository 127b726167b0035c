"""The words of stock: why goods move, what state they are in, how far a transfer or a count is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MovementKind(models.TextChoices):
    """Why goods came or went. The kind decides the direction."""

    SALE = "sale", _("Sale")
    RETURN = "return", _("Return")
    RECEIPT = "receipt", _("Receipt")
    SUPPLIER_RETURN = "supplier-return", _("Sent back to the supplier")
    TRANSFER_OUT = "transfer-out", _("Sent to another location")
    TRANSFER_IN = "transfer-in", _("Received from another location")
    COUNT_IN = "count-in", _("Found in a count")
    COUNT_OUT = "count-out", _("Missing in a count")
    ADJUSTMENT_IN = "adjustment-in", _("Adjustment upwards")
    ADJUSTMENT_OUT = "adjustment-out", _("Adjustment downwards")
    WRITE_OFF = "write-off", _("Write-off")
    ASSEMBLY_IN = "assembly-in", _("Put together")
    ASSEMBLY_OUT = "assembly-out", _("Used to put something together")
    STATE_IN = "state-in", _("Came from another state")
    STATE_OUT = "state-out", _("Went to another state")

    @classmethod
    def adjusted(cls, quantity: int) -> "MovementKind":
        """Return the kind of a correction by hand in the quantity's direction."""
        return cls.ADJUSTMENT_IN if quantity > 0 else cls.ADJUSTMENT_OUT

    @classmethod
    def counted(cls, difference: int) -> "MovementKind":
        """Return the kind of a count's difference in its direction."""
        return cls.COUNT_IN if difference > 0 else cls.COUNT_OUT


OUTWARD = frozenset(
    {
        MovementKind.SALE,
        MovementKind.SUPPLIER_RETURN,
        MovementKind.TRANSFER_OUT,
        MovementKind.COUNT_OUT,
        MovementKind.ADJUSTMENT_OUT,
        MovementKind.WRITE_OFF,
        MovementKind.ASSEMBLY_OUT,
        MovementKind.STATE_OUT,
    }
)
INWARD = frozenset(set(MovementKind) - OUTWARD)
EXPLAINED = frozenset({MovementKind.ADJUSTMENT_IN, MovementKind.ADJUSTMENT_OUT, MovementKind.WRITE_OFF})
"""Kinds that need a reason, since no document stands behind them."""


class StockState(models.TextChoices):
    """What state goods are in; only sellable ones are on hand and can be promised."""

    SELLABLE = "sellable", _("Sellable")
    QUARANTINE = "quarantine", _("Quarantine")
    DISPLAY = "display", _("Display")
    IN_TRANSIT = "in-transit", _("On the way")


COUNTERS = {
    StockState.SELLABLE: "on_hand",
    StockState.QUARANTINE: "quarantined",
    StockState.DISPLAY: "displayed",
    StockState.IN_TRANSIT: "in_transit",
}
"""The column of a level that counts each state."""


class TransferState(models.TextChoices):
    """How far a transfer is."""

    DRAFT = "draft", _("Draft")
    DISPATCHED = "dispatched", _("On the way")
    PARTLY_RECEIVED = "partly-received", _("Partly received")
    RECEIVED = "received", _("Received")
    CANCELLED = "cancelled", _("Cancelled")


ON_THE_WAY = (TransferState.DISPATCHED, TransferState.PARTLY_RECEIVED)
"""States of a transfer of which goods are in transit."""


class CountScope(models.TextChoices):
    """What a count looks at."""

    FULL = "full", _("Everything")
    CYCLE = "cycle", _("What is due")
    CATEGORY = "category", _("A category")
    SHELF = "shelf", _("A shelf")


class CountStatus(models.TextChoices):
    """How far a count is."""

    OPEN = "open", _("Counting")
    REVIEW = "review", _("To review")
    APPROVAL = "approval", _("Waiting for approval")
    POSTED = "posted", _("Posted")
    CANCELLED = "cancelled", _("Cancelled")


class CountSource(models.TextChoices):
    """How a quantity came into a count."""

    SCAN = "scan", _("Scanned")
    TYPED = "typed", _("Typed")
    FILE = "file", _("File")
    RFID = "rfid", _("RFID")


SETS = frozenset({CountSource.TYPED, CountSource.FILE})
"""Sources that say how many lie on a shelf, replacing what was counted there; the others add to it."""


class LineDecision(models.TextChoices):
    """What somebody decided about a line of a count that can't simply be booked."""

    NONE = "", _("Nothing decided")
    ACCEPT = "accept", _("Book it as counted")
    SKIP = "skip", _("Leave the book as it is")
    RECOUNT = "recount", _("Count again")


class CostCause(models.TextChoices):
    """Why a product's average cost changed."""

    RECEIPT = "receipt", _("Receipt")
    OPENING = "opening", _("Opening stock")
    LANDED = "landed", _("Landed cost")
    CORRECTION = "correction", _("Cost corrected")
    ASSEMBLY = "assembly", _("Put together")
