"""The shop's own words and small parts in templates."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any

import segno
from django import template
from django.core.files.storage import default_storage
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from apps.assortment.types import Card, Facet
from apps.catalog.html import sanitize
from apps.core import clock
from apps.storefront import words
from apps.storefront.availability import Stock
from apps.storefront.baskets.review import Item
from apps.storefront.cards import write_card
from apps.storefront.channel import web_channel
from apps.storefront.delivery import Shipping
from apps.storefront.facets import write_values
from apps.storefront.goods import product_path
from apps.storefront.product.ways import ShopStock
from apps.storefront.shops.near import ShopRow
from apps.storefront.shops.selectors import Place

register = template.Library()

register.filter("clock_time", words.clock_time)
register.filter("clock_span", words.clock_span)
register.filter("day", words.day)
register.filter("distance", words.distance)
register.filter("weekday", words.weekday)


class KeptNode(template.Node):
    """A part of a page that is rendered once for all who see the same."""

    def __init__(
        self, store: FilterExpression, key: Sequence[FilterExpression], nodelist: template.NodeList
    ) -> None:
        self.store, self.key, self.nodelist = store, key, nodelist

    def render(self, context: template.Context) -> SafeString:
        """Return what is kept under the key, rendering it first where there is nothing yet."""
        store: dict[tuple[str, ...], SafeString] | None = self.store.resolve(context, ignore_failures=True)
        if store is None:
            return self.nodelist.render(context)
        key = tuple(str(part.resolve(context)) for part in self.key)
        if key not in store:
            store[key] = self.nodelist.render(context)
        return store[key]


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Render a part once: `{% kept store "name" … %}`, where everything that it depends on follows the name.

    The store is a dict that lives as long as what the part shows holds still. No price, stock or token in it.
    """
    _tag, store, *key = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    compile_one = parser.compile_filter
    return KeptNode(compile_one(store), [compile_one(part) for part in key], nodelist)


@register.simple_tag
def collect_words(place: Place, moment: datetime | None, short: bool = False) -> str:
    """Say from when something can be collected in a shop; `short` leaves its name to what stands around."""
    return words.collect_from(moment, place.local(clock.now()), shop="" if short else place.name)


@register.simple_tag
def ready_words(place: Place, moment: datetime | None) -> str:
    """Say from when something is ready in a shop that has been named."""
    return words.ready_from(moment, place.local(clock.now()))


@register.simple_tag
def delivery_words(by: date | None) -> str:
    """Say by when something is delivered."""
    return words.delivered_by(by)


@register.simple_tag
def opening_words(row: ShopRow) -> str:
    """Say whether a shop is open and until when."""
    return words.opening(row.open_until, row.opens_next, row.place.local(clock.now()))


@register.filter
def units(items: Sequence[Item]) -> int:
    """Return how many units some basket items are."""
    return sum(item.line.quantity for item in items)


@register.filter
def by_way(stock: Stock, location_id: int) -> int:
    """Return how many can be collected at a location."""
    return stock.by_way(location_id)


@register.inclusion_tag("storefront/shops/hours.html")
def opening_hours(place: Place) -> dict[str, Any]:
    """Show a shop's hours for the seven days from today, special days among them."""
    today = place.local(clock.now()).date()
    days = [today + timedelta(days=offset) for offset in range(7)]
    return {"days": [{"day": day, "spans": place.opening.spans_on(day)} for day in days]}


@register.simple_tag
def shipping_words(shipping: Shipping) -> str:
    """Say what delivery costs."""
    return words.shipping(shipping.price, shipping.free_from, web_channel().currency)


@register.filter
def quantities(others: Sequence[ShopStock]) -> str:
    """Say how many of a product lie in some shops: Lucca 3, Como none."""
    return ", ".join(f"{other.place.name} {max(other.quantity, 0) or gettext('none')}" for other in others)


@register.simple_tag(takes_context=True)
def product_card(context: Mapping[str, Any], card: Card, heading: str = "h3") -> SafeString:
    """Show a product of a list as a card; `heading` is h2 or h3. The page needs `parts/wish_form.html` once."""
    chosen = context.get("chosen_shop")
    return write_card(card, heading=heading, shop=chosen.name if chosen else "")


@register.filter
def card_url(card: Card) -> str:
    """Return the page of a card's product."""
    return product_path(card.slug, card.product_id)


@register.filter
def media_url(name: str) -> str:
    """Return the address of a stored picture."""
    return default_storage.url(name)


@register.filter
def prose(text: str) -> SafeString:
    """Show a description: its harmless HTML as it is, plain text in paragraphs."""
    if "<" not in text:
        return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308
    return mark_safe(sanitize(text))  # noqa: S308


@register.filter
def weight(grams: int) -> str:
    """Write a weight in grams, or kilograms from one on."""
    return words.weight(grams)


@register.filter
def gtin(code: str) -> str:
    """Write a GTIN as it is printed: without the zeros that only fill it up."""
    bare = code.lstrip("0")
    return bare.zfill(8) if len(bare) <= 8 else bare.zfill(12) if len(bare) <= 12 else bare.zfill(13)


@register.filter
def is_colour(facet: Facet) -> bool:
    """Tell whether a facet's values are shown as colours: all of them have one, and no two the same."""
    swatches = [value.swatch for value in facet.values]
    return all(swatches) and len(set(swatches)) == len(swatches)


@register.simple_tag
def facet_values(facet: Facet) -> SafeString:
    """Show a facet's values as boxes to tick."""
    return write_values(facet)


@register.filter
def is_used(facet: Facet) -> bool:
    """Tell whether the list is filtered by this facet."""
    return any(value.is_selected for value in facet.values)


@register.filter
def round_up(amount: Decimal | int) -> int:
    """Return the whole number from the amount on."""
    return ceil(amount)


@register.filter
def qr_code(text: str) -> SafeString:
    """Draw a text as a QR code."""
    code = segno.make(text, error="m", micro=False)
    title = escape(gettext("Code to show: %(code)s") % {"code": text})
    svg = code.svg_inline(scale=4, border=0, svgclass=None, lineclass=None, omitsize=True, title=title)
    return mark_safe(svg)  # noqa: S308
