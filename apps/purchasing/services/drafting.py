"""Drafts: orders that are begun by hand, or written out of what is needed; freely changed until sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.transactions import durable
from apps.stock.services.checks import check_locations, check_products, check_quantity

from ..choices import OrderState as State
from ..models import PurchaseOrder, PurchaseOrderLine, Supplier
from ..selectors import best_source, rates_on, sources
from ..shortages import shortages
from ..terms import offer
from ..types import Source, Wanted
from .orders import lines_by_product, lock_order, note
from .suppliers import UnknownSupplier


class InactiveSupplier(DomainError):
    code = "inactive-supplier"
    message = _("We don't buy from %(name)s any more.")


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


def draft_orders(*, wanted: Iterable[Wanted], actor: Actor | None, at: datetime) -> Drafted:
    """Write what is needed into one draft per supplier and location, adding to drafts that are open.

    Quantities are rounded up to packs and minimums. A line that is on such a draft already is raised to what
    is wanted, not added up, so that the same needs told twice are ordered once; it stays with the supplier that
    the buyer put it with. Raises WrongQuantity, NotStocked, KeepsNoStock, ConsistsOfOthers, UnknownLocation,
    UnknownSupplier, InactiveSupplier.
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

    What is on its way, on order or on the draft of a transfer counts as there. Raises UnknownLocation.
    """
    check_locations([location_id])
    return draft_orders(wanted=shortages(location_ids=[location_id]), actor=actor, at=at)


Picks = list[tuple[Source, int]]


def _choose(needs: Sequence[Wanted], at: datetime) -> tuple[dict[tuple[int, int], Picks], list[int]]:
    """Return what is bought from whom for which location, and what nobody sells."""
    sold = sources(product_ids={need.product_id for need in needs}, day=at.date())
    currencies = {source.currency for each in sold.values() for source in each}
    rates = rates_on(currencies=currencies, day=at.date())
    begun = _begun(needs)
    chosen: dict[tuple[int, int], Picks] = defaultdict(list)
    without = []
    for need in needs:
        named = need.supplier_id
        candidates = [each for each in sold.get(need.product_id, ()) if named in (None, each.supplier_id)]
        stands_with = begun.get((need.product_id, need.location_id))
        drafted = [each for each in candidates if each.supplier_id == stands_with]
        best = best_source(candidates=drafted or candidates, quantity=need.quantity, rates=rates)
        if best is None:
            without.append(need.product_id)
        else:
            chosen[best[0].supplier_id, need.location_id].append((best[0], need.quantity))
    return chosen, list(dict.fromkeys(without))


def _begun(needs: Sequence[Wanted]) -> dict[tuple[int, int], int]:
    """Return on whose draft for which location each product stands: more of it is wanted there, not elsewhere too."""
    lines = PurchaseOrderLine.objects.filter(
        order__state=State.DRAFT,
        product_id__in={need.product_id for need in needs},
        order__location_id__in={need.location_id for need in needs},
    )
    rows = lines.order_by("order_id").values_list("product_id", "order__location_id", "order__supplier_id")
    return {(product_id, location_id): supplier_id for product_id, location_id, supplier_id in rows}


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
