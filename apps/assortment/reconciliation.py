"""The window against what it is made from, for the audit: rows that are missing, left over, or say otherwise."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet

from apps.assortment.models import AssortmentItem
from apps.catalog.models import Product
from apps.channels.models import Channel
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.reconciliation import Drift
from apps.stock.selectors import expired_holds

from .services.offers import families_of, offers_of
from .services.refresh import batches

NEWS = ("product.changed", "price.changed", "stock.changed")
TIME_TO_FOLLOW = timedelta(minutes=2)
_COMPARED = ("is_published", "price", "was", "available")


def drifts() -> Iterator[Drift]:
    """Yield every row whose price, availability or being shown isn't what pricing and stock say now.

    Products with news on its way, or that came just now, are left out: their rows follow. After news of settings
    all rows do.
    """
    if _news("settings.changed").exists():
        return
    waiting = _waiting()
    ids = Product.objects.filter(parent=None).order_by("pk").values_list("pk", flat=True)
    roots = [product_id for product_id in ids if product_id not in waiting]
    for channel in Channel.objects.filter(is_active=True).order_by("pk"):
        for batch in batches(roots, 1_000):
            yield from _compare(channel, batch)


def _compare(channel: Channel, root_ids: object) -> Iterator[Drift]:
    families = families_of(root_ids=root_ids)  # type: ignore[arg-type]
    rows = AssortmentItem.objects.filter(
        channel=channel, product__in=[family.product_id for family in families]
    )
    recorded = {row["product_id"]: row for row in rows.values("product_id", *_COMPARED)}
    for offer in offers_of(channel=channel, families=families, at=clock.now()):
        row = recorded.get(offer["product_id"])
        subject = f"{channel.code}:{offer['product_id']}"
        if row is None:
            yield Drift("assortment.row", subject, None, "shown" if offer["is_published"] else "hidden")
            continue
        for name in _COMPARED:
            if _words(row[name]) != _words(offer[name]):
                yield Drift(f"assortment.{name}", subject, _words(row[name]), _words(offer[name]))


def _words(value: object) -> str:
    return f"{float(value):.4f}" if not isinstance(value, bool) and value is not None else str(value)  # type: ignore[arg-type]


def _news(*names: str) -> QuerySet[OutboxEvent]:
    """Return the news of these names that is on its way or came just now."""
    followed = clock.now() - TIME_TO_FOLLOW
    on_its_way = Q(delivered_at__isnull=True) | Q(delivered_at__gt=followed)
    return OutboxEvent.objects.filter(on_its_way, name__in=names)


def _waiting() -> set[int]:
    """Return the products (with their parents) whose news, or whose expired holds, workers may still be at."""
    named = expired_holds(at=clock.now())
    for payload in _news(*NEWS).values_list("payload", flat=True).iterator():
        named.update(payload.get("product_ids", ()))
        named.update(product_id for product_id, _location in payload.get("levels", ()))
    parents = Product.objects.filter(pk__in=named, parent__isnull=False).values_list("parent_id", flat=True)
    return named | set(parents)
