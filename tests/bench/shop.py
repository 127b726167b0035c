"""The shop under the bench: its server, its channels, and what it sells."""

from dataclasses import dataclass
from functools import cached_property

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core import clock
from apps.core.ids import uuid7
from apps.orders.types import PlaceOrder
from apps.pricing.quote import quote
from apps.pricing.types import Cart, CartLine
from tests.serving import WebServer
from tests.visitor import Visitor


@dataclass
class Shop:
    """What measures need."""

    server: WebServer
    till_token: str

    @cached_property
    def web(self) -> Channel:
        return Channel.objects.get(code="web")

    @cached_property
    def lucca(self) -> Location:
        return Location.objects.get(code="lucca")

    @cached_property
    def goods(self) -> list[Product]:
        """Return products without variants, cheap to tell apart."""
        return list(Product.objects.filter(structure="standalone").order_by("pk")[:500])

    def visitor(self) -> Visitor:
        return Visitor(self.server.url)

    def order(self, *product_ids: int, source: str = "") -> PlaceOrder:
        """Return a guest's order of one of each, delivered, as quoted now."""
        lines = tuple(CartLine(key=str(key), product_id=key, quantity=1) for key in product_ids)
        cart = Cart(channel_id=self.web.pk, currency="EUR", lines=lines, destination_country="IT")
        return PlaceOrder(
            channel=self.web,
            cart=cart,
            expected_fingerprint=quote(cart=cart, at=clock.now()).fingerprint,
            source_kind="bench",
            source_id=source or str(uuid7()),
            customer_user_id=None,
            email="elisa@example.com",
            contact_name="Elisa Conti",
            phone="",
            language="en",
            shipping_address={
                "first_name": "Elisa",
                "last_name": "Conti",
                "line1": "Via del Fosso 41",
                "line4": "Lucca",
                "postcode": "55100",
                "country": "IT",
            },
            payment_method="card",
            payment_provider="sandbox",
            holder="",
        )
