"""Looking through every location for what has to be ordered, and from where; every night, and on demand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from apps.channels.models import Location
from apps.core.bulk import copy_rows
from apps.core.transactions import durable
from apps.stock.replenishing import stocked_products

from ..models import ReplenishmentProposal as Proposal
from ..replenishment.nearness import nearest_to_each
from ..replenishment.offers import Market, on_drafts, read_market
from ..replenishment.outlook import Outlook, outlook_of
from ..replenishment.settings import costs, rules
from ..replenishment.sharing import Need, Purchase, Served, Surplus, serve

_LOCK_NAME = "replenishment-proposals"
_FIELDS = (
    *("product_id", "location_id", "kind", "supplier_id", "origin_id", "quantity", "position"),
    *("cover_days", "explanation", "state", "made_at"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """What a look through the locations found."""

    products: int
    proposals: int


def propose(*, at: datetime, locations: Sequence[Location] | None = None) -> Run:
    """Replace the open proposals of the locations (all active ones) by what is needed now.

    Locations are looked through one after another; what is kept of each are a few numbers a product. All
    locations are asked what they can spare, also where only some are supplied.
    """
    everywhere = list(Location.objects.filter(is_active=True).order_by("pk"))
    supplied = {place.pk for place in (everywhere if locations is None else locations)}
    market = read_market(product_ids=stocked_products(), day=at.date())
    outlooks = {outlook.location_id: outlook for outlook in _outlooks(everywhere, market, at)}
    needs = [need for key in sorted(supplied & outlooks.keys()) for need in _needs(outlooks[key], market)]
    with durable():
        _one_at_a_time()
        silent = _drop_outdated(supplied, outlooks)
        served = serve(
            needs=[need for need in needs if (need.product_id, need.location_id) not in silent],
            surplus=_surplus(outlooks.values(), needs),
            nearest=nearest_to_each(everywhere),
            costs=costs(),
        )
        copy_rows(model=Proposal, fields=_FIELDS, rows=_rows(served, outlooks, market, at))
    return Run(sum(len(outlook.positions) for outlook in outlooks.values()), len(served))


def _outlooks(locations: Iterable[Location], market: Market, at: datetime) -> Iterator[Outlook]:
    lead_times, wanted = market.lead_times(), rules()
    for location in locations:
        yield outlook_of(
            location=location,
            lead_times=lead_times,
            unit_costs=market.costs,
            ordered=on_drafts(location_id=location.pk),
            usual=market.usual,
            rules=wanted,
            at=at,
        )


def _needs(outlook: Outlook, market: Market) -> Iterator[Need]:
    for place in outlook.due():
        product_id = int(outlook.product_ids[place])
        wanted, total = outlook.wanted(place), int(outlook.totals[place])
        rate = float(outlook.forecast.rate[place])
        found = market.best(product_id=product_id, quantity=wanted, rate=rate, position=total)
        purchase = None
        if found:
            source, offered = found
            purchase = Purchase(source.supplier_id, offered.quantity, market.lead_time(source).days)
        yield Need(
            product_id=product_id,
            location_id=outlook.location_id,
            wanted=wanted,
            least=max(1, int(outlook.levels.reorder_point[place]) + 1 - total),
            rate=rate,
            position=total,
            unit_cost=market.costs.get(product_id, 1.0),
            purchase=purchase,
        )


def _surplus(outlooks: Iterable[Outlook], needs: Iterable[Need]) -> dict[tuple[int, int], Surplus]:
    """Return what locations can spare of the products that somebody needs."""
    needed = {need.product_id for need in needs}
    spare = {}
    for outlook in outlooks:
        for place, units in enumerate(outlook.surplus().tolist()):
            product_id = int(outlook.product_ids[place])
            if units > 0 and product_id in needed:
                rate = float(outlook.forecast.rate[place])
                spare[product_id, outlook.location_id] = Surplus(units, rate)
    return spare


def _drop_outdated(supplied: set[int], outlooks: Mapping[int, Outlook]) -> set[tuple[int, int]]:
    """Drop open proposals, and dismissed ones whose position has changed; return what stays dismissed."""
    ours = Proposal.objects.filter(location_id__in=supplied)
    ours.filter(state=Proposal.State.OPEN).delete()
    dismissed = ours.filter(state=Proposal.State.DISMISSED)
    now = {
        (int(product_id), key): int(total)
        for key in dismissed.values_list("location_id", flat=True).distinct()
        if key in outlooks
        for product_id, total in zip(outlooks[key].product_ids, outlooks[key].totals, strict=True)
    }
    rows = list(dismissed.values_list("pk", "product_id", "location_id", "position"))
    stay = {row[0]: (row[1], row[2]) for row in rows if now.get((row[1], row[2])) == row[3]}
    dismissed.exclude(pk__in=stay).delete()
    return set(stay.values())


def _rows(
    served: Iterable[Served], outlooks: Mapping[int, Outlook], market: Market, at: datetime
) -> Iterator[tuple[Any, ...]]:
    places = {
        key: {int(product_id): place for place, product_id in enumerate(outlook.product_ids)}
        for key, outlook in outlooks.items()
    }
    for each in served:
        need, way = each.need, each.way
        numbers = outlooks[need.location_id].numbers(places[need.location_id][need.product_id])
        explanation = numbers | _choice(each) | _terms(each, market)
        yield (
            *(need.product_id, need.location_id, way.kind, way.supplier_id, way.origin_id, way.quantity),
            *(need.position, round(need.cover_days, 1), explanation, Proposal.State.OPEN, at),
        )


def _choice(served: Served) -> dict[str, Any]:
    other = served.other.as_data() if served.other else None
    return {"way": served.way.as_data(), "other": other, "unit_cost": round(served.need.unit_cost, 4)}


def _terms(served: Served, market: Market) -> dict[str, Any]:
    """Return on what terms the goods would be bought; nothing where nobody sells them."""
    need = served.need
    usual = market.best(product_id=need.product_id, quantity=need.wanted)
    found = market.best(
        product_id=need.product_id, quantity=need.wanted, rate=need.rate, position=need.position
    )
    if found is None or usual is None:
        return {"terms": None}
    source, offered = found
    is_quicker = source.supplier_id != usual[0].supplier_id
    return {
        "terms": {
            "supplier_id": source.supplier_id,
            "pack_size": offered.pack_size,
            "minimum_quantity": offered.minimum_quantity,
            "quantity": offered.quantity,
            "unit_price": str(offered.unit_price),
            "currency": source.currency,
            "cheaper_in_days": round(market.lead_time(usual[0]).days, 1) if is_quicker else None,
        }
    }


def _one_at_a_time() -> None:
    """Wait until no other run writes: its proposals would be counted twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK_NAME])
