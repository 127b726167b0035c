"""A product page put together: the family, the variant that is chosen, what it costs, how it can be had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.safestring import SafeString

from apps.catalog.models import Product
from apps.pricing.selectors import prices_for
from apps.pricing.types import PriceView

from .. import availability
from ..availability import Stock
from ..channel import web_channel
from ..departments import Shelfmark
from ..goods import Goods, product_url
from ..shops.selectors import Place
from .reading import Family, Picture, Value
from .reviews import Reviews
from .variants import Axis, Variant, axes_of, choose
from .ways import Ways, ways_of_getting


@dataclass(frozen=True, slots=True)
class ProductPage:
    """All that the page shows. `variant` is what would be put into the basket; `kept` is the family's."""

    family: Product
    variant: Product
    words: str
    url: str
    trail: Sequence[Shelfmark]
    price: PriceView | None
    highest: Decimal | None
    axes: Sequence[Axis]
    facts: Sequence[Value]
    pictures: Sequence[Picture]
    gtin: str
    contents: Sequence[tuple[int, Goods]]
    ways: Ways
    reviews: Reviews
    kept: dict[tuple[str, ...], SafeString]

    @property
    def can_buy(self) -> bool:
        return self.price is not None and self.ways.here


def build_page(
    *, family: Family, variant_id: int | None, chosen_shop: Place | None, at: datetime
) -> ProductPage | None:
    """Return the page with the variant asked for, else one that can be had; None for a family without any."""
    if not family.variants:
        return None
    ids = [variant.pk for variant in family.variants]
    prices = prices_for(channel=web_channel(), product_ids=ids, at=at)
    stock = availability.of(product_ids=ids, at=at)
    variants = _variants(family, prices, stock)
    names = _axis_names(family)
    chosen = choose(variants, variant_id)
    product = next(variant for variant in family.variants if variant.pk == chosen.id)
    axes = axes_of(variants, names, chosen) if family.is_choice else []
    return ProductPage(
        family=family.head,
        variant=product,
        words=", ".join(axis.chosen for axis in axes if axis.chosen),
        url=product_url(product) if not product.is_child else _variant_url(family.head, product),
        trail=family.trail,
        price=prices.get(product.pk),
        highest=max((price.amount for price in prices.values()), default=None),
        axes=axes,
        facts=_facts(family, product, {axis.code for axis in axes}),
        pictures=family.pictures_for(product.pk),
        gtin=family.gtins.get(product.pk, ""),
        contents=family.contents.get(product.pk, ()),
        ways=ways_of_getting(stock=stock[product.pk], chosen=chosen_shop, at=at),
        reviews=family.reviews,
        kept=family.kept,
    )


def _variants(family: Family, prices: Mapping[int, PriceView], stock: Mapping[int, Stock]) -> list[Variant]:
    return [
        Variant(
            id=variant.pk,
            values={value.code: value.words for value in family.values.get(variant.pk, ())}
            or {"": variant.title},
            swatch=variant.swatch,
            available=variant.pk in prices and stock[variant.pk].anywhere,
        )
        for variant in family.variants
    ]


def _axis_names(family: Family) -> dict[str, str]:
    """Return code and name of everything that variants say of themselves, in the attributes' order."""
    names = {
        value.code: value.name for variant in family.variants for value in family.values.get(variant.pk, ())
    }
    return names or {"": ""}


def _facts(family: Family, product: Product, chosen_by: set[str]) -> list[Value]:
    """Return what is to be known of the product, its own values before the family's, choices left out."""
    own = family.values.get(product.pk, [])
    shared = family.values.get(family.head.pk, []) if product.pk != family.head.pk else []
    known: dict[str, Value] = {}
    for value in [*own, *shared]:
        if value.code not in chosen_by:
            known.setdefault(value.code, value)
    return list(known.values())


def _variant_url(head: Product, variant: Product) -> str:
    variant.parent = head
    return product_url(variant)
