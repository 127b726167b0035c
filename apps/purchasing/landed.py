"""How a cost on top, such as freight, is shared among the goods of a receipt: exactly, to the last cent. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.money import split


@dataclass(frozen=True, slots=True)
class Carrier:
    """Goods that carry a part: so many units, worth so much together, each weighing so many grams if known."""

    key: int
    units: int
    value: Decimal
    grams: int | None


class WeightUnknown(ValueError):
    """Something of the goods has no weight, so that nothing can be shared by it."""

    def __init__(self, key: int) -> None:
        self.key = key
        super().__init__(f"the weight of {key} isn't known")


def share(*, amount: Decimal, carriers: Sequence[Carrier], by: str, currency: str) -> list[Decimal]:
    """Return each carrier's part of the amount by `value`, `quantity` or `weight`; the parts sum to it exactly.

    Goods worth nothing share by quantity. Raises WeightUnknown.
    """
    weights = [_weight(carrier, by) for carrier in carriers]
    if not any(weights):
        weights = [Decimal(carrier.units) for carrier in carriers]
    return split(amount, weights, currency)


def _weight(carrier: Carrier, by: str) -> Decimal:
    if by == "value":
        return carrier.value
    if by == "quantity":
        return Decimal(carrier.units)
    if not carrier.grams:
        raise WeightUnknown(carrier.key)
    return Decimal(carrier.grams * carrier.units)
