"""The moving average cost of each product, and the ledger of what moved it. The formula is in costing.py."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from apps.core import clock
from apps.core.audit import Actor
from apps.core.bulk import copy_rows
from apps.core.transactions import transaction_required

from ..choices import CostCause, MovementKind
from ..costing import Costed, Owned, add_cost, take_in
from ..models import CostEntry, ProductCost, StockLevel
from ..types import NewMovement

COSTED = {
    MovementKind.RECEIPT: CostCause.RECEIPT,
    MovementKind.ADJUSTMENT_IN: CostCause.OPENING,
    MovementKind.ASSEMBLY_IN: CostCause.ASSEMBLY,
}


@dataclass(frozen=True, slots=True)
class LateCost:
    """An amount that becomes known after so many units of a product came in, such as freight. May be negative."""

    product_id: int
    units: int
    amount: Decimal
    cause: CostCause
    source_kind: str
    source_id: str
    source_line: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    """One change of a product's average: what happened to how many units for which amount."""

    product_id: int
    cause: CostCause
    source: tuple[str, str, str]
    quantity: int
    amount: Decimal
    formula: Callable[[Owned], Costed]
    comes: int
    """How many units it adds to what is owned."""
    actor_id: int | None = None
    reason: str = ""


@transaction_required
def take_in_receipts(*, movements: Sequence[NewMovement]) -> None:
    """Take the cost of receipts that were just recorded into the averages; those taken in before are skipped."""
    _apply([_receipt(each) for each in movements if each.kind in COSTED and each.unit_cost is not None])


@transaction_required
def add_costs(*, costs: Iterable[LateCost], actor: Actor | None) -> None:
    """Spread what became known later over the goods that are still owned; the rest is variance. Once a source."""
    _apply([_late(cost, actor) for cost in costs])


def _receipt(movement: NewMovement) -> _Change:
    amount = movement.quantity * (movement.unit_cost or Decimal(0))

    def formula(owned: Owned) -> Costed:
        return take_in(owned=owned, quantity=movement.quantity, amount=amount)

    return _Change(
        product_id=movement.product_id,
        cause=COSTED[MovementKind(movement.kind)],
        source=(movement.source_kind, movement.source_id, movement.source_line),
        quantity=movement.quantity,
        amount=amount,
        formula=formula,
        comes=movement.quantity,
        actor_id=movement.actor_id,
        reason=movement.reason,
    )


def _late(cost: LateCost, actor: Actor | None) -> _Change:
    def formula(owned: Owned) -> Costed:
        return add_cost(owned=owned, units=cost.units, amount=cost.amount)

    return _Change(
        product_id=cost.product_id,
        cause=cost.cause,
        source=(cost.source_kind, cost.source_id, cost.source_line),
        quantity=cost.units,
        amount=cost.amount,
        formula=formula,
        comes=0,
        actor_id=actor.pk if actor else None,
        reason=cost.reason,
    )


def _apply(changes: Sequence[_Change]) -> None:
    """Apply the changes one after the other, with a number of statements that doesn't depend on theirs."""
    if not changes:
        return
    before = _lock_averages({change.product_id for change in changes})
    known = _recorded(changes)
    new = [change for change in changes if _key(change) not in known]
    owned = _owned_before(new)
    averages: dict[int, Decimal] = {}
    rows = []
    for change in new:
        key = change.product_id
        found = Owned(owned[key], averages.get(key, before[key]))
        after = change.formula(found)
        rows.append(_row(change, found, after))
        averages[key] = after.average
        owned[key] += change.comes
    copy_rows(model=CostEntry, fields=_FIELDS, rows=rows)
    _keep_averages(averages)


def _lock_averages(product_ids: Collection[int]) -> dict[int, Decimal | None]:
    """Lock the products, in order, so that two receipts of one product take turns; return their averages."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [sorted(product_ids)])
        return dict(cursor.fetchall())


def _recorded(changes: Sequence[_Change]) -> set[tuple[object, ...]]:
    entries = CostEntry.objects.filter(
        product_id__in={change.product_id for change in changes},
        source_id__in={change.source[1] for change in changes},
    )
    return set(entries.values_list("product_id", "cause", "source_kind", "source_id", "source_line"))


def _key(change: _Change) -> tuple[object, ...]:
    return (change.product_id, change.cause.value, *change.source)


def _owned_before(changes: Sequence[_Change]) -> Counter[int]:
    """Return what the company owned of each product before these changes, wherever and in whatever state."""
    owned: Counter[int] = Counter()
    levels = StockLevel.objects.filter(product_id__in={change.product_id for change in changes})
    for product_id, *units in levels.values_list(
        "product_id", "on_hand", "quarantined", "displayed", "in_transit"
    ):
        owned[product_id] += sum(units)
    for change in changes:
        owned[change.product_id] -= change.comes
    return owned


_FIELDS = (
    *("product_id", "recorded_at", "cause", "quantity_before", "average_before", "quantity", "amount"),
    *("average_after", "variance", "source_kind", "source_id", "source_line", "actor_id", "reason"),
)


def _row(change: _Change, before: Owned, after: Costed) -> tuple[object, ...]:
    return (
        *(change.product_id, clock.now(), change.cause.value, before.quantity, before.average),
        *(change.quantity, change.amount, after.average, after.variance, *change.source),
        *(change.actor_id, change.reason),
    )


def _keep_averages(averages: dict[int, Decimal]) -> None:
    ProductCost.objects.bulk_create(
        [ProductCost(product_id=product_id, average=average) for product_id, average in averages.items()],
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["average"],
    )


# Where no cost is known there is no row to lock; the product itself stands in for it.
_LOCK = """
SELECT product.id, cost.average FROM catalogue_product AS product
LEFT JOIN stock_productcost AS cost ON cost.product_id = product.id
WHERE product.id = ANY(%s) ORDER BY product.id
FOR NO KEY UPDATE OF product
"""
