"""Handing over promised goods: on hand and allocated fall together, once."""

import pytest

from apps.core.reconciliation import find_drifts
from apps.stock.models import Allocation, StockMovement
from apps.stock.services.allocation import NotAllocated, allocate, consume, release
from tests.factories.stock import NOON, figures, stock, take


@pytest.fixture
def promised(vase, altopascio):
    stock(vase, altopascio, 5)
    [allocation] = allocate(takes=[take(vase, altopascio, 3, line="17")], source_kind="order", at=NOON)["17"]
    return allocation


def hand_over(*allocations, source_id="1", **facts):
    return consume(allocations=allocations, actor=None, at=NOON, source_id=source_id, **facts)


def test_both_fall_and_a_sale_is_recorded(promised, vase, altopascio):
    assert hand_over(promised) == 1

    assert figures(vase, altopascio) == (2, 0, 0)
    movement = StockMovement.objects.get(kind="sale")
    assert (movement.quantity, movement.source_kind, movement.source_id) == (-3, "fulfilment", "1")
    assert not list(find_drifts())


def test_the_same_handover_again_changes_nothing(promised, vase, altopascio):
    hand_over(promised)

    assert hand_over(promised) == 0

    assert figures(vase, altopascio) == (2, 0, 0)


def test_a_part_now_and_the_rest_later(promised, vase, altopascio):
    assert hand_over(promised, source_id="1", quantities={promised.pk: 1}) == 1
    assert figures(vase, altopascio) == (4, 2, 0)

    assert hand_over(promised, source_id="2") == 1
    assert figures(vase, altopascio) == (2, 0, 0)
    assert Allocation.objects.get().consumed == 3


@pytest.mark.parametrize("units", [4, -1])
def test_more_than_promised_is_refused(promised, vase, altopascio, units):
    with pytest.raises(NotAllocated):
        hand_over(promised, quantities={promised.pk: units})

    assert figures(vase, altopascio) == (5, 3, 0)


def test_what_was_called_off_is_not_handed_over(promised, vase, altopascio):
    release(source_kind="order", source_ids=["17"])

    with pytest.raises(NotAllocated):
        hand_over(promised)

    assert figures(vase, altopascio) == (5, 0, 0)
    assert not StockMovement.objects.filter(kind="sale").exists()


def test_ten_allocations_take_as_many_statements_as_one(vase, altopascio, django_assert_num_queries):
    stock(vase, altopascio, 50)
    for count in (1, 10):
        lines = [take(vase, altopascio, 1, line=f"{count}-{number}") for number in range(count)]
        made = allocate(takes=lines, source_kind="order", at=NOON)
        with django_assert_num_queries(8):
            hand_over(*(allocation for [allocation] in made.values()), source_id=str(count))
