"""From whom each product can be bought, at what cost and how soon."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from apps.stock.replenishing import average_costs

from ..choices import OrderState
from ..models import GoodsReceipt, PurchaseOrderLine
from ..selectors import best_source, rates_on, sources
from ..terms import Offer, least_quantity
from ..types import Source
from .lead_times import LeadTime, lead_time

LOOK_BACK = timedelta(days=730)
USUAL_LEAD_DAYS = 7
"""What is reckoned with for goods that nobody sells yet."""


@dataclass(frozen=True, slots=True)
class Market:
    """Everything about buying that a run needs, read once."""

    sources: Mapping[int, list[Source]]
    rates: Mapping[str, Decimal]
    deliveries: Mapping[int, list[float]]
    costs: Mapping[int, float]
    usual: LeadTime

    known: dict[tuple[int, int], LeadTime] = field(default_factory=dict)
    """Lead times reckoned before, by supplier and agreed days."""

    def best(
        self, *, product_id: int, quantity: int, rate: float = 0.0, position: int = 0
    ) -> tuple[Source, Offer] | None:
        """Return from whom so many are best bought, and on what terms.

        `rate` is units sold a day, `position` what is there and coming: what runs out before a slow supplier
        delivers counts as part of that supplier's price.
        """

        def missed(source: Source) -> Decimal:
            units = max(0.0, rate * self.lead_time(source).days - max(0, position))
            return Decimal(units * self.costs.get(product_id, 1.0))

        candidates = self.sources.get(product_id, ())
        return best_source(candidates=candidates, quantity=quantity, rates=self.rates, missed=missed)

    def lead_time(self, source: Source) -> LeadTime:
        """Return how long the supplier takes for the product."""
        terms = source.supplier_id, source.lead_days
        if terms not in self.known:
            observed = self.deliveries.get(source.supplier_id, ())
            self.known[terms] = lead_time(agreed_days=source.lead_days, observed_days=observed)
        return self.known[terms]

    def lead_times(self) -> dict[int, LeadTime]:
        """Return how long each product takes from whom it is usually bought, in such numbers that all would sell it."""
        best = {
            key: self.best(product_id=key, quantity=max(least_quantity(terms=each.terms) for each in sold))
            for key, sold in self.sources.items()
        }
        return {key: self.lead_time(offered[0]) for key, offered in best.items() if offered}


def read_market(*, product_ids: Collection[int], day: date) -> Market:
    """Return who sells the products on the day, how punctual suppliers were, and what goods cost."""
    sold = sources(product_ids=product_ids, day=day)
    rates = rates_on(currencies={each.currency for found in sold.values() for each in found}, day=day)
    costs = {key: float(cost) for key, cost in average_costs(product_ids=product_ids).items()}
    for key, found in sold.items():
        rate = rates.get(found[0].currency)
        if key not in costs and rate is not None:
            costs[key] = float(found[0].terms.breaks[0].unit_price * rate)
    return Market(
        sources=sold,
        rates=rates,
        deliveries=delivery_days(since=day - LOOK_BACK),
        costs=costs,
        usual=lead_time(agreed_days=USUAL_LEAD_DAYS, observed_days=()),
    )


def delivery_days(*, since: date) -> dict[int, list[float]]:
    """Return how many days each supplier took from each order to the first receipt of it."""
    receipts = GoodsReceipt.objects.filter(order__sent_at__isnull=False, received_at__date__gte=since)
    first = receipts.order_by("order_id", "received_at").distinct("order_id")
    found: dict[int, list[float]] = defaultdict(list)
    for supplier_id, sent_at, received_at in first.values_list(
        "supplier_id", "order__sent_at", "received_at"
    ):
        if sent_at is not None:
            found[supplier_id].append((received_at - sent_at).total_seconds() / 86_400)
    return found


def on_drafts(*, location_id: int) -> dict[int, int]:
    """Return how many units of each product stand on drafts of purchase orders for the location."""
    lines = PurchaseOrderLine.objects.filter(order__location_id=location_id, order__state=OrderState.DRAFT)
    return dict(lines.values_list("product_id").annotate(units=Sum("quantity")))
