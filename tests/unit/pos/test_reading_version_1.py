"""Version 1 of the sale envelope is read exactly, and every fault in it is named."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from apps.pos.envelopes import UnknownVersion, read_envelope
from apps.pos.envelopes.fields import Malformed

MUG = {
    "title": "Mug",
    "quantity": 1,
    "unit_price": "12.20",
    "gross": "12.20",
    "net": "10.00",
    "tax_rate": "0.22",
}
SALE = {
    "version": 1,
    "sale_id": "0193a4c5-7d00-7000-8000-000000000001",
    "sequence": 7,
    "sold_at": "2026-11-21T13:00:00+01:00",
    "currency": "EUR",
    "prices_include_tax": True,
    "lines": [MUG],
    "tenders": [{"method": "cash", "amount": "12.20"}],
    "totals": {"gross": "12.20", "net": "10.00"},
}


def faults(content: Any) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as caught:
        read_envelope(content)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def test_amounts_are_exact_and_moments_in_utc() -> None:
    sale = read_envelope(SALE)

    assert (sale.gross, sale.lines[0].tax_rate) == (Decimal("12.20"), Decimal("0.22"))
    assert sale.sold_at == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert (sale.change, sale.rounding, sale.lines[0].tax_category) == (0, 0, "standard")


def test_lines_are_counted_by_us() -> None:
    sale = read_envelope(SALE | {"lines": [MUG | {"position": 9}, MUG | {"position": 9}]})

    assert [line.position for line in sale.lines] == [1, 2]


def test_all_faults_are_named_at_once() -> None:
    bent = SALE | {"sequence": "7", "lines": [MUG, MUG | {"quantity": 1.5, "title": " "}, 3], "totals": {}}

    assert faults(bent) == [
        ("sequence", "not-whole"),
        ("lines/1/title", "missing"),
        ("lines/1/quantity", "not-whole"),
        ("lines/2", "not-object"),
        ("totals/gross", "missing"),
        ("totals/net", "missing"),
    ]


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("sale_id", "7", "not-uuid"),
        ("sale_id", "{0193a4c5-7d00-7000-8000-000000000001}", "not-uuid"),
        ("sequence", 0, "out-of-range"),
        ("sequence", 2**53, "out-of-range"),
        ("sequence", True, "not-whole"),
        ("sold_at", "2026-11-21T13:00:00", "not-moment"),
        ("sold_at", "0001-01-01T00:00:00+14:00", "not-moment"),
        ("sold_at", 1_700_000_000, "not-moment"),
        ("business_date", "21.11.2026", "not-date"),
        ("business_date", "2026-02-30", "not-date"),
        ("currency", "euro", "not-currency"),
        ("prices_include_tax", "yes", "not-true-or-false"),
        ("lines", [], "too-few"),
        ("lines", {}, "not-list"),
        ("lines", [MUG] * 1001, "too-many"),
        ("change", "1,20", "not-amount"),
        ("change", "0.00001", "not-amount"),
        ("change", "12345678901", "not-amount"),
        ("change", True, "not-amount"),
        ("change", Decimal("1E+400"), "not-amount"),
        ("cashier", "Alice", "not-object"),
        ("totals", [], "not-object"),
    ],
)
def test_a_faulty_member(member: str, value: Any, code: str) -> None:
    assert (member, code) in faults(SALE | {member: value})


@pytest.mark.parametrize("rate", ["1", "1.0", "-0.1", "22%"])
def test_a_rate_is_a_share(rate: str) -> None:
    assert faults(SALE | {"lines": [MUG | {"tax_rate": rate}]})[0][0] == "lines/0/tax_rate"


def test_faults_are_counted_up_to_a_point() -> None:
    assert len(faults(SALE | {"lines": [{}] * 1000})) == 50


@pytest.mark.parametrize("version", [0, 2, 99])
def test_a_version_of_later_days(version: int) -> None:
    with pytest.raises(UnknownVersion):
        read_envelope(SALE | {"version": version})


def test_texts_are_cut_and_cleaned() -> None:
    sale = read_envelope(SALE | {"lines": [MUG | {"title": " M\x00ug " + "x" * 300}], "receipt_number": "  "})

    assert sale.lines[0].title == ("M\ufffdug " + "x" * 300)[:255]
    assert sale.receipt_number == ""


def test_a_person_of_whom_nothing_is_said_is_nobody() -> None:
    assert read_envelope(SALE | {"customer": {}, "cashier": {"name": " "}}).customer is None
