"""The fingerprint changes with anything that the shopper sees, and with nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.pricing.fingerprint import fingerprint_of
from apps.pricing.types import Cart, CartLine, QuoteCharge, QuoteLine, TaxTotal

D = Decimal
CART = Cart(1, "EUR", (CartLine("1", 7, 2),), destination_country="IT")
LINE = QuoteLine(
    "1", 7, 2, D("6.10"), D("6.10"), D(0), D("12.20"), D("10.00"), D("2.20"), D("0.22"), "standard"
)
CHARGE = QuoteCharge("post", "Post", D("5"), D("5.00"), D("4.10"), D("0.90"), D("0.22"), "standard")
TAX = TaxTotal(D("0.22"), "standard", D("14.10"), D("3.10"))


def fingerprint(
    cart: Cart = CART, line: QuoteLine = LINE, charge: QuoteCharge = CHARGE, tax: TaxTotal = TAX
) -> str:
    return fingerprint_of(cart=cart, lines=[line], charges=[charge], taxes=[tax])


@pytest.mark.parametrize(
    "changed",
    [
        {"cart": replace(CART, currency="CHF")},
        {"cart": replace(CART, destination_country="FR")},
        {"cart": replace(CART, lines=(CartLine("1", 7, 2, method="pickup", location_id=3),))},
        {"line": replace(LINE, quantity=3)},
        {"line": replace(LINE, unit_price=D("6.11"))},
        {"line": replace(LINE, discount=D("0.01"))},
        {"line": replace(LINE, gross=D("12.21"))},
        {"charge": replace(CHARGE, gross=D("4.99"))},
        {"charge": replace(CHARGE, title="Courier")},
        {"tax": replace(TAX, tax=D("3.11"))},
    ],
)
def test_anything_shown_changes_it(changed: dict[str, object]) -> None:
    assert fingerprint(**changed) != fingerprint()  # type: ignore[arg-type]


def test_trailing_zeros_do_not_change_it() -> None:
    same = replace(LINE, unit_price=D("6.1000"), gross=D("12.2"))

    assert fingerprint(line=same) == fingerprint()


def test_who_the_customer_is_does_not_change_it() -> None:
    assert fingerprint(cart=replace(CART, customer_id=5)) == fingerprint()
