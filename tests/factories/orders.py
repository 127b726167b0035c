"""Sales that happened, and orders placed, with sensible defaults."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.ids import uuid7
from apps.core.reconciliation import Drift
from apps.fulfilment import reconciliation as fulfilment_reconciliation
from apps.orders import reconciliation as orders_reconciliation
from apps.orders.models import Order
from apps.orders.services.payment import apply_provider_result
from apps.orders.services.placement import place_order
from apps.orders.types import PlaceOrder, SaleFact, SaleLine, Tender
from apps.payments import reconciliation as payments_reconciliation
from apps.payments.models import Payment
from apps.payments.types import ProviderResult
from apps.pricing.quote import quote
from apps.pricing.types import Cart, CartLine
from apps.stock import reconciliation as stock_reconciliation
from tests.factories.goods import ProductFactory
from tests.factories.pricing import NOON, PriceFactory
from tests.factories.stock import stock

VAT = Decimal("0.22")


def sale_line(product: Product | None, quantity: int = 1, **facts: Any) -> SaleLine:
    """Return a line of mugs at 12.20, tax included, 22 % of it."""
    unit_price = Decimal(facts.pop("unit_price", "12.20"))
    discount = Decimal(facts.pop("discount", 0))
    gross = facts.pop("gross", unit_price * quantity - discount)
    values: dict[str, Any] = {
        "product_id": product.pk if product else None,
        "sku": (product.sku if product else "") or "",
        "title": product.title if product else "Something",
        "quantity": quantity,
        "unit_price": unit_price,
        "discount": discount,
        "gross": gross,
        "net": (gross / (1 + VAT)).quantize(Decimal("0.01")),
        "tax_rate": VAT,
        "tax_category": "standard",
    }
    return SaleLine(**(values | facts))


def sale(channel: Channel, location: Location | None, *lines: SaleLine, **facts: Any) -> SaleFact:
    """Return a sale paid in cash to the cent, at noon."""
    key = facts.pop("id", uuid7())
    total = sum((line.gross for line in lines), Decimal(facts.get("rounding", 0)))
    values: dict[str, Any] = {
        "id": key,
        "number": None,
        "channel": channel,
        "location": location,
        "at": NOON,
        "business_date": date(2026, 11, 21),
        "currency": "EUR",
        "prices_include_tax": True,
        "customer_id": None,
        "actor_id": None,
        "source_kind": "till-sale",
        "source_id": str(key),
        "lines": lines,
        "tenders": (Tender("cash", total),),
    }
    return SaleFact(**(values | facts))


def mug_at(price: str, *places: tuple[Location, int], **facts: Any) -> Product:
    """Return a product with its price, tax included, and its stock at each place."""
    product = ProductFactory(**facts)
    PriceFactory(product=product, amount=price)
    for location, quantity in places:
        stock(product, location, quantity)
    return product


ALICE_AT_HOME = {
    "first_name": "Alice",
    "last_name": "Bianchi",
    "line1": "Via Roma 1",
    "line4": "Pisa",
    "postcode": "56121",
    "country": "IT",
}


def command(channel: Channel, *lines: CartLine, **facts: Any) -> PlaceOrder:
    """Return Alice's order as she saw it at noon: by card, delivered to Pisa, charges as given."""
    wished = Cart(
        channel_id=channel.pk,
        currency=channel.currency,
        lines=lines,
        charges=facts.pop("charges", ()),
        destination_country="IT",
    )
    values: dict[str, Any] = {
        "channel": channel,
        "cart": wished,
        "expected_fingerprint": facts.pop("fingerprint", None) or quote(cart=wished, at=NOON).fingerprint,
        "source_kind": "basket",
        "source_id": str(uuid7()),
        "customer_user_id": None,
        "email": "alice@example.com",
        "contact_name": "Alice Bianchi",
        "phone": "+39050123456",
        "language": "en",
        "shipping_address": ALICE_AT_HOME,
        "payment_method": "card",
        "payment_provider": "sandbox",
        "holder": "",
    }
    return PlaceOrder(**(values | facts))


def delivered(product: Product, quantity: int = 1) -> CartLine:
    return CartLine(key=f"d{product.pk}", product_id=product.pk, quantity=quantity)


def collected(product: Product, location: Location, quantity: int = 1) -> CartLine:
    return CartLine(
        key=f"c{product.pk}-{location.pk}",
        product_id=product.pk,
        quantity=quantity,
        method="pickup",
        location_id=location.pk,
    )


def placed(channel: Channel, *lines: CartLine, **facts: Any) -> Order:
    """Place Alice's order at noon."""
    return place_order(command=command(channel, *lines, **facts), at=NOON)


def pay(order: Order, *, amount: Decimal | None = None, reference: str = "charge-1", **facts: Any) -> Order:
    """Tell that the bank captured the order's newest payment."""
    payment = Payment.objects.filter(order_payment__order=order).order_by("-created_at", "-pk")[0]
    result = ProviderResult(
        outcome=facts.pop("outcome", "captured"), reference=reference, amount=amount or payment.amount
    )
    return apply_provider_result(
        payment_id=payment.pk, result=result, source="webhook", at=facts.pop("at", NOON)
    )


def drifts() -> list[Drift]:
    """Return every counter of stock, money, orders and hand-overs that differs from its ledger."""
    ledgers = (
        stock_reconciliation,
        payments_reconciliation,
        orders_reconciliation,
        fulfilment_reconciliation,
    )
    return [drift for ledger in ledgers for drift in ledger.drifts()]
