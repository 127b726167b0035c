"""Which list decides a product's price: one query for all products, the choice made here."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from apps.channels.models import Channel
from apps.core.prepared import AnyOf, Given, Prepared

from .models import Price


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A price as its list states it."""

    amount: Decimal
    from_quantity: int
    list_code: str
    includes_tax: bool
    is_reduction: bool


@dataclass(frozen=True, slots=True)
class PriceBook:
    """The valid prices of some products, best first."""

    prices: Mapping[int, list[ListedPrice]]

    def price_of(self, product_id: int, *, quantity: int = 1) -> ListedPrice | None:
        """Return the price that decides when that many are bought."""
        return next(self._reached(product_id, quantity), None)

    def regular_price_of(self, product_id: int, *, quantity: int = 1) -> ListedPrice | None:
        """Return the price that decides where reductions are left aside."""
        reached = self._reached(product_id, quantity)
        return next((price for price in reached if not price.is_reduction), None)

    def breaks_of(self, product_id: int) -> Iterator[tuple[int, ListedPrice]]:
        """Yield the quantities above one from which another price decides, the smallest first."""
        quantities = {price.from_quantity for price in self.prices.get(product_id, ())} - {1}
        current = self.price_of(product_id)
        for quantity in sorted(quantities):
            following = self.price_of(product_id, quantity=quantity)
            if following and following != current:
                yield quantity, following
                current = following

    def _reached(self, product_id: int, quantity: int) -> Iterator[ListedPrice]:
        return (price for price in self.prices.get(product_id, ()) if price.from_quantity <= quantity)


def open_price_book(
    *, channel: Channel, currency: str, product_ids: Collection[int], at: datetime
) -> PriceBook:
    """Return the prices valid for the channel and currency at the moment, with one query.

    The list with the highest priority comes first; of equals the channel's own before the general ones, then
    the newer. Within a list the highest quantity break comes first.
    """
    rows = _VALID.rows(channel=channel.pk, currency=currency, products=list(product_ids), at=at)
    ranked = sorted(rows, key=lambda row: (-row[6], row[7] is None, -row[8], -row[2]))
    prices: dict[int, list[ListedPrice]] = defaultdict(list)
    for product_id, amount, from_quantity, code, includes_tax, is_reduction, *_rank in ranked:
        prices[product_id].append(ListedPrice(amount, from_quantity, code, includes_tax, is_reduction))
    return PriceBook(prices)


def _valid() -> QuerySet[Price]:
    at, channel = Given("at"), Given("channel")
    valid = (
        Q(price_list__is_active=True, price_list__currency=Given("currency"))
        & (Q(price_list__channel=channel) | Q(price_list__channel=None))
        & (Q(price_list__valid_from=None) | Q(price_list__valid_from__lte=at))
        & (Q(price_list__valid_to=None) | Q(price_list__valid_to__gt=at))
    )
    return Price.objects.filter(valid, AnyOf("product_id", Given("products")))


_VALID = Prepared(
    *("product_id", "amount", "from_quantity", "price_list__code", "price_list__includes_tax"),
    *("price_list__is_reduction", "price_list__priority", "price_list__channel_id", "price_list_id"),
    of=_valid,
)
