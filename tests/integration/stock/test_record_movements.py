"""Movements are recorded once per cause, and on hand follows them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.transactions import TransactionRequired
from apps.stock.choices import MovementKind
from apps.stock.models import StockLevel, StockMovement
from apps.stock.services.movements import record_movements
from tests.factories.stock import NOON, figures, movement


def test_a_receipt_makes_the_level(vase, lucca):
    assert record_movements(movements=[movement(vase, lucca, 7)]) == 1

    assert figures(vase, lucca) == (7, 0, 0)


def test_on_hand_is_the_sum_over_a_mixed_batch(vase, cup, lucca, como):
    batch = [
        movement(vase, lucca, 10),
        movement(vase, lucca, -3),
        movement(vase, como, 2),
        movement(cup, lucca, 4, kind=MovementKind.COUNT_IN),
        movement(cup, lucca, -1, kind=MovementKind.WRITE_OFF, reason="broken"),
    ]

    assert record_movements(movements=batch) == 5

    levels = StockLevel.objects.values_list("product", "location", "on_hand")
    assert set(levels) == {(vase.pk, lucca.pk, 7), (vase.pk, como.pk, 2), (cup.pk, lucca.pk, 3)}


def test_the_same_cause_again_changes_nothing(vase, lucca):
    receipt = movement(vase, lucca, 5, source_id="receipt-1", source_line="1")
    record_movements(movements=[receipt])

    assert record_movements(movements=[receipt, receipt]) == 0

    assert figures(vase, lucca) == (5, 0, 0)
    assert StockMovement.objects.count() == 1


def test_a_known_cause_in_a_batch_leaves_the_others_standing(vase, lucca):
    old, new = (movement(vase, lucca, 5, source_id="receipt-1", source_line=line) for line in "12")
    record_movements(movements=[old])

    assert record_movements(movements=[old, new]) == 1

    assert figures(vase, lucca) == (10, 0, 0)


def test_history_keeps_its_own_time(vase, lucca):
    long_ago = NOON - timedelta(days=5000)

    record_movements(movements=[movement(vase, lucca, 1, at=long_ago)])

    recorded = StockMovement.objects.get()
    assert recorded.at == long_ago
    assert recorded.recorded_at > NOON - timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "quantity"),
    [
        *[("sale", 1), ("receipt", -1), ("count-out", 1), ("state-in", -1), ("receipt", 0)],
        *[("adjustment-in", 1), ("adjustment-out", -1)],  # without a reason
    ],
)
def test_nonsense_is_refused_by_the_database(vase, lucca, kind, quantity):
    record_movements(movements=[movement(vase, lucca, 5)])

    with pytest.raises(IntegrityError), transaction.atomic():
        record_movements(movements=[movement(vase, lucca, quantity, kind=kind)])

    assert figures(vase, lucca) == (5, 0, 0)


def test_nothing_to_record_is_nothing_done(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert record_movements(movements=[]) == 0


def test_a_thousand_movements_take_as_many_statements_as_one(
    vase, cup, lucca, como, django_assert_num_queries
):
    batch = [movement(product, shop, 1) for product in (vase, cup) for shop in (lucca, como)] * 250

    for movements in ([movement(vase, lucca, 1)], batch):
        with django_assert_num_queries(4):
            record_movements(movements=movements)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses():
    with pytest.raises(TransactionRequired):
        record_movements(movements=[])
    assert not connection.in_atomic_block
