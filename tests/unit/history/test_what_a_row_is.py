"""Every row of a former till's file is a sale, a service, a return, a correction, or set aside with a reason."""

from datetime import datetime
from decimal import Decimal

import pytest

from apps.history.classification import classify
from apps.history.types import Document, Outcome, Reason, Row


def row(code="85123A", quantity=1, price="2.55", customer="17850", description="HEART", problem=""):
    return Row(
        number=2,
        document="536365",
        code=code,
        description=description,
        quantity=quantity,
        price=Decimal(price),
        at=datetime.fromisoformat("2010-12-01T08:26"),
        customer=customer,
        problem=problem,
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([row()], [(Outcome.SALE, None)], id="goods with a price are sold"),
        pytest.param([row(price="0")], [(Outcome.SALE, None)], id="a known customer's free item is a gift"),
        pytest.param([row(code="POST")], [(Outcome.SERVICE, None)], id="postage is a service"),
        pytest.param([row(code="GIFT_0001_20")], [(Outcome.SERVICE, None)], id="a voucher is no goods"),
        pytest.param(
            [row(quantity=-6)], [(Outcome.RETURN, None)], id="fewer than nothing at a price comes back"
        ),
        pytest.param([row(code="D", quantity=-1)], [(Outcome.RETURN, None)], id="a discount given back"),
        pytest.param(
            [row(quantity=-10, price="0", customer="", description="")],
            [(Outcome.CORRECTION, None)],
            id="lost without a price or a customer",
        ),
        pytest.param(
            [row(quantity=56, price="0", customer="")],
            [(Outcome.CORRECTION, None)],
            id="found in the stock room",
        ),
        pytest.param(
            [row(customer=""), row(price="0", customer="")],
            [(Outcome.SALE, None), (Outcome.SALE, None)],
            id="a free item beside paid ones is part of the sale",
        ),
        pytest.param(
            [row(code="B", price="11062.06")], [(Outcome.SET_ASIDE, Reason.BAD_DEBT)], id="bad debt"
        ),
        pytest.param(
            [row(price="-1")], [(Outcome.SET_ASIDE, Reason.NEGATIVE_PRICE)], id="a price below zero"
        ),
        pytest.param([row(quantity=0)], [(Outcome.SET_ASIDE, Reason.NO_QUANTITY)], id="nothing of it"),
        pytest.param(
            [row(code="DOT", price="0")],
            [(Outcome.SET_ASIDE, Reason.FEE_WITHOUT_PRICE)],
            id="a fee of nothing",
        ),
        pytest.param(
            [row(problem="price")], [(Outcome.SET_ASIDE, Reason.UNREADABLE)], id="what can't be read is kept"
        ),
    ],
)
def test_each_row_gets_one_verdict(rows, expected):
    verdicts = list(classify(Document("536365", rows)))

    assert [(verdict.outcome, verdict.reason) for verdict in verdicts] == expected
