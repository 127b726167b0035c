"""A small retailer at work: two shops, a warehouse, a web shop, tills, goods, and orders on their way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core import clock
from apps.core.ids import uuid7
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.planning import plan_order
from apps.orders.models import Order
from apps.orders.services.placement import place_order
from apps.orders.services.sales import record_sale
from apps.orders.types import PlaceOrder
from apps.pos.models import Device
from apps.pricing.quote import quote
from apps.pricing.types import Cart, CartLine
from tests.factories.accounts import staff
from tests.factories.channels import ChannelFactory, LocationFactory, TillChannelFactory, WarehouseFactory
from tests.factories.goods import ProductFactory
from tests.factories.orders import sale, sale_line
from tests.factories.pos import DeviceFactory
from tests.factories.pricing import PriceFactory, PriceListFactory, TaxRateFactory
from tests.factories.stock import stock


@dataclass
class Shop:
    """Alice owns it, Bob works in Como, Charlie manages Como."""

    lucca: Location
    como: Location
    altopascio: Location
    web: Channel
    tills: Channel
    mug: Product
    vase: Product
    alice: User
    bob: User
    charlie: User

    def collect(
        self, product: Product | None = None, *, at: Location, quantity: int = 1, **facts: Any
    ) -> Order:
        """Place an order that is collected and paid in the shop; it waits to be picked."""
        line = CartLine(
            key="1",
            product_id=(product or self.mug).pk,
            quantity=quantity,
            method="pickup",
            location_id=at.pk,
        )
        return self._place(line, "on-collection", "on_collection", **facts)

    def _place(self, line: CartLine, method: str, provider: str, **facts: Any) -> Order:
        now = facts.pop("placed_at", clock.now())
        cart = Cart(channel_id=self.web.pk, currency="EUR", lines=(line,))
        values: dict[str, Any] = {
            "channel": self.web,
            "cart": cart,
            "expected_fingerprint": quote(cart=cart, at=now).fingerprint,
            "source_kind": "test",
            "source_id": str(uuid7()),
            "customer_user_id": None,
            "email": "elisa@example.com",
            "contact_name": "Elisa Conti",
            "phone": "+390583000000",
            "language": "it",
            "shipping_address": None,
            "payment_method": method,
            "payment_provider": provider,
            "holder": "",
        }
        order = place_order(command=PlaceOrder(**(values | facts)), at=now)
        plan_order(order_id=order.pk, at=now)
        return order

    def sell(self, product: Product | None = None, *, at: Location, quantity: int = 1, **facts: Any) -> Order:
        """Book a sale of a till in the shop, paid in cash."""
        when = facts.pop("sold_at", clock.now())
        fact = sale(
            self.tills,
            at,
            sale_line(product or self.mug, quantity),
            at=when,
            business_date=when.date(),
            **facts,
        )
        with transaction.atomic():
            return record_sale(sale=fact)

    def till(self, at: Location, **facts: Any) -> Device:
        """Put a till up in the shop, heard of just now."""
        values = {
            "last_seen_at": clock.now(),
            "token": f"till_{uuid7()}",
            "channel": self.tills,
            "location": at,
        }
        return DeviceFactory(**(values | facts))


def open_shop() -> Shop:
    """Make the shop with ten mugs and five vases in each place."""
    lucca, como = LocationFactory(name="Lucca"), LocationFactory(name="Como")
    altopascio = WarehouseFactory()
    web = ChannelFactory(sells_from=[altopascio, lucca, como])
    tills = TillChannelFactory(sells_from=[lucca, como])
    TaxRateFactory()
    prices = PriceListFactory()
    mug = ProductFactory(title="Half-dip mug", sku="MUG-BLUE")
    vase = ProductFactory(title="Ortiga vase", sku="VASE-GREEN")
    for product, amount in ((mug, "12.20"), (vase, "44.00")):
        PriceFactory(price_list=prices, product=product, amount=Decimal(amount))
        for place, quantity in ((lucca, 10), (como, 10), (altopascio, 20)):
            stock(product, place, quantity)
    return Shop(
        lucca=lucca,
        como=como,
        altopascio=altopascio,
        web=web,
        tills=tills,
        mug=mug,
        vase=vase,
        alice=staff("owner", first_name="Alice"),
        bob=staff("cashier", como, first_name="Bob"),
        charlie=staff("manager", como, first_name="Charlie"),
    )


def work_of(order: Order) -> Fulfilment:
    """Return the order's one fulfilment, as it is now."""
    return Fulfilment.objects.get(order=order)


def an_hour_ago() -> datetime:
    return clock.now() - timedelta(hours=1)
