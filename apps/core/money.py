"""Money: exact amounts with their currency, one rounding policy, splits that always sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)

_EXPONENTS = {
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(
        (
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ),
        0,
    ),
}
"""Currencies whose minor unit isn't a hundredth (ISO 4217, table A.1)."""

_CASH_STEPS = {
    "CHF": Decimal("0.05"),
    "SEK": Decimal(1),
    "NOK": Decimal(1),
    "DKK": Decimal("0.50"),
    "CZK": Decimal(1),
    "HUF": Decimal(5),
}
"""Smallest amount that can be paid in coins, where it isn't the minor unit."""


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met in one sum."""


def exponent_of(currency: str) -> int:
    """Return how many decimals amounts of this ISO 4217 currency have."""
    return _EXPONENTS.get(currency, 2)


def minor_unit(currency: str) -> Decimal:
    """Return the smallest amount of the currency, for example 0.01."""
    return Decimal(1).scaleb(-exponent_of(currency))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """Return the amount rounded half up (away from zero) to the currency's minor unit."""
    return amount.quantize(minor_unit(currency), rounding=ROUND_HALF_UP)


def round_cash(amount: Decimal, currency: str, *, step: Decimal | None = None) -> Decimal:
    """Return what is paid in coins for the amount: half up to the step the currency's coins allow."""
    step = step or _CASH_STEPS.get(currency, minor_unit(currency))
    steps = (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return round_money(steps * step, currency)


def split(total: Decimal, weights: Sequence[Decimal | int], currency: str) -> list[Decimal]:
    """Return parts of `total` in proportion to `weights` that sum to it exactly.

    Largest remainder: every part is rounded towards zero, then the minor units left over go to the
    largest remainders, earlier parts first. With no weight at all the parts are as equal as can be.

    Raises ValueError for a negative weight, no weights, or a total finer than the minor unit.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("split needs weights, none of them negative")
    unit = minor_unit(currency)
    if total % unit:
        raise ValueError(f"{total} is finer than the minor unit of {currency}")
    shares = [Decimal(weight) for weight in weights]
    if not any(shares):
        shares = [Decimal(1)] * len(shares)
    units, whole, sign = abs(total) / unit, sum(shares), -1 if total < 0 else 1
    exact = [units * share / whole for share in shares]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: int(units) - sum(parts)]:
        parts[index] += 1
    return [sign * part * unit for part in parts]


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount of one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: int | Decimal) -> "Money":
        return Money(self.amount * factor, self.currency)

    def rounded(self) -> "Money":
        """Return the amount rounded to the currency's minor unit."""
        return Money(round_money(self.amount, self.currency), self.currency)

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} don't add up")
        return other.amount
