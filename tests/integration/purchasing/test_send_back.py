"""Goods go back to their supplier: out of stock, with a reason, and never what is promised."""

import pytest

from apps.core.reconciliation import find_drifts
from apps.purchasing.models import SupplierReturn
from apps.purchasing.services.receiving import receive_order
from apps.purchasing.services.returning import NothingSentBack, NotThere, OtherReceipt, send_back
from apps.purchasing.types import Arrived, SentBack
from apps.stock.models import StockLevel
from apps.stock.services.checks import ReasonRequired
from tests.factories.purchasing import NOON, SupplierFactory, sent


@pytest.fixture
def receipt(conti, cup, lucca):
    order = sent(conti, lucca, {cup: 10})
    goods = [Arrived(cup.pk, 7, damaged=3, reason="cracked")]
    return receive_order(order_id=order.pk, arrived=goods, key="1", actor=None, at=NOON)


def back(receipt, *goods, key="1", **facts):
    given = {"supplier_id": receipt.supplier_id, "reason": "cracked", "receipt_id": receipt.pk, **facts}
    return send_back(location_id=receipt.location_id, goods=goods, key=key, actor=None, at=NOON, **given)


def lying():
    return StockLevel.objects.values_list("on_hand", "quarantined").get()


def test_the_damaged_ones_leave_quarantine(receipt, cup):
    sent_back = back(receipt, SentBack(cup.pk, 3, from_quarantine=True), SentBack(cup.pk, 1))

    assert lying() == (6, 0)
    line = sent_back.lines.get(from_quarantine=True)
    assert (line.movement.kind, line.movement.quantity, line.movement.reason) == (
        "supplier-return",
        -3,
        "cracked",
    )
    assert line.receipt_line == receipt.lines.get()
    assert not list(find_drifts())


def test_sent_twice_leaves_once(receipt, cup):
    assert back(receipt, SentBack(cup.pk, 2)) == back(receipt, SentBack(cup.pk, 2))
    assert lying() == (5, 3)


def test_what_is_promised_stays(receipt, cup):
    StockLevel.objects.update(allocated=5)

    with pytest.raises(NotThere):
        back(receipt, SentBack(cup.pk, 3))
    with pytest.raises(NotThere):
        back(receipt, SentBack(cup.pk, 4, from_quarantine=True))
    assert lying() == (7, 3)


def test_refusals_change_nothing(receipt, cup):
    for refusal, goods, facts in (
        (NothingSentBack, [], {}),
        (ReasonRequired, [SentBack(cup.pk, 1)], {"reason": ""}),
        (OtherReceipt, [SentBack(cup.pk, 1)], {"supplier_id": SupplierFactory().pk}),
    ):
        with pytest.raises(refusal):
            back(receipt, *goods, **facts)
    assert not SupplierReturn.objects.exists()
    assert lying() == (7, 3)
