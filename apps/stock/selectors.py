"""What stock there is, for whom, and why."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import F, QuerySet, Sum

from apps.accounts.rights import Rights
from apps.catalog.models import Product
from apps.channels.models import Channel, ChannelLocation
from apps.core.models import AuditEntry

from .choices import ON_THE_WAY, MovementKind
from .figures import read_figures
from .models import (
    Allocation,
    Hold,
    StockCount,
    StockLevel,
    StockMovement,
    Transfer,
    TransferLine,
    TransferReceipt,
)
from .offering import resolve
from .types import (
    UNLIMITED,
    GoodsInTransit,
    LocationAvailability,
    OpenPromise,
    Promised,
)

__all__ = [
    "StockLevel",
    "StockMovement",
    "Transfer",
    "TransferLine",
    "acts_on_transfer",
    "availability",
    "available_quantity",
    "in_transit",
    "levels_for",
    "movements_of",
    "open_promises",
    "promised_to",
    "rules_of",
    "transfers_by_key",
    "transfers_by_receipt",
    "transfers_for",
    "without_stock",
]
"""The rows that reads return are named here too: screens narrow and show them, only services write them."""


def availability(
    *, channel: Channel, product_ids: Collection[int], at: datetime, holder: str | None = None
) -> dict[int, Sequence[LocationAvailability]]:
    """Return each product's figures at the channel's active locations, in the channel's order.

    Holds that have expired, and those of the holder who asks, don't count as held; `offering.py` says what is kept
    back for other channels, and a bundle has what its components allow. One query; two more where goods have no
    level, among which those that keep no stock are looked for.
    """
    figures = read_figures(channel_id=channel.pk, product_ids=product_ids, at=at, holder=holder)
    found = figures.places | without_stock(channel=channel, product_ids=figures.without_level)
    return resolve(product_ids, found, figures.limits, figures.bundles)


def without_stock(*, channel: Channel, product_ids: Collection[int]) -> dict[int, list[LocationAvailability]]:
    """Return those of the products that keep no stock: there is enough of them wherever the channel sells from."""
    products = Product.objects.filter(pk__in=product_ids, needs_shipping=False)
    keys = list(products.values_list("pk", flat=True)) if product_ids else []
    if not keys:
        return {}
    places = ChannelLocation.objects.filter(channel=channel, location__is_active=True)
    rows = places.order_by("position", "location_id").values_list(
        "location_id", "position", "location__ships"
    )
    enough = [
        LocationAvailability(location_id, 0, 0, 0, 0, UNLIMITED, position, ships, keeps_stock=False)
        for location_id, position, ships in rows
    ]
    return dict.fromkeys(keys, enough)


def available_quantity(
    *, channel: Channel, product_ids: Collection[int], at: datetime, holder: str | None = None
) -> dict[int, int]:
    """Return how many units of each product the channel can promise, all its locations together."""
    figures = availability(channel=channel, product_ids=product_ids, at=at, holder=holder)
    return {
        product_id: sum(max(0, place.available) for place in places) for product_id, places in figures.items()
    }


def rules_of(*, channel: Channel, product_id: int, location_id: int) -> tuple[int, int | None]:
    """Return the reserve and the buffer of the product at this very location; 0 and None where there is no rule."""
    key = {"product": product_id, "location": location_id}
    reserve = channel.stock_reserves.filter(**key).values_list("quantity", flat=True).first()
    buffer = channel.stock_buffers.filter(**key).values_list("quantity", flat=True).first()
    return reserve or 0, buffer


def levels_for(*, rights: Rights) -> QuerySet[StockLevel]:
    """Return the levels that the person may see, with product and location."""
    return rights.scope(StockLevel.objects.select_related("product", "location"), act="stock.view")


def transfers_for(*, rights: Rights) -> QuerySet[Transfer]:
    """Return the transfers of which the person may handle either end, with both locations."""
    ends = ("origin", "destination")
    return rights.scope(Transfer.objects.select_related(*ends), act="stock.transfer", location_field=ends)


def acts_on_transfer(*, transfer: Transfer) -> list[AuditEntry]:
    """Return who did what with the transfer, oldest first."""
    return list(AuditEntry.objects.filter(subject=f"transfer:{transfer.pk}").order_by("pk"))


def transfers_by_key(*, keys: Collection[int]) -> dict[int, str]:
    """Return the codes of the transfers with these keys."""
    return dict(Transfer.objects.filter(pk__in=keys).values_list("pk", "code"))


def transfers_by_receipt(*, keys: Collection[int]) -> dict[int, str]:
    """Return for each of these receipts the code of its transfer."""
    return dict(TransferReceipt.objects.filter(pk__in=keys).values_list("pk", "transfer__code"))


def counts_by_key(*, keys: Collection[int]) -> dict[int, str]:
    """Return the codes of the counts with these keys."""
    return dict(StockCount.objects.filter(pk__in=keys).values_list("pk", "code"))


def movements_of(*, product_id: int, location_id: int | None = None) -> QuerySet[StockMovement]:
    """Return the product's movements, newest first, at one location or at all."""
    movements = StockMovement.objects.filter(product_id=product_id).select_related("actor", "location")
    if location_id is not None:
        movements = movements.filter(location_id=location_id)
    return movements.order_by("-at", "-pk")


def units_sold(*, since: datetime) -> dict[int, int]:
    """Return how many units of each product were sold since the moment, everywhere; returns don't count against it."""
    sales = StockMovement.objects.filter(kind=MovementKind.SALE, at__gte=since).values_list("product_id")
    return {product_id: -total for product_id, total in sales.annotate(total=Sum("quantity"))}


def expired_holds(*, at: datetime) -> set[int]:
    """Return the products with holds that no longer count but haven't been cleared away yet."""
    return set(Hold.objects.filter(expires_at__lte=at).values_list("level__product_id", flat=True))


def in_transit(
    *, product_ids: Collection[int], destination_id: int | None = None
) -> dict[int, list[GoodsInTransit]]:
    """Return what of each product has been sent and hasn't arrived, longest on the way first."""
    lines = TransferLine.objects.filter(
        product_id__in=product_ids,
        transfer__state__in=ON_THE_WAY,
        quantity__gt=F("received") + F("lost") + F("returned"),
    ).select_related("transfer")
    if destination_id is not None:
        lines = lines.filter(transfer__destination_id=destination_id)
    found: dict[int, list[GoodsInTransit]] = {product_id: [] for product_id in product_ids}
    for line in lines.order_by("transfer__dispatched_at", "pk"):
        transfer = line.transfer
        found[line.product_id].append(
            GoodsInTransit(
                transfer.pk,
                transfer.code,
                transfer.origin_id,
                transfer.destination_id,
                line.open_quantity,
                transfer.dispatched_at,
            )
        )
    return found


def promised_to(*, source_kind: str, source_ids: Collection[str]) -> dict[str, Promised]:
    """Return what is still promised to each source and what it was handed; sources without promises are left out.

    Units of a bundle count once all of their components do.
    """
    promises = Allocation.objects.filter(source_kind=source_kind, source_id__in=source_ids).order_by()
    sums = promises.values_list("source_id", "level__product_id", "per_unit").annotate(
        open=Sum(F("quantity") - F("consumed") - F("released")), consumed=Sum("consumed")
    )
    found: dict[str, Promised] = {}
    for source_id, _product_id, per_unit, still_open, consumed in sums:
        whole = Promised(still_open // per_unit, consumed // per_unit)
        other = found.setdefault(source_id, whole)
        found[source_id] = Promised(min(whole.open, other.open), min(whole.consumed, other.consumed))
    return found


def open_promises(*, source_kind: str, source_ids: Collection[str]) -> list[OpenPromise]:
    """Return what the sources can still get, promise by promise, oldest first."""
    promises = Allocation.objects.filter(
        source_kind=source_kind, source_id__in=source_ids, quantity__gt=F("consumed") + F("released")
    ).select_related("level")
    return [
        OpenPromise(
            allocation_id=promise.pk,
            source_id=promise.source_id,
            product_id=promise.level.product_id,
            location_id=promise.level.location_id,
            quantity=promise.open_quantity,
            per_unit=promise.per_unit,
        )
        for promise in promises.order_by("pk")
    ]
