"""Figures that other shops' software agreed on: splitting, and rounding to coins."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from apps.core.money import round_cash, round_money, split


def cases(shared_data: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared_data / "4_cases" / name).read_text().splitlines()]


def test_a_discount_is_spread_over_lines_as_elsewhere(shared_data: Path) -> None:
    for case in cases(shared_data, "allocation_proration.jsonl"):
        parts = [
            int(part * 100) for part in split(Decimal(case["total_minor"]) / 100, case["weights"], "EUR")
        ]
        if case.get("order") == "any order":
            parts.sort(), case["expected"].sort()
        assert parts == case["expected"], case["id"]


def test_cash_is_rounded_as_elsewhere(shared_data: Path) -> None:
    rounded_half_up = [c for c in cases(shared_data, "cash_rounding_brick.jsonl") if c["mode"] == "half_up"]
    exact = [
        c
        for c in cases(shared_data, "cash_rounding_brick.jsonl")
        if c["mode"] == "exact" and c["expected"] != "ERROR"
    ]
    assert rounded_half_up
    for case in rounded_half_up + exact:
        step = case["step_minor_units"] * round_money(Decimal(1), case["currency"]).scaleb(
            -(0 if case["currency"] == "JPY" else 2)
        )
        paid = round_cash(Decimal(case["amount"]), case["currency"], step=step)
        assert paid == Decimal(case["expected"]), case["id"]
