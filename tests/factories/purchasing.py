"""Suppliers with their terms, orders sent to them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory

from apps.catalog.models import Product
from apps.channels.models import Location
from apps.purchasing.models import PurchaseOrder, Supplier
from apps.purchasing.services import agreements, drafting, lines, sending
from apps.purchasing.terms import Break
from apps.purchasing.types import NewAgreement

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.date()


class SupplierFactory(factory.django.DjangoModelFactory[Supplier]):
    class Meta:
        model = Supplier

    code = factory.Sequence(lambda n: f"supplier-{n}")
    name = "Ceramiche Conti"
    email = "orders@conti.example"
    currency = "EUR"
    language = "it"
    lead_days = 10


def sells(supplier: Supplier, product: Product, *prices: Any, **facts: Any) -> None:
    """Agree that the supplier sells the product: for one price, or for (from quantity, price) pairs."""
    steps = [each if isinstance(each, tuple) else (1, each) for each in prices]
    breaks = [Break(quantity, Decimal(price)) for quantity, price in steps]
    given = {"valid_from": date(2026, 1, 1), **facts}
    agreement = NewAgreement(product_id=product.pk, breaks=breaks, **given)
    agreements.agree(supplier_id=supplier.pk, agreements=[agreement], actor=None)


def draft(supplier: Supplier, location: Location, quantities: dict[Product, int]) -> PurchaseOrder:
    """Return a draft with so many of each product, at the agreed prices."""
    order = drafting.draft_order(supplier_id=supplier.pk, location_id=location.pk, actor=None, at=NOON)
    for product, quantity in quantities.items():
        lines.put_on_order(order_id=order.pk, product_id=product.pk, quantity=quantity, actor=None, at=NOON)
    return order


def sent(supplier: Supplier, location: Location, quantities: dict[Product, int]) -> PurchaseOrder:
    """Return an order that was sent by hand."""
    order = draft(supplier, location, quantities)
    return sending.send_order(order_id=order.pk, means="hand", actor=None, at=NOON)
