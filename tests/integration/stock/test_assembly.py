"""A gift box is put together from a vase and two cups, and taken apart again."""

from decimal import Decimal

import pytest
from django.db import transaction

from apps.core.reconciliation import find_drifts
from apps.stock.models import ProductCost, StockMovement
from apps.stock.services.allocation import allocate
from apps.stock.services.assembly import Kit, NoComponents, OutOfStock, assemble, disassemble
from apps.stock.services.checks import WrongQuantity
from apps.stock.services.movements import record_movements
from tests.factories.catalog import ProductFactory
from tests.factories.stock import NOON, figures, movement, take


@pytest.fixture
def box(db):
    return ProductFactory(title="Gift box")


@pytest.fixture
def kit(box, vase, cup, lucca):
    """Two boxes of a vase (9.00) and two cups (3.50 each); five vases and ten cups are there."""
    with transaction.atomic():
        record_movements(
            movements=[
                movement(vase, lucca, 5, unit_cost=Decimal("9.00")),
                movement(cup, lucca, 10, unit_cost=Decimal("3.50")),
            ]
        )
    return Kit(box.pk, {vase.pk: 1, cup.pk: 2}, 2, lucca.pk)


def average(product):
    return ProductCost.objects.get(product=product).average


def test_the_parts_go_and_the_box_costs_what_they_cost(kit, box, vase, cup, lucca):
    assemble(kit=kit, actor=None, key="1")
    assemble(kit=kit, actor=None, key="1")

    assert [figures(each, lucca)[0] for each in (box, vase, cup)] == [2, 3, 6]
    assert average(box) == Decimal("16.00")
    value = sum(
        move.quantity * move.unit_cost for move in StockMovement.objects.filter(source_kind="assembly")
    )
    assert value == 0
    assert not list(find_drifts())


def test_taken_apart_everything_is_as_it_was(kit, box, vase, cup, lucca):
    assemble(kit=kit, actor=None, key="1")
    disassemble(kit=kit, actor=None, key="2")

    assert [figures(each, lucca)[0] for each in (box, vase, cup)] == [0, 5, 10]
    assert (average(vase), average(cup)) == (Decimal("9.00"), Decimal("3.50"))
    assert not list(find_drifts())


def test_without_a_known_cost_the_box_has_none(box, vase, cup, lucca):
    with transaction.atomic():
        record_movements(
            movements=[movement(vase, lucca, 5), movement(cup, lucca, 10, unit_cost=Decimal("3.50"))]
        )
    assemble(kit=Kit(box.pk, {vase.pk: 1, cup.pk: 2}, 2, lucca.pk), actor=None, key="1")

    assert not ProductCost.objects.filter(product=box).exists()
    assert figures(box, lucca) == (2, 0, 0)


def test_promised_parts_stay(kit, vase, lucca):
    allocate(takes=[take(vase, lucca, 4)], source_kind="order", at=NOON)

    with pytest.raises(OutOfStock) as refusal:
        assemble(kit=kit, actor=None, key="1")

    assert (refusal.value.wanted, refusal.value.available) == (2, 1)
    assert figures(vase, lucca) == (5, 4, 0)


def test_what_makes_no_sense_changes_nothing(kit, box, vase, lucca):
    for components, quantity, refusal in (
        ({}, 1, NoComponents),
        ({box.pk: 1}, 1, NoComponents),
        ({vase.pk: 0}, 1, WrongQuantity),
        ({vase.pk: 1}, 0, WrongQuantity),
        ({vase.pk: 1_000_000}, 2, WrongQuantity),
    ):
        with pytest.raises(refusal):
            assemble(kit=Kit(box.pk, components, quantity, lucca.pk), actor=None, key="1")

    with pytest.raises(OutOfStock):
        disassemble(kit=kit, actor=None, key="1")
    assert figures(vase, lucca) == (5, 0, 0)
