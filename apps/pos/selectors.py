"""What is known of tills and of the sales they reported."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from apps.accounts.rights import Rights

from .models import Device, EnvelopeCopy, SaleEnvelope
from .types import Answer, Gap

State = SaleEnvelope.State
MOST_GAPS = 1000


def answers_for(*, sales: Sequence[tuple[UUID, str, bool]], fresh: Collection[UUID]) -> list[Answer]:
    """Return what to tell a till of each sale it sent, given as id, digest and whether the id was its own.

    `fresh` are the ids that this delivery brought; the others are replays.
    """
    sale_ids = {sale_id for sale_id, _digest, _identified in sales}
    envelopes = {
        envelope.sale_id: envelope
        for envelope in SaleEnvelope.objects.filter(sale_id__in=sale_ids).select_related("order").defer("raw")
    }
    odd = [envelopes[sale_id].pk for sale_id, digest, _own in sales if envelopes[sale_id].digest != digest]
    booked_copies = _booked_copies(odd)
    answers, seen = [], set()
    for index, (sale_id, digest, identified) in enumerate(sales):
        standing = envelopes[sale_id]
        booked = standing if digest == standing.digest else booked_copies.get((standing.pk, digest))
        replayed = sale_id not in fresh or sale_id in seen
        seen.add(sale_id)
        if booked:
            answers.append(_answer(index, booked, sale_id if identified else None, replayed))
        else:
            answers.append(Answer(index, sale_id, "conflict", replayed, problem="conflict"))
    return answers


def _booked_copies(envelope_ids: Sequence[int]) -> dict[tuple[int, str], SaleEnvelope]:
    if not envelope_ids:
        return {}
    copies = EnvelopeCopy.objects.filter(envelope__in=envelope_ids, booked_as__isnull=False)
    return {
        (copy.envelope_id, copy.digest): copy.booked_as
        for copy in copies.select_related("booked_as__order")
        if copy.booked_as
    }


def _answer(index: int, envelope: SaleEnvelope, sale_id: UUID | None, replayed: bool) -> Answer:
    return Answer(
        index=index,
        sale_id=sale_id,
        status=envelope.state if sale_id else "invalid",
        replayed=replayed,
        order_number=envelope.order.number if envelope.order else None,
        differences=tuple(envelope.differences),
        problem=envelope.problem_code,
        details=envelope.problem or None,
    )


def tills(*, rights: Rights) -> QuerySet[Device]:
    """Return the tills a member of staff may see, with how many of their sales need attention."""
    waiting = Count("envelopes", filter=Q(envelopes__state__in=[State.ATTENTION, State.RECEIVED]))
    devices = rights.scope(Device.objects.all(), act="tills.view")
    return devices.select_related("location", "channel").annotate(unbooked_sales=waiting).order_by("code")


def attention(*, rights: Rights) -> QuerySet[SaleEnvelope]:
    """Return the sales that wait for a person, the longest waiting first."""
    waiting = SaleEnvelope.objects.filter(state=State.ATTENTION)
    scoped = rights.scope(waiting, act="exceptions.resolve", location_field="device__location")
    return scoped.select_related("device__location", "device__channel").order_by("received_at", "pk")


def contradictions(*, rights: Rights) -> QuerySet[EnvelopeCopy]:
    """Return the other contents that came under the id of a sale and wait for a person, newest first."""
    open_ones = EnvelopeCopy.objects.filter(settled_at=None)
    scoped = rights.scope(open_ones, act="exceptions.resolve", location_field="envelope__device__location")
    return scoped.select_related("envelope__device__location", "device__location").order_by(
        "-received_at", "-pk"
    )


_GAPS = """
SELECT device_id, previous + 1, sequence - 1, previous_sold_at, sold_at FROM (
    SELECT device_id, sequence, sold_at, received_at,
           coalesce(lag(sequence) OVER numbers, 0) AS previous, lag(sold_at) OVER numbers AS previous_sold_at
    FROM (SELECT DISTINCT ON (device_id, sequence) device_id, sequence, sold_at, received_at
          FROM pos_saleenvelope WHERE device_id = ANY(%s) AND sequence IS NOT NULL
          ORDER BY device_id, sequence, id) AS numbered
    WINDOW numbers AS (PARTITION BY device_id ORDER BY sequence)
) AS pairs
WHERE sequence > previous + 1 AND (%s::timestamptz IS NULL OR received_at < %s)
ORDER BY device_id, sequence LIMIT %s
"""


def sequence_gaps(
    *, device_ids: Sequence[int], received_before: datetime | None = None, limit: int = MOST_GAPS
) -> list[Gap]:
    """Return the numbers that tills used and that never arrived, a till's oldest first, with one query.

    A till counts from 1. The moments are by its own clock: the sales before and after the gap. With
    `received_before`, gaps whose next sale came later are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GAPS, [list(device_ids), received_before, received_before, limit])
        return [Gap(*row) for row in cursor.fetchall()]
