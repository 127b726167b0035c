"""A draft's lines as people write them: put, added to, taken off."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.transactions import durable
from apps.stock.services.checks import check_products, check_quantity

from ..choices import OrderState as State
from ..models import PurchaseOrder, PurchaseOrderLine
from ..selectors import sources
from ..terms import price_for
from ..types import Source
from .orders import NotOnOrder, lock_order, note


class PriceNeeded(DomainError):
    code = "purchase-price-needed"
    message = _("No price is agreed with %(name)s for this product. Type what it costs.")


class WrongPrice(DomainError):
    code = "wrong-purchase-price"
    message = _("A price is zero or more, below a thousand million, with four decimals at most.")


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

    Raises UnknownOrder, WrongOrderState, NotStocked, KeepsNoStock, ConsistsOfOthers, WrongQuantity, PriceNeeded,
    WrongPrice.
    """
    check_quantity(quantity, least=1)
    check_price(unit_price)
    with durable():
        order = lock_order(order_id, State.DRAFT)
        check_products([product_id])
        source = _source(order, product_id, at)
        facts = {"quantity": quantity, "unit_price": unit_price, "expected_date": expected_date}
        return _write(order, source, product_id, actor, **facts)


def add_to_order(
    *,
    order_id: int,
    product_id: int,
    quantity: int,
    actor: Actor | None,
    at: datetime,
    unit_price: Decimal | None = None,
) -> PurchaseOrderLine:
    """Write so many more of a product on a draft. A price typed before stays, as does the day it is expected.

    Raises as put_on_order does.
    """
    check_quantity(quantity, least=1)
    check_price(unit_price)
    with durable():
        order = lock_order(order_id, State.DRAFT)
        check_products([product_id])
        source, day = _source(order, product_id, at), None
        line = order.lines.filter(product_id=product_id).first()
        if line:
            unit_price = _typed_price(line, source) if unit_price is None else unit_price
            quantity, day = quantity + line.quantity, line.expected_date
            check_quantity(quantity, least=1)
        facts = {"quantity": quantity, "unit_price": unit_price, "expected_date": day}
        return _write(order, source, product_id, actor, **facts)


def take_off_order(*, order_id: int, product_id: int, actor: Actor | None) -> None:
    """Take a product off a draft. Raises UnknownOrder, WrongOrderState, NotOnOrder."""
    with durable():
        order = lock_order(order_id, State.DRAFT)
        taken, _rows = order.lines.filter(product_id=product_id).delete()
        if not taken:
            raise NotOnOrder
        note(order, actor, "line-taken-off", product=product_id)


def check_price(price: Decimal | None) -> None:
    """Raise WrongPrice for what can only be a typing error."""
    if price is None:
        return
    if not 0 <= price < 1_000_000_000 or price != round(price, 4):
        raise WrongPrice


def _source(order: PurchaseOrder, product_id: int, at: datetime) -> Source | None:
    """Return on what terms the order's supplier sells the product, if any are agreed."""
    found = sources(product_ids=[product_id], day=at.date(), supplier_id=order.supplier_id)
    return next(iter(found.get(product_id, ())), None)


def _typed_price(line: PurchaseOrderLine, source: Source | None) -> Decimal | None:
    """Return the line's price where it isn't the one agreed for so many, and so was typed."""
    agreed = price_for(terms=source.terms, quantity=line.quantity) if source else None
    return None if line.unit_price == agreed else line.unit_price


def _write(
    order: PurchaseOrder, source: Source | None, product_id: int, actor: Actor | None, **facts: Any
) -> PurchaseOrderLine:
    if facts["unit_price"] is None:
        if source is None:
            raise PriceNeeded(name=order.supplier.name)
        facts["unit_price"] = price_for(terms=source.terms, quantity=facts["quantity"])
    told = {"quantity": facts["quantity"], "unit_price": str(facts["unit_price"])}
    facts["pack_size"] = source.terms.pack_size if source else 1
    facts["supplier_sku"] = source.supplier_sku if source else ""
    line, _created = PurchaseOrderLine.objects.update_or_create(
        order=order, product_id=product_id, defaults=facts
    )
    note(order, actor, "line-put", product=product_id, **told)
    return line
