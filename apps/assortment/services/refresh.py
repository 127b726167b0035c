"""Making rows true again: a batch of products in all channels, in a number of statements that doesn't grow."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from django.db import connection

from apps.assortment.models import AssortmentSwatch, AssortmentWord
from apps.catalog.portraits import portraits_of
from apps.catalog.selectors import roots_of
from apps.channels.models import Channel
from apps.core import clock
from apps.core.outbox import Event, publish_all
from apps.core.transactions import durable, transaction_required

from .documents import colours_of, document_of, vocabulary_of
from .offers import families_of, offers_of
from .statements import LANGUAGES, UPDATE_OFFERS, UPSERT_ITEMS, as_json

BATCH = 200
#: The first half of this app's advisory locks; the second is a product's key.
LOCK_SPACE = 7_205


def refresh(*, product_ids: Collection[int]) -> int:
    """Write the rows of these products (of whatever structure) anew; return how many products that was.

    Each batch is a transaction of its own, unless one is open already. Running it again changes nothing.
    """
    roots = sorted(roots_of(product_ids=product_ids))
    for batch in batches(roots):
        with joining_transaction():
            refresh_batch(root_ids=batch, at=clock.now())
    return len(roots)


def refresh_offers(*, product_ids: Collection[int], channel_ids: Collection[int] | None = None) -> int:
    """Write prices and stock anew in the rows of these products, in all channels or these; cheaper than all of it."""
    roots = sorted(roots_of(product_ids=product_ids))
    for batch in batches(roots):
        with joining_transaction():
            _refresh_offers(root_ids=batch, channel_ids=channel_ids, at=clock.now())
    return len(roots)


@transaction_required
def refresh_batch(
    *, root_ids: Sequence[int], at: datetime, channel_ids: Collection[int] | None = None
) -> set[tuple[str, str]]:
    """Write the rows of a batch of stand-alone products and parents; return their words by language."""
    lock_products(root_ids=root_ids)
    portraits = portraits_of(root_ids=root_ids)
    documents = [document_of(portrait, LANGUAGES) for portrait in portraits]
    offers = _offers(root_ids, channel_ids, at)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT_ITEMS, [as_json(documents), as_json(offers)])
    vocabulary = vocabulary_of(documents)
    _write_swatches(colours_of(portraits))
    AssortmentWord.objects.bulk_create(
        (AssortmentWord(language=language, word=word) for language, word in sorted(vocabulary)),
        ignore_conflicts=True,
        batch_size=5_000,
    )
    return vocabulary


@transaction_required
def _refresh_offers(*, root_ids: Sequence[int], channel_ids: Collection[int] | None, at: datetime) -> None:
    lock_products(root_ids=root_ids)
    with connection.cursor() as cursor:
        cursor.execute(UPDATE_OFFERS, [as_json(_offers(root_ids, channel_ids, at))])
        _tell(cursor.fetchall())


@transaction_required
def _tell(changes: Sequence[tuple[int, int, int, int]]) -> None:
    """Publish of which products other quantities are available in which channels, and which are back in stock."""
    if not changes:
        return
    back = [
        Event("product.back-in-stock", f"product:{product_id}", {"channel_id": channel_id})
        for product_id, channel_id, before, now in changes
        if before <= 0 < now
    ]
    publish_all([Event("availability.changed", "assortment", {"changes": list(changes)}), *back])


def _write_swatches(colours: Mapping[str, str]) -> None:
    AssortmentSwatch.objects.bulk_create(
        (AssortmentSwatch(token=token, colour=colour) for token, colour in sorted(colours.items())),
        update_conflicts=True,
        unique_fields=["token"],
        update_fields=["colour"],
    )


@transaction_required
def lock_products(*, root_ids: Sequence[int]) -> None:
    """Wait for whoever is writing these rows: what is read afterwards is newer than what they read.

    Without it a slow refresh could overwrite a later one with older figures. Always in key order.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, key) FROM unnest(%s::int[]) AS key",
            [LOCK_SPACE, [root_id % 2**31 for root_id in sorted(root_ids)]],
        )


def joining_transaction() -> AbstractContextManager[Any]:
    """Open a transaction, or join the one that is open (a seed's, an import's)."""
    return nullcontext() if connection.in_atomic_block else durable()


def batches(ids: Sequence[int], size: int = BATCH) -> Iterator[Sequence[int]]:
    """Split the keys into batches."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _offers(
    root_ids: Sequence[int], channel_ids: Collection[int] | None, at: datetime
) -> list[dict[str, Any]]:
    families = families_of(root_ids=root_ids)
    channels = Channel.objects.filter(is_active=True)
    if channel_ids is not None:
        channels = channels.filter(pk__in=channel_ids)
    return [
        offer
        for channel in channels.order_by("pk")
        for offer in offers_of(channel=channel, families=families, at=at)
    ]
