"""The shops as the chooser lists them: nearest first where we know from where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from apps.channels.geography import Point, kilometres

from ..channel import web_channel
from .selectors import Place, shops
from .towns import Town, find_town


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A shop in the list. `distance` is in kilometres; `stock` counts one product there, None without one."""

    place: Place
    distance: float | None
    open_until: datetime | None
    opens_next: datetime | None
    stock: int | None
    collect_from: datetime | None


def find_place(text: str) -> Town | None:
    """Return the town that a shopper typed, our shops' own towns first."""
    own = [
        Town(shop.country, "".join(filter(str.isdigit, shop.postcode)), shop.city, shop.point)
        for shop in shops()
        if shop.point
    ]
    return find_town(text, country=web_channel().tax_country, also=own)


def list_shops(
    *, at: datetime, origin: Point | None = None, stock: Mapping[int, int] | None = None
) -> Sequence[ShopRow]:
    """Return the shops, nearest first from the origin, else by name."""
    rows = [_row(shop, at, origin, stock) for shop in shops()]
    if origin:
        rows.sort(key=lambda row: (row.distance is None, row.distance or 0.0))
    return rows


def _row(shop: Place, at: datetime, origin: Point | None, stock: Mapping[int, int] | None) -> ShopRow:
    there = None if stock is None else stock.get(shop.id, 0)
    return ShopRow(
        place=shop,
        distance=kilometres(origin, shop.point) if origin and shop.point else None,
        open_until=shop.open_until(at),
        opens_next=shop.opens_next(at),
        stock=there,
        collect_from=shop.collect_from(at) if there is None or there > 0 else None,
    )
