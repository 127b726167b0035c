"""Counts in Lucca: one that was posted last week, and one of what is due that is half done."""

import random
from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.channels.models import Location
from apps.core import clock
from apps.stock.choices import CountScope, CountSource, StockState
from apps.stock.count_types import NewEntry
from apps.stock.counting_selectors import CountLine, StockCount, review
from apps.stock.services.counts.entering import add_entries
from apps.stock.services.counts.opening import open_count
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import decide_lines, finish_count
from apps.stock.valuation import stock_as_of

PRODUCTS = 12
SHELVES = ("A1", "A2", "B1")
SURPRISES = (-1, 0, 0, 0, 0, 1, 0, 0, -2, 0)
"""By how many units a shelf differs from the book, more or less as it is in a shop that counts."""


def seed_counts(*, now: datetime) -> None:
    """Count twice in Lucca unless somebody has counted there."""
    lucca = Location.objects.get(code="lucca")
    if StockCount.objects.filter(location=lucca).exists():
        return
    chance = random.Random(14)
    manager = User.objects.get(email="marta@lumaca.example")
    cashier = User.objects.get(email="paolo@lumaca.example")
    posted = _opened(lucca, manager, now - timedelta(days=6))
    at = _count(posted, cashier, _lines(posted), chance)
    finish_count(count_id=posted.pk, actor=cashier, at=at)
    undecided = [line.line.pk for line in review(count=posted) if line.needs_decision]
    decide_lines(count_id=posted.pk, line_ids=undecided, decision="accept", actor=manager, at=at)
    post_count(count_id=posted.pk, actor=manager, at=at)
    running = _opened(lucca, manager, clock.now())
    _count(running, cashier, _lines(running)[: PRODUCTS // 2], chance)


def _lines(count: StockCount) -> list[CountLine]:
    return list(count.lines.select_related("product").order_by("pk"))


def _opened(lucca: Location, manager: User, at: datetime) -> StockCount:
    return open_count(
        location_id=lucca.pk,
        scope=CountScope.CYCLE,
        most=PRODUCTS,
        actor=manager,
        at=at,
        note="Best sellers before the weekend",
    )


def _count(count: StockCount, person: User, lines: list[CountLine], chance: random.Random) -> datetime:
    """Have a person count the lines one after the other, a minute or so each; return when they were done."""
    at, entries = count.opened_at, []
    for number, line in enumerate(lines):
        at = min(at + timedelta(seconds=chance.randint(40, 90)), clock.now())
        lay = stock_as_of(product_ids=[line.product_id], location_ids=[count.location_id], at=at)
        book = lay.get((line.product_id, count.location_id), {}).get(StockState.SELLABLE, 0)
        entries.append(
            NewEntry(
                key=f"demo-{number}",
                code=str(line.product.sku),
                quantity=max(0, book + SURPRISES[number % len(SURPRISES)]),
                at=at,
                shelf=SHELVES[number % len(SHELVES)],
                source=CountSource.TYPED,
            )
        )
    add_entries(count_id=count.pk, entries=entries, actor=person, at=at)
    return at
