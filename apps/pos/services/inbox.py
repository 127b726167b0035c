"""Sales come in: each is kept as it came before anything else, then booked, then answered.

Keeping is a transaction of its own, so that whatever happens afterwards nothing is lost: what was kept and
not booked is booked by the next delivery of the same sale or by the sweep.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Value
from django.db.models.functions import Greatest

from apps.core.bulk import insert_new
from apps.core.transactions import durable

from ..envelopes.fields import as_moment, as_uuid
from ..envelopes.v1 import LARGEST_NUMBER
from ..models import Device, EnvelopeCopy, SaleEnvelope
from ..problems import UNIDENTIFIED
from ..selectors import answers_for
from ..types import Answer, RawSale
from .booking import book_received
from .heartbeat import skew_seconds
from .news import ATTENTION, CONFLICT, tell

State = SaleEnvelope.State

UNIDENTIFIED_SALES = UUID("7d2a8f9e-53c6-4b0d-8a41-0f4f7c1e9b35")
"""The namespace of ids made for sales that came without one, so that a repetition is still known."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A sale of a batch with what can be told of it at first sight, readable or not."""

    sale: RawSale
    sale_id: UUID
    identified: bool
    version: int
    sequence: int | None
    sold_at: datetime | None


def receive_sales(
    *, device: Device, sales: Sequence[RawSale], at: datetime, sent_at: datetime | None = None
) -> list[Answer]:
    """Keep every sale of a batch, book what can be booked and return an answer for each, in order.

    `sent_at` is what the till's clock showed when it sent the batch.
    """
    if not sales:
        return []
    arrivals = [_look_at(device, sale) for sale in sales]
    fresh = _keep(device, arrivals, at, sent_at)
    sale_ids = {arrival.sale_id for arrival in arrivals}
    book_received(sale_ids=sale_ids, at=at)
    return answers_for(
        sales=[(arrival.sale_id, arrival.sale.digest, arrival.identified) for arrival in arrivals],
        fresh=fresh,
    )


def _look_at(device: Device, sale: RawSale) -> _Arrival:
    content: Mapping[str, Any] = sale.content if isinstance(sale.content, Mapping) else {}
    sale_id = as_uuid(content.get("sale_id"))
    return _Arrival(
        sale=sale,
        sale_id=sale_id or uuid5(UNIDENTIFIED_SALES, f"{device.pk}:{sale.digest}"),
        identified=sale_id is not None,
        version=_whole(content.get("version"), most=2**15 - 1) or 0,
        sequence=_whole(content.get("sequence"), most=LARGEST_NUMBER),
        sold_at=as_moment(content.get("sold_at")),
    )


def _whole(value: Any, *, most: int) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
    return value if whole else None


def _keep(
    device: Device, arrivals: Sequence[_Arrival], at: datetime, sent_at: datetime | None
) -> frozenset[UUID]:
    """Write what isn't there yet; return the ids that are new."""
    with durable():
        fresh = _insert(device, arrivals, at)
        _keep_contradictions(device, arrivals, at)
        nameless = {arrival.sale_id for arrival in arrivals if not arrival.identified}
        tell(kind=ATTENTION, device=device, sale_ids=sorted(nameless & fresh), problem=UNIDENTIFIED)
        newest = max((arrival.sequence or 0 for arrival in arrivals), default=0)
        changes: dict[str, Any] = {"last_sequence": Greatest("last_sequence", Value(newest))}
        if sent_at is not None:
            changes["clock_skew_seconds"] = skew_seconds(sent_at, at)
        Device.objects.filter(pk=device.pk).update(last_seen_at=at, **changes)
    return fresh


_FIELDS = (
    *("sale_id", "device", "sequence", "version", "sold_at", "raw", "digest", "received_at", "state"),
    "problem_code",
)


def _insert(device: Device, arrivals: Iterable[_Arrival], at: datetime) -> frozenset[UUID]:
    """Insert in the order of ids, so that two deliveries of the same sales wait instead of deadlocking."""
    first_of_each = {arrival.sale_id: arrival for arrival in reversed(list(arrivals))}
    rows = (_row(device, arrival, at) for _sale_id, arrival in sorted(first_of_each.items()))
    new = insert_new(model=SaleEnvelope, fields=_FIELDS, rows=rows, returning=("sale_id",))
    return frozenset(sale_id for (sale_id,) in new)


def _row(device: Device, arrival: _Arrival, at: datetime) -> tuple[Any, ...]:
    return (
        *(arrival.sale_id, device.pk, arrival.sequence, arrival.version, arrival.sold_at),
        *(arrival.sale.raw, arrival.sale.digest, at),
        State.RECEIVED.value if arrival.identified else State.ATTENTION.value,
        "" if arrival.identified else UNIDENTIFIED,
    )


def _keep_contradictions(device: Device, arrivals: Sequence[_Arrival], at: datetime) -> None:
    """Keep what came under a known id with another content. The first stands; a person decides."""
    standing = _digests(arrivals)
    odd = [arrival for arrival in arrivals if standing[arrival.sale_id][1] != arrival.sale.digest]
    if not odd:
        return
    envelope_ids = [standing[arrival.sale_id][0] for arrival in odd]
    known = set(
        EnvelopeCopy.objects.filter(envelope__in=envelope_ids).values_list("envelope__sale_id", "digest")
    )
    new = {(arrival.sale_id, arrival.sale.digest): arrival for arrival in odd}
    new = {key: arrival for key, arrival in new.items() if key not in known}
    EnvelopeCopy.objects.bulk_create(
        (
            EnvelopeCopy(
                envelope_id=standing[sale_id][0],
                device=device,
                raw=arrival.sale.raw,
                digest=digest,
                received_at=at,
            )
            for (sale_id, digest), arrival in new.items()
        ),
        ignore_conflicts=True,
    )
    _tell_of_contradictions({sale_id for sale_id, _digest in new})


def _tell_of_contradictions(sale_ids: Collection[UUID]) -> None:
    """Tell those where the first content was made: they can open the sale and say what happened."""
    standing = SaleEnvelope.objects.filter(sale_id__in=sale_ids).select_related("device")
    for envelope in standing.order_by("sale_id"):
        tell(kind=CONFLICT, device=envelope.device, sale_ids=[envelope.sale_id])


def _digests(arrivals: Sequence[_Arrival]) -> dict[UUID, tuple[int, str]]:
    rows = SaleEnvelope.objects.filter(sale_id__in={arrival.sale_id for arrival in arrivals})
    return {sale_id: (pk, digest) for pk, sale_id, digest in rows.values_list("pk", "sale_id", "digest")}
