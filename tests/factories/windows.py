"""A shop window to look into: a channel that sells from Altopascio and Lucca, with prices and stock."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from apps.assortment import services
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.pricing.models import PriceList
from apps.pricing.services import set_prices
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement
from tests.factories.channels import ChannelFactory, LocationFactory, WarehouseFactory
from tests.factories.pricing import NOON, PriceListFactory


@dataclass
class Window:
    """A channel, where it sells from, and its prices."""

    channel: Channel
    warehouse: Location
    lucca: Location
    prices: PriceList
    receipts: int = 0

    def price(self, product: Product, amount: str, *, price_list: PriceList | None = None) -> None:
        """Set the price of everything that is sold of the product."""
        code = (price_list or self.prices).code
        with transaction.atomic():
            set_prices(price_list_code=code, amounts=dict.fromkeys(sellable_ids(product), Decimal(amount)))

    def receive(self, product: Product, quantity: int, location: Location | None = None) -> None:
        """Put so many units of everything that is sold of the product on the shelf."""
        self.receipts += 1
        with transaction.atomic():
            record_movements(
                movements=[
                    NewMovement(
                        product_id=product_id,
                        location_id=(location or self.warehouse).pk,
                        kind="receipt",
                        quantity=quantity,
                        at=NOON,
                        source_kind="test",
                        source_id=str(self.receipts),
                        source_line=str(product_id),
                    )
                    for product_id in sellable_ids(product)
                ]
            )

    def show(self, product: Product, price: str = "10.00", quantity: int = 0, **_: Any) -> Product:
        """Price, stock and list the product."""
        self.price(product, price)
        if quantity:
            self.receive(product, quantity)
        services.refresh(product_ids=[product.pk])
        return product


def sellable_ids(product: Product) -> list[int]:
    """Return the keys of what is sold of a product."""
    children = list(Product.objects.filter(parent=product).order_by("pk").values_list("pk", flat=True))
    return children or [product.pk]


def window() -> Window:
    """Return a window with nothing in it yet."""
    warehouse, lucca = WarehouseFactory(), LocationFactory()
    channel = ChannelFactory(sells_from=[warehouse, lucca])
    return Window(channel, warehouse, lucca, PriceListFactory())


def reduction_of(window: Window) -> PriceList:
    """Return a list of reduced prices that goes before the window's own."""
    return PriceListFactory(is_reduction=True, priority=10)
