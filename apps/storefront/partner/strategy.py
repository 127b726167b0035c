"""What Oscar's basket is told about a product: the price is pricing's, the quantity stock's."""

from collections.abc import Collection
from typing import Any

from oscar.apps.partner import strategy
from oscar.apps.partner.availability import StockRequired, Unavailable
from oscar.apps.partner.prices import TaxInclusiveFixedPrice
from oscar.apps.partner.prices import Unavailable as NoPrice
from oscar.apps.partner.strategy import PurchaseInfo

from apps.catalog.models import Product
from apps.core import clock
from apps.pricing.selectors import prices_for
from apps.storefront import availability
from apps.storefront.baskets.handles import ensure_handles
from apps.storefront.channel import web_channel
from apps.storefront.partner.models import StockRecord


class Selector:
    """Oscar's hook: which strategy serves a request."""

    def strategy(self, request: Any = None, user: Any = None, **kwargs: Any) -> "UnifiedStrategy":
        return UnifiedStrategy(request)


class UnifiedStrategy(strategy.Base):
    """Asks pricing and stock, for many products at once where they are announced with `prime`."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._known: dict[int, PurchaseInfo] = {}

    def prime(self, product_ids: Collection[int]) -> None:
        """Look these products up together, with four queries."""
        at = clock.now()
        handles = StockRecord.objects.in_bulk(ensure_handles(product_ids=product_ids).values())
        records = {record.product_id: record for record in handles.values()}
        prices = prices_for(channel=web_channel(), product_ids=list(product_ids), at=at)
        stock = availability.of(product_ids=product_ids, at=at)
        for product_id in product_ids:
            price = prices.get(product_id)
            self._known[product_id] = PurchaseInfo(
                price=TaxInclusiveFixedPrice(price.currency, price.amount, 0) if price else NoPrice(),
                availability=StockRequired(stock[product_id].delivery) if price else Unavailable(),
                stockrecord=records[product_id],
            )

    def fetch_for_product(self, product: Product, stockrecord: Any = None) -> PurchaseInfo:
        """Return price and availability of one product."""
        if product.pk not in self._known:
            self.prime([product.pk])
        return self._known[product.pk]

    def fetch_for_parent(self, product: Product) -> PurchaseInfo:
        """Return that a family itself can't be bought; its variants can."""
        return PurchaseInfo(price=NoPrice(), availability=Unavailable(), stockrecord=None)
