"""One page of a till's feed: the next part of everything, or what changed since the last page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from apps.catalog.selectors import bundles_with, components_of
from apps.core.changes import changes_since, newest_cursor
from apps.pos.models import Device

from .cursor import FeedCursor, parse_cursor, parse_topics
from .prices import price_entries
from .products import page_of_keys, product_entries, with_variants
from .stock import FIGURES, stock_entries
from .surroundings import fingerprint, settings_of

MOST = 5000


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Entries to put in the place of those with the same key, and where to go on.

    With `complete` everything has been read once: what the till keeps and was not among it can go.
    """

    cursor: str
    more: bool
    complete: bool
    products: list[dict[str, Any]] = field(default_factory=list)
    prices: list[dict[str, Any]] = field(default_factory=list)
    stock: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, Any] | None = None


def read_feed(
    *, device: Device, cursor: str, topics: Sequence[str] = (), limit: int = 2000, at: datetime
) -> FeedPage:
    """Return the page after the cursor; without one, the first page of everything.

    `limit` counts products, later changes, 5000 at most. A fixed number of queries, whatever the page holds.
    Raises InvalidFeedCursor, OutdatedCursor, UnknownTopic.
    """
    place = _place(device, cursor, topics)
    limit = max(1, min(limit, MOST))
    page = (_everything if place.everything else _changes)(device, place, limit, at)
    return _with_settings(device, place, page)


def _place(device: Device, cursor: str, topics: Sequence[str]) -> FeedCursor:
    """Return where the till stands. The place in the changes is taken before the first page is read."""
    owner = {"channel_id": device.channel_id, "location_id": device.location_id}
    if cursor:
        return parse_cursor(cursor, **owner)
    return FeedCursor(
        everything=True, **owner, topics=parse_topics(topics), settings="", after=0, since=newest_cursor()
    )


def _everything(device: Device, place: FeedCursor, limit: int, at: datetime) -> FeedPage:
    found = page_of_keys(after=place.after, limit=limit)
    more, keys = len(found) > limit, found[:limit]
    wanted = dict.fromkeys(place.topics, keys)
    page = _entries(device, wanted, at)
    return replace(
        page,
        cursor=str(replace(place, everything=more, after=keys[-1] if more else 0)),
        more=more,
        complete=not more,
        prices=[price for price in page.prices if "deleted" not in price],
        stock=[level for level in page.stock if any(level[name] for name in FIGURES)],
    )


def _changes(device: Device, place: FeedCursor, limit: int, at: datetime) -> FeedPage:
    changes = changes_since(cursor=place.since, topics=place.topics, limit=limit)
    wanted = {topic: _products_of(keys) for topic, keys in changes.keys.items() if keys}
    if "product" in wanted:
        wanted["product"] = with_variants(product_ids=wanted["product"])
    if "stock" in place.topics:
        wanted["stock"] = _with_bundles(wanted.get("stock", []), wanted.get("product", []))
    page = _entries(device, wanted, at)
    return replace(page, cursor=str(replace(place, since=changes.cursor)), more=changes.more)


def _entries(device: Device, wanted: Mapping[str, list[int]], at: datetime) -> FeedPage:
    """Return the entries of the products wanted by topic; the caller says where to go on."""
    products, prices, stock = (wanted.get(topic, []) for topic in ("product", "price", "stock"))
    return FeedPage(
        cursor="",
        more=False,
        complete=False,
        products=product_entries(product_ids=products) if products else [],
        prices=price_entries(channel=device.channel, product_ids=prices, at=at) if prices else [],
        stock=stock_entries(device=device, product_ids=stock, at=at) if stock else [],
    )


def _with_settings(device: Device, place: FeedCursor, page: FeedPage) -> FeedPage:
    """Add the till's surroundings to the page if they aren't those it was last told."""
    if "settings" not in place.topics:
        return page
    settings = settings_of(device)
    told = fingerprint(settings)
    if told == place.settings:
        return page
    following = parse_cursor(page.cursor, channel_id=place.channel_id, location_id=place.location_id)
    return replace(page, settings=settings, cursor=str(replace(following, settings=told)))


def _with_bundles(moved: Sequence[int], edited: Sequence[int]) -> list[int]:
    """Return what has other stock: also bundles with components that moved, and those that were put together anew."""
    if not (moved or edited):
        return []
    return sorted({*moved, *bundles_with(component_ids=moved), *components_of(bundle_ids=edited)})


def _products_of(keys: Sequence[str]) -> list[int]:
    """Return the products that change keys name: `17`, or `17:3` at a location."""
    return sorted({int(key.partition(":")[0]) for key in keys if key[:1].isdigit()})
