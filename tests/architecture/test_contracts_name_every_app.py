"""No app slips past the import contracts: each names every app that it is about."""

import tomllib
from typing import Any

import pytest

from tests.architecture.layers import PROJECT, apps_by_height

APPS = {folder.parent.name for folder in (PROJECT / "apps").glob("*/__init__.py")}
EDGES = {"api", "backoffice", "storefront"}


def contract(name: str) -> dict[str, Any]:
    tool = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]
    [found] = [each for each in tool["importlinter"]["contracts"] if each["name"].startswith(name)]
    return found


@pytest.mark.parametrize(
    ("name", "field", "left_out"),
    [
        ("Inside an app", "containers", EDGES),
        ("REST framework and htmx", "source_modules", EDGES),
        ("Only the storefront knows Oscar", "source_modules", {"storefront", "catalog", "orders"}),
    ],
)
def test_every_app_is_named(name: str, field: str, left_out: set[str]) -> None:
    named = {module.removeprefix("apps.") for module in contract(name)[field]}

    assert named == APPS - left_out


def test_every_app_has_its_layer() -> None:
    assert apps_by_height().keys() >= APPS
