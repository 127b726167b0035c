"""Whatever an incident is opened for, staff read its name, what to do about it, and what it is about."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.backoffice.exceptions.details import _DETAILS
from apps.backoffice.exceptions.kinds import KINDS
from apps.backoffice.exceptions.resolution import RETRIES

APPS = Path(__file__).resolve().parents[2] / "apps"
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def opened() -> set[str]:
    """Return the kinds that modules open incidents of: written at the call, or named by a constant."""
    found: set[str] = set()
    for path in APPS.rglob("*.py"):
        text = path.read_text()
        if "incidents import" in text or "incident=" in text:
            found |= set(_kinds_in(ast.parse(text)))
    return found


def _kinds_in(module: ast.Module) -> Iterator[str]:
    constants = {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    imports_them = any(
        isinstance(node, ast.ImportFrom) and (node.module or "").endswith("incidents") for node in module.body
    )
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and any(
            getattr(each, "id", "") == "incident" for each in node.targets
        ):
            yield from _codes(node.value, constants)
        if isinstance(node, ast.Call):
            for word in node.keywords:
                if word.arg == "incident" or (word.arg == "kind" and imports_them and _opens(node)):
                    yield from _codes(word.value, constants)


def _opens(call: ast.Call) -> bool:
    return getattr(call.func, "id", "") in {"open_incident", "open_incidents"}


def _codes(value: ast.expr, constants: dict[str, object]) -> Iterator[str]:
    for node in ast.walk(value):
        code = constants.get(node.id) if isinstance(node, ast.Name) else getattr(node, "value", None)
        if isinstance(code, str) and CODE.fullmatch(code):
            yield code


KNOWN_BY_PARAMETER = {"stock-below-zero", "stock-overpromised", "till-sale-attention", "till-sale-conflict"}
"""Passed on to the one function that opens them."""


def test_every_kind_that_is_opened_is_found() -> None:
    assert {"refund-failed", "payment-late", "order-paid-twice", "drift", "letter-not-sent"} <= opened()


@pytest.mark.parametrize("kind", sorted(opened() | KNOWN_BY_PARAMETER))
def test_it_has_a_name_an_advice_and_a_detail(kind: str) -> None:
    assert KINDS[kind].title
    assert KINDS[kind].advice
    assert kind in _DETAILS


def test_what_has_a_button_can_be_tried_again_and_the_other_way_round() -> None:
    assert {code for code, kind in KINDS.items() if kind.retry} == set(RETRIES)
