"""What a page gets to show of the assortment. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Swatch:
    """A colour that a product comes in."""

    colour: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """A product in a list: everything its card shows, in one language.

    `price` is the cheapest variant's and `price_to` the dearest's, in the channel's currency and terms.
    `available` counts units in all of the channel's locations, `here` those at the shopper's own.
    """

    product_id: int
    slug: str
    title: str
    line: str
    brand: str
    picture: str
    price: Decimal | None
    price_to: Decimal | None
    was: Decimal | None
    currency: str
    includes_tax: bool
    availability: str
    available: int
    here: int | None
    rating: float | None
    reviews: int
    is_new: bool
    has_variants: bool
    swatches: tuple[Swatch, ...]

    @property
    def varies(self) -> bool:
        """Return whether variants have different prices, so that the price is a "from"."""
        return self.price_to is not None and self.price_to != self.price


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to filter by; `count` is what the list would show of it beside the other filters."""

    value: str
    label: str
    count: int
    is_selected: bool
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """An attribute to filter by. Its code is the filter's name."""

    code: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """A category below the one that is shown, and how much of the list lies in it."""

    category_id: int
    slug: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of a list. `corrected` is set where the question was understood as another one, `is_partial` where
    nothing has all of its words and these have most.

    `suggestions` are questions to try instead where nothing was found as asked.
    """

    items: tuple[Card, ...]
    total: int
    page: int
    pages: int
    page_size: int
    sort: str
    facets: tuple[Facet, ...]
    categories: tuple[CategoryCount, ...]
    lowest_price: Decimal | None
    highest_price: Decimal | None
    in_stock: int
    in_stock_here: int | None
    reduced: int
    query: str
    corrected: str
    suggestions: tuple[str, ...]
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to offer while somebody types."""

    query: str
    corrected: str
    items: tuple[Card, ...]
    categories: tuple[CategoryCount, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a code names: what is sold under it and the product whose page shows it."""

    sellable_id: int
    product_id: int
    slug: str
