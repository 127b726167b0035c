"""The retailer's rules for replenishment, as `settings.REPLENISHMENT` gives them; what it doesn't name is usual."""

from dataclasses import fields
from typing import Any

from django.conf import settings

from .policy import Rules
from .sharing import Costs


def rules() -> Rules:
    """Return what decides when to order and how much."""
    return Rules(**_given(Rules))


def costs() -> Costs:
    """Return what decides between a transfer and a purchase."""
    shared = {"order_line": "order_cost", "carrying_rate": "carrying_rate"}
    ours = _given(Rules)
    given = {name: ours[theirs] for name, theirs in shared.items() if theirs in ours}
    return Costs(**_given(Costs) | given)


def _given(kind: type[Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in getattr(settings, "REPLENISHMENT", {}).items() if name in names}
