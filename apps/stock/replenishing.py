"""What replenishment reads: how much was sold each day, and what there is and is to come, location by location."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from django.db.models import F, IntegerField, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncDate

from .choices import MovementKind, StockState, TransferState
from .incoming import scheduled_units
from .models import ProductCost, StockLevel, StockMovement, TransferLine

ROWS_AT_A_TIME = 10_000


@dataclass(frozen=True, slots=True)
class Position:
    """A product at a location: what can be sold now, and what is on its way, expected, or about to be sent."""

    product_id: int
    on_hand: int
    available: int
    in_transit: int
    scheduled: int
    in_drafts: int
    leaving: int

    @property
    def total(self) -> int:
        """Return what is there or coming for certain, less what is promised or about to leave."""
        return self.available + self.in_transit + self.scheduled + self.in_drafts - self.leaving


def daily_movements(
    *, location_id: int, since: datetime, zone: tzinfo, product_ids: Collection[int] | None = None
) -> Iterator[tuple[int, object, int, int]]:
    """Yield product, day, units sold, and by how much sellable stock changed, for each day with movements.

    Streamed from the server: the memory it takes doesn't depend on how much was sold.
    """
    moved = StockMovement.objects.filter(
        location_id=location_id, at__gte=since, state=StockState.SELLABLE, product__needs_shipping=True
    )
    if product_ids is not None:
        moved = moved.filter(product_id__in=product_ids)
    sold = Coalesce(-Sum("quantity", filter=Q(kind=MovementKind.SALE)), Value(0))
    days = moved.order_by().annotate(day=TruncDate("at", tzinfo=zone)).values_list("product_id", "day")
    return days.annotate(sold=sold, change=Sum("quantity")).iterator(chunk_size=ROWS_AT_A_TIME)


def positions(*, location_id: int, product_ids: Collection[int] | None = None) -> list[Position]:
    """Return the position of every product that has a level at the location, by product, without bundles; four queries.

    What has a draft of a transfer counts as decided: as coming here and as gone there.
    """
    levels = StockLevel.objects.filter(_REORDERED, location_id=location_id)
    if product_ids is not None:
        levels = levels.filter(product_id__in=product_ids)
    available = F("on_hand") - F("allocated") - F("held") - F("safety_stock")
    rows = list(levels.order_by("product_id").values_list("product_id", "on_hand", available, "in_transit"))
    scheduled = scheduled_units(location_id=location_id, product_ids=[row[0] for row in rows])
    drafts = TransferLine.objects.filter(transfer__state=TransferState.DRAFT).values_list("product_id")
    coming = dict(drafts.filter(transfer__destination_id=location_id).annotate(units=_UNITS))
    leaving = dict(drafts.filter(transfer__origin_id=location_id).annotate(units=_UNITS))
    return [
        Position(
            product_id=key,
            on_hand=on_hand,
            available=free,
            in_transit=in_transit,
            scheduled=scheduled.get(key, 0),
            in_drafts=coming.get(key, 0),
            leaving=leaving.get(key, 0),
        )
        for key, on_hand, free, in_transit in rows
    ]


def stocked_products() -> list[int]:
    """Return the keys of the physical products, bundles left out, that have a level at an active location."""
    levels = StockLevel.objects.filter(_REORDERED, location__is_active=True)
    return list(levels.order_by("product_id").values_list("product_id", flat=True).distinct())


def average_costs(*, product_ids: Collection[int] | None = None) -> dict[int, Decimal]:
    """Return the average cost of each product that has one, in the company's currency."""
    costs = ProductCost.objects.all()
    if product_ids is not None:
        costs = costs.filter(product_id__in=product_ids)
    return dict(costs.values_list("product_id", "average"))


_REORDERED = Q(product__needs_shipping=True, product__components__isnull=True)
"""Levels of what can be ordered: a bundle may have one from before it was a bundle."""
_UNITS = Sum("quantity", output_field=IntegerField())
