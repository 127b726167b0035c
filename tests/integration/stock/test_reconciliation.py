"""The audit finds every counter that was changed behind the ledger's back."""

import json

import pytest
from django.core.management import call_command

from apps.stock.models import Hold, StockLevel
from apps.stock.reconciliation import drifts
from apps.stock.services.allocation import allocate
from apps.stock.services.holds import hold
from tests.factories.stock import NOON, demand, stock, take


@pytest.fixture
def busy(web, vase, altopascio):
    stock(vase, altopascio, 10)
    allocate(takes=[take(vase, altopascio, 3)], source_kind="order", at=NOON)
    hold(demands=[demand(vase, 2)], channel=web, holder="basket:bob", at=NOON)
    return StockLevel.objects.get()


def test_a_busy_shop_is_clean(busy):
    assert list(drifts()) == []


@pytest.mark.parametrize(
    ("counter", "name", "expected"),
    [("on_hand", "stock.on-hand", 10), ("allocated", "stock.allocated", 3), ("held", "stock.held", 2)],
)
def test_a_counter_changed_by_hand_is_found(busy, counter, name, expected):
    StockLevel.objects.update(**{counter: 99})

    [drift] = drifts()

    assert (drift.name, drift.recorded, drift.expected) == (name, 99, expected)
    assert drift.subject == f"stock:{busy.product_id}:{busy.location_id}"


def test_a_hold_that_vanished_is_found(busy):
    Hold.objects.all().delete()

    assert [(drift.recorded, drift.expected) for drift in drifts()] == [(2, 0)]


def test_the_command_says_so_and_fails(busy, capsys):
    call_command("audit")
    assert capsys.readouterr().out == "Every counter agrees with its ledger.\n"

    StockLevel.objects.update(on_hand=99)
    with pytest.raises(SystemExit) as end:
        call_command("audit")

    assert end.value.code == 1
    assert "recorded 99, expected 10" in capsys.readouterr().out


def test_the_command_speaks_json(busy, capsys):
    call_command("audit", json=True)
    assert json.loads(capsys.readouterr().out)["clean"] is True

    StockLevel.objects.update(on_hand=99)
    with pytest.raises(SystemExit):
        call_command("audit", json=True)

    answer = json.loads(capsys.readouterr().out)
    assert answer["clean"] is False
    assert [(drift["recorded"], drift["expected"]) for drift in answer["drifts"]] == [(99, 10)]
