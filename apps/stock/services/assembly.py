"""Kits: put together out of their components, or taken apart again. What it costs goes along."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core import clock
from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.transactions import durable

from ..choices import OUTWARD, MovementKind
from ..models import ProductCost
from ..types import NewMovement
from .checks import check_locations, check_products, check_quantity
from .guard import refuse_promised
from .levels import OutOfStock
from .movements import record_movements

__all__ = ["NoComponents", "OutOfStock", "assemble", "disassemble"]

Costs = Mapping[int, Decimal]


class NoComponents(DomainError):
    code = "no-components"
    message = _("Say of which other products, and how many of each, one is made.")


@dataclass(frozen=True, slots=True)
class Kit:
    """So many units of a product, each made of these units of others, at one location."""

    product_id: int
    components: Mapping[int, int]
    quantity: int
    location_id: int


def assemble(*, kit: Kit, actor: Actor | None, key: str) -> None:
    """Put kits together: the components leave the stock and kits come in at the components' summed average cost.

    Where a component's cost is unknown, so is the kit's. The same key twice does it once. Raises NoComponents,
    OutOfStock for components that aren't there or are promised, WrongQuantity, NotStocked, KeepsNoStock,
    UnknownLocation.
    """
    _carry_out(kit, actor, key, is_assembly=True)


def disassemble(*, kit: Kit, actor: Actor | None, key: str) -> None:
    """Take kits apart: the components come in and share the kit's average cost in proportion to their own.

    The same key twice does it once. Raises what `assemble` raises, OutOfStock for the kit.
    """
    _carry_out(kit, actor, key, is_assembly=False)


def _carry_out(kit: Kit, actor: Actor | None, key: str, *, is_assembly: bool) -> None:
    _check(kit)
    at = clock.now()
    parts = {product_id: kit.quantity * each for product_id, each in kit.components.items()}
    whole = {kit.product_id: kit.quantity}
    gone, come = (parts, whole) if is_assembly else (whole, parts)
    with durable():
        check_products([kit.product_id, *kit.components])
        check_locations([kit.location_id])
        costs = _costs(kit, is_assembly=is_assembly)
        moving = _moving(kit, {MovementKind.ASSEMBLY_OUT: gone, MovementKind.ASSEMBLY_IN: come}, costs, at)
        movements = [replace(each, source_id=key, actor_id=actor.pk if actor else None) for each in moving]
        if not record_movements(movements=movements):
            return
        refuse_promised(taken={(each, kit.location_id): units for each, units in gone.items()}, at=at)
        record_act(
            actor=actor,
            action="stock.assembled" if is_assembly else "stock.disassembled",
            subject=f"stock:{kit.product_id}:{kit.location_id}",
            details={"units": kit.quantity, "components": {str(k): v for k, v in kit.components.items()}},
        )


def _check(kit: Kit) -> None:
    if not kit.components or kit.product_id in kit.components:
        raise NoComponents
    for units in (kit.quantity, *kit.components.values()):
        check_quantity(units, least=1)
    for each in kit.components.values():
        check_quantity(kit.quantity * each, least=1)


def _costs(kit: Kit, *, is_assembly: bool) -> Costs:
    """Return what one unit of each product is worth in this: what comes in together costs what goes out."""
    found = dict(
        ProductCost.objects.filter(product_id__in=[kit.product_id, *kit.components]).values_list(
            "product_id", "average"
        )
    )
    known = found.keys() >= kit.components.keys()
    summed = sum((found[key] * units for key, units in kit.components.items()), Decimal(0)) if known else None
    if is_assembly:
        found.pop(kit.product_id, None)
        return found if summed is None else found | {kit.product_id: summed}
    return _shared(kit, found, summed)


def _shared(kit: Kit, found: dict[int, Decimal], summed: Decimal | None) -> Costs:
    whole = found.get(kit.product_id)
    if whole is None:
        return {}
    if summed:
        return {kit.product_id: whole, **{key: whole * found[key] / summed for key in kit.components}}
    each = whole / sum(kit.components.values())
    return {kit.product_id: whole, **dict.fromkeys(kit.components, each)}


def _moving(
    kit: Kit, units: Mapping[MovementKind, Mapping[int, int]], costs: Costs, at: datetime
) -> Iterator[NewMovement]:
    for kind, goods in units.items():
        for product_id, quantity in goods.items():
            yield NewMovement(
                product_id=product_id,
                location_id=kit.location_id,
                kind=kind,
                quantity=-quantity if kind in OUTWARD else quantity,
                at=at,
                source_kind="assembly",
                source_id="",
                source_line=str(product_id),
                unit_cost=costs.get(product_id),
            )
