"""Goods change their state where they lie, or are written off."""

import pytest

from apps.core.models import AuditEntry
from apps.core.reconciliation import find_drifts
from apps.stock.choices import StockState
from apps.stock.models import StockLevel, StockMovement
from apps.stock.services.allocation import allocate
from apps.stock.services.checks import ReasonRequired, WrongQuantity
from apps.stock.services.states import NothingChanges, NotInThatState, OutOfStock, change_state, write_off
from tests.factories.stock import NOON, stock, take

SELLABLE, QUARANTINE, DISPLAY, IN_TRANSIT = StockState


@pytest.fixture
def five(vase, lucca):
    return stock(vase, lucca, 5)


def change(level, origin, to, quantity, **facts):
    given = {"reason": "Scratched", "actor": None, "key": "1"} | facts
    change_state(
        product_id=level.product_id,
        location_id=level.location_id,
        origin=origin,
        to=to,
        quantity=quantity,
        **given,
    )


def throw_away(level, state, quantity, reason="Broken", key="1"):
    write_off(
        product_id=level.product_id,
        location_id=level.location_id,
        state=state,
        quantity=quantity,
        reason=reason,
        actor=None,
        key=key,
    )


def lying():
    level = StockLevel.objects.get()
    return level.on_hand, level.quarantined, level.displayed


def test_into_quarantine_and_onto_the_display(five):
    change(five, SELLABLE, QUARANTINE, 3)
    change(five, QUARANTINE, DISPLAY, 1, key="2", reason="Good enough to show")
    change(five, DISPLAY, SELLABLE, 1, key="3", reason="Window changed")

    assert lying() == (3, 2, 0)
    assert AuditEntry.objects.filter(action="stock.state-change").count() == 3
    assert not list(find_drifts())


def test_the_same_form_twice_changes_once(five):
    change(five, SELLABLE, QUARANTINE, 3)
    change(five, SELLABLE, QUARANTINE, 3)

    assert lying() == (2, 3, 0)


def test_promised_goods_stay_sellable(five, vase, lucca):
    allocate(takes=[take(vase, lucca, 4)], source_kind="order", at=NOON)

    with pytest.raises(OutOfStock) as refusal:
        change(five, SELLABLE, DISPLAY, 2)

    assert (refusal.value.wanted, refusal.value.available) == (2, 1)
    assert lying() == (5, 0, 0)


@pytest.mark.parametrize(
    ("origin", "to", "quantity", "reason", "refusal"),
    [
        (SELLABLE, SELLABLE, 1, "Odd", NothingChanges),
        (SELLABLE, IN_TRANSIT, 1, "Odd", NothingChanges),
        (IN_TRANSIT, SELLABLE, 1, "Odd", NothingChanges),
        (QUARANTINE, SELLABLE, 1, "Odd", NotInThatState),
        (SELLABLE, DISPLAY, 6, "Odd", NotInThatState),
        (SELLABLE, DISPLAY, 0, "Odd", WrongQuantity),
        (SELLABLE, DISPLAY, 1, " ", ReasonRequired),
    ],
)
def test_what_makes_no_sense_changes_nothing(five, origin, to, quantity, reason, refusal):
    with pytest.raises(refusal):
        change(five, origin, to, quantity, reason=reason)

    assert lying() == (5, 0, 0)


def test_written_off_from_any_state(five):
    change(five, SELLABLE, QUARANTINE, 2)
    throw_away(five, QUARANTINE, 1)
    throw_away(five, SELLABLE, 1, key="2")

    assert lying() == (2, 1, 0)
    assert list(
        StockMovement.objects.filter(kind="write-off").order_by("pk").values_list("state", "reason")
    ) == [
        ("quarantine", "Broken"),
        ("sellable", "Broken"),
    ]
    assert not list(find_drifts())


@pytest.mark.parametrize(
    ("state", "reason", "refusal"),
    [(IN_TRANSIT, "Lost", NothingChanges), (DISPLAY, "Lost", NotInThatState), (SELLABLE, "", ReasonRequired)],
)
def test_what_is_not_there_is_not_written_off(five, state, reason, refusal):
    with pytest.raises(refusal):
        throw_away(five, state, 1, reason)

    assert lying() == (5, 0, 0)
