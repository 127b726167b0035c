"""Opening stock: what a file says lies at a location, for goods that never moved there. Later the ledger knows."""

from collections.abc import Sequence
from datetime import datetime

from apps.catalog.selectors import components_of
from apps.catalog.types import Problem, SellableDraft
from apps.channels.models import Location
from apps.stock.choices import MovementKind
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement
from apps.stock.valuation import stock_as_of

REASON = "Opening stock"


def check_stock(sellable: SellableDraft) -> list[Problem]:
    """Warn of a quantity below zero, which other systems write for goods oversold, and of a bundle's."""
    if sellable.components and sellable.stock:
        return [Problem("stock-of-bundle", sellable.line, "stock", str(sellable.stock), is_error=False)]
    if sellable.stock is None or sellable.stock >= 0:
        return []
    return [Problem("stock-below-zero", sellable.line, "stock", str(sellable.stock), is_error=False)]


def opening_quantities(
    *, location: Location, sold: Sequence[tuple[int | None, SellableDraft]], at: datetime
) -> list[tuple[int | None, SellableDraft]]:
    """Return those whose quantity is to be taken over: told, above zero, no bundle, and nothing moved there yet."""
    told = [
        (product_id, sellable)
        for product_id, sellable in sold
        if (sellable.stock or 0) > 0 and not sellable.components
    ]
    ids = [product_id for product_id, _sellable in told if product_id]
    left_out = {
        *(product for product, _place in stock_as_of(product_ids=ids, location_ids=[location.pk], at=at)),
        *components_of(bundle_ids=ids),
    }
    return [(product_id, sellable) for product_id, sellable in told if product_id not in left_out]


def receive_opening(*, location: Location, sold: Sequence[tuple[int, SellableDraft]], at: datetime) -> None:
    """Record the quantities as goods that were there from the beginning."""
    record_movements(
        movements=[
            NewMovement(
                product_id=product_id,
                location_id=location.pk,
                kind=MovementKind.ADJUSTMENT_IN,
                quantity=sellable.stock or 0,
                at=at,
                source_kind="opening-stock",
                source_id=str(location.pk),
                source_line=str(product_id),
                reason=REASON,
                unit_cost=sellable.unit_cost,
            )
            for product_id, sellable in sold
        ]
    )
