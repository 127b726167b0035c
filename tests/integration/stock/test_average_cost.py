"""Receipts with a cost move the average; what goes out takes the average along."""

from decimal import Decimal

from apps.core.reconciliation import find_drifts
from apps.stock.choices import CostCause, MovementKind
from apps.stock.models import CostEntry, ProductCost, StockMovement
from apps.stock.services.costs import LateCost, add_costs
from apps.stock.services.movements import record_movements
from tests.factories.stock import movement, sell, stock


def receive(product, place, quantity, cost, **facts):
    return movement(product, place, quantity, unit_cost=Decimal(cost), **facts)


def average(product):
    return ProductCost.objects.get(product=product).average


def test_receipts_at_two_places_make_one_average(vase, lucca, como):
    record_movements(movements=[receive(vase, lucca, 10, 5)])
    record_movements(movements=[receive(vase, como, 30, 9)])

    assert average(vase) == 8
    last = CostEntry.objects.order_by("pk").last()
    assert (last.quantity_before, last.average_before, last.quantity, last.amount) == (10, 5, 30, 270)
    assert not list(find_drifts())


def test_receipts_of_one_batch_come_one_after_the_other(vase, cup, lucca):
    record_movements(
        movements=[receive(vase, lucca, 1, 4), receive(cup, lucca, 1, 1), receive(vase, lucca, 3, 8)]
    )

    assert (average(vase), average(cup)) == (7, 1)


def test_the_same_receipt_again_costs_nothing(vase, lucca):
    receipt = receive(vase, lucca, 10, 5, source_id="receipt-1")
    record_movements(movements=[receipt])
    record_movements(movements=[receive(vase, lucca, 10, 7)])
    before = average(vase)

    record_movements(movements=[receipt])

    assert average(vase) == before
    assert CostEntry.objects.count() == 2


def test_a_sale_carries_the_average_and_doesnt_move_it(vase, lucca):
    record_movements(movements=[receive(vase, lucca, 10, 5)])

    sell(vase, lucca, 4)

    assert StockMovement.objects.get(kind=MovementKind.SALE).unit_cost == 5
    assert average(vase) == 5


def test_what_was_sold_before_it_was_booked_in_leaves_a_variance(vase, lucca):
    record_movements(movements=[receive(vase, lucca, 1, 5)])
    sell(vase, lucca, 3)

    record_movements(movements=[receive(vase, lucca, 10, 8)])

    assert average(vase) == 8
    assert CostEntry.objects.order_by("pk").last().variance == 6


def test_freight_known_later_is_carried_by_what_is_left_once(vase, lucca):
    record_movements(movements=[receive(vase, lucca, 10, 5)])
    sell(vase, lucca, 5)
    freight = LateCost(vase.pk, 10, Decimal(20), CostCause.LANDED, "receipt", "1", "freight")

    for _again in range(2):
        add_costs(costs=[freight], actor=None)

    assert average(vase) == 7
    assert CostEntry.objects.get(cause=CostCause.LANDED).variance == 10
    assert not list(find_drifts())


def test_a_receipt_without_a_cost_leaves_the_average_alone(vase, lucca):
    stock(vase, lucca, 5)

    assert not ProductCost.objects.exists()
