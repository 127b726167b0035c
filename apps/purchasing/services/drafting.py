"""Drafts: what is to be ordered, written down by hand or out of what is needed; freely changed until sent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.transactions import durable
from apps.stock.services.checks import check_locations, check_products, check_quantity

from ..choices import OrderState as State
from ..models import PurchaseOrder, PurchaseOrderLine, Supplier
from ..selectors import best_source, rates_on, sources
from ..shortages import shortages_at
from ..terms import offer, price_for
from ..types import Source, Wanted
from .orders import NotOnOrder, lines_by_product, lock_order, note
from .suppliers import UnknownSupplier


class InactiveSupplier(DomainError):
    code = "inactive-supplier"
    message = _("We don't buy from %(name)s any more.")


class PriceNeeded(DomainError):
    code = "purchase-price-needed"
    message = _("No price is agreed with %(name)s for this product. Type what it costs.")


class WrongPrice(DomainError):
    code = "wrong-purchase-price"
    message = _("A price is zero or more, and below a thousand million.")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts that were made or added to, and the products that nobody sells us."""

    orders: list[PurchaseOrder] = field(default_factory=list)
    without_supplier: list[int] = field(default_factory=list)


def draft_order(
    *, supplier_id: int, location_id: int, actor: Actor | None, at: datetime, note_to_supplier: str = ""
) -> PurchaseOrder:
    """Begin an order with nothing on it yet. Raises UnknownSupplier, InactiveSupplier, UnknownLocation."""
    with durable():
        check_locations([location_id])
        supplier = _active_supplier(supplier_id)
        return _new_order(supplier, location_id, actor, at, note_to_supplier)


def put_on_order(
    *,
    order_id: int,
    product_id: int,
    quantity: int,
    actor: Actor | None,
    at: datetime,
    unit_price: Decimal | None = None,
    expected_date: date | None = None,
) -> PurchaseOrderLine:
    """Write a line of a draft: this many, at this price or the one agreed for so many.

    Raises UnknownOrder, WrongOrderState, NotStocked, KeepsNoStock, WrongQuantity, PriceNeeded, WrongPrice.
    """
    check_quantity(quantity, least=1)
    check_price(unit_price)
    with durable():
        order = lock_order(order_id, State.DRAFT)
        check_products([product_id])
        source = _sold_by(order.supplier_id, [product_id], at).get(product_id)
        if unit_price is None and source is None:
            raise PriceNeeded(name=order.supplier.name)
        if unit_price is None and source is not None:
            unit_price = price_for(terms=source.terms, quantity=quantity)
        facts = {
            "quantity": quantity,
            "unit_price": unit_price,
            "expected_date": expected_date,
            "pack_size": source.terms.pack_size if source else 1,
            "supplier_sku": source.supplier_sku if source else "",
        }
        line, _created = PurchaseOrderLine.objects.update_or_create(
            order=order, product_id=product_id, defaults=facts
        )
        note(order, actor, "line-put", product=product_id, quantity=quantity, unit_price=str(unit_price))
    return line


def take_off_order(*, order_id: int, product_id: int, actor: Actor | None) -> None:
    """Take a product off a draft. Raises UnknownOrder, WrongOrderState, NotOnOrder."""
    with durable():
        order = lock_order(order_id, State.DRAFT)
        taken, _rows = order.lines.filter(product_id=product_id).delete()
        if not taken:
            raise NotOnOrder
        note(order, actor, "line-taken-off", product=product_id)


def draft_orders(*, wanted: Iterable[Wanted], actor: Actor | None, at: datetime) -> Drafted:
    """Write what is needed into one draft per supplier and location, adding to drafts that are open.

    Quantities are rounded up to packs and minimums. A line that is on such a draft already is raised to what
    is wanted, not added up, so that the same needs told twice are ordered once. Raises WrongQuantity,
    NotStocked, KeepsNoStock, UnknownLocation, UnknownSupplier, InactiveSupplier.
    """
    needs = list(wanted)
    for need in needs:
        check_quantity(need.quantity, least=1)
    with durable():
        check_products({need.product_id for need in needs})
        check_locations({need.location_id for need in needs})
        chosen, without = _choose(needs, at)
        orders = [
            _fill(supplier_id, location_id, picks, actor, at)
            for (supplier_id, location_id), picks in sorted(chosen.items())
        ]
    return Drafted(orders, without)


def draft_orders_for_shortages(*, location_id: int, actor: Actor | None, at: datetime) -> Drafted:
    """Order whatever is low at the location, up to twice its threshold, in one draft per supplier.

    What is on its way or on order counts as there. Raises UnknownLocation.
    """
    short = shortages_at(location_id=location_id)
    return draft_orders(
        wanted=[Wanted(product_id, location_id, quantity) for product_id, quantity in short.items()],
        actor=actor,
        at=at,
    )


def check_price(price: Decimal | None) -> None:
    """Raise WrongPrice for what can only be a typing error."""
    if price is not None and not 0 <= price < 1_000_000_000:
        raise WrongPrice


Picks = list[tuple[Source, int]]


def _choose(needs: Sequence[Wanted], at: datetime) -> tuple[dict[tuple[int, int], Picks], list[int]]:
    """Return what is bought from whom for which location, and what nobody sells."""
    sold = sources(product_ids={need.product_id for need in needs}, day=at.date())
    currencies = {source.currency for each in sold.values() for source in each}
    rates = rates_on(currencies=currencies, day=at.date())
    chosen: dict[tuple[int, int], Picks] = defaultdict(list)
    without = []
    for need in needs:
        named = need.supplier_id
        candidates = [each for each in sold.get(need.product_id, ()) if named in (None, each.supplier_id)]
        best = best_source(candidates=candidates, quantity=need.quantity, rates=rates)
        if best is None:
            without.append(need.product_id)
        else:
            chosen[best[0].supplier_id, need.location_id].append((best[0], need.quantity))
    return chosen, list(dict.fromkeys(without))


def _fill(
    supplier_id: int, location_id: int, picks: Picks, actor: Actor | None, at: datetime
) -> PurchaseOrder:
    order = _open_draft(supplier_id, location_id, actor, at)
    lines = lines_by_product(order)
    for source, wanted in picks:
        line = lines.get(source.product_id) or PurchaseOrderLine(order=order, product_id=source.product_id)
        lines[source.product_id] = line
        made = offer(terms=source.terms, wanted=max(wanted, line.quantity or 0))
        line.quantity, line.unit_price = made.quantity, made.unit_price
        line.supplier_sku, line.pack_size = source.supplier_sku, source.terms.pack_size
        line.expected_date = line.expected_date or at.date() + timedelta(days=source.lead_days)
    _save(list(lines.values()))
    note(order, actor, "drafted-from-needs", at, products=len(picks))
    return order


def _save(lines: Sequence[PurchaseOrderLine]) -> None:
    PurchaseOrderLine.objects.bulk_create(line for line in lines if line.pk is None)
    PurchaseOrderLine.objects.bulk_update(
        [line for line in lines if line.pk is not None],
        ["quantity", "unit_price", "supplier_sku", "pack_size", "expected_date"],
    )


def _open_draft(supplier_id: int, location_id: int, actor: Actor | None, at: datetime) -> PurchaseOrder:
    """Return the newest draft of the supplier for the location, or a new one; the supplier is locked for it."""
    supplier = _active_supplier(supplier_id)
    drafts = PurchaseOrder.objects.filter(
        supplier=supplier, location_id=location_id, state=State.DRAFT
    ).order_by("-pk")
    found = drafts.values_list("pk", flat=True).first()
    if found is not None:
        return lock_order(found, State.DRAFT)
    return _new_order(supplier, location_id, actor, at, "")


def _new_order(
    supplier: Supplier, location_id: int, actor: Actor | None, at: datetime, text: str
) -> PurchaseOrder:
    order = PurchaseOrder.objects.create(
        code=f"P-{speakable_code()}",
        supplier=supplier,
        location_id=location_id,
        currency=supplier.currency,
        note=text.strip()[:1000],
        created_by_id=actor.pk if actor else None,
        created_at=at,
    )
    note(order, actor, "drafted", at)
    return order


def _active_supplier(supplier_id: int) -> Supplier:
    """Lock and return a supplier we buy from, so that two drafts for it aren't begun at once."""
    supplier = Supplier.objects.select_for_update().filter(pk=supplier_id).first()
    if supplier is None:
        raise UnknownSupplier
    if not supplier.is_active:
        raise InactiveSupplier(name=supplier.name)
    return supplier


def _sold_by(supplier_id: int, product_ids: Sequence[int], at: datetime) -> Mapping[int, Source]:
    found = sources(product_ids=product_ids, day=at.date(), supplier_id=supplier_id)
    return {product_id: each[0] for product_id, each in found.items()}
