"""Counts and sums of a sales file, in total and by month: the same figures from the file and from the books."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .types import Outcome, Verdict

_COUNTED = {
    Outcome.SALE: "sale_lines",
    Outcome.SERVICE: "service_lines",
    Outcome.RETURN: "return_lines",
    Outcome.CORRECTION: "stock_corrections",
}


@dataclass(slots=True)
class Figures:
    """What a set of rows amounts to. `value` is the sum of quantity times price over all of them.

    `invoices` counts documents of both kinds, `credit_invoices` those that are credit notes.
    """

    rows: int = 0
    units: int = 0
    invoices: int = 0
    credit_invoices: int = 0
    value: Decimal = Decimal(0)
    returned_value: Decimal = Decimal(0)
    outcomes: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    traits: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """Return the figures for JSON; amounts as text, to the last digit."""
        return {
            "rows": self.rows,
            "documents": self.invoices,
            "invoices": self.invoices,
            "credit_invoices": self.credit_invoices,
            "units": self.units,
            "value": exact(self.value),
            "ret_value": exact(self.returned_value),
            **{name: self.outcomes[outcome] for outcome, name in _COUNTED.items()},
            "set_aside": dict(sorted(self.set_aside.items())),
            **{name: self.traits[name] for name in ("zero_price", "no_customer", "neg_qty_not_C")},
        }


@dataclass(slots=True)
class Tally:
    """Figures in total and by calendar month of the invoice."""

    total: Figures = field(default_factory=Figures)
    months: dict[str, Figures] = field(default_factory=dict)
    set_aside_value: Decimal = Decimal(0)

    def month(self, name: str) -> Figures:
        return self.months.setdefault(name, Figures())

    def as_dict(self) -> dict[str, Any]:
        months = {name: self.months[name].as_dict() for name in sorted(self.months)}
        return {"total": self.total.as_dict(), "months": months}


def month_of(verdict: Verdict) -> str:
    """Return the row's calendar month such as 2011-05; `unknown` for a row without a readable date."""
    return verdict.row.at.strftime("%Y-%m") if verdict.row.at else "unknown"


def add_document(tally: Tally, verdicts: list[Verdict], *, is_credit: bool) -> None:
    """Count a document's rows; the document itself once, in the month of its first row."""
    for verdict in verdicts:
        tally.set_aside_value += verdict.row.value if verdict.reason else 0
        for figures in (tally.total, tally.month(month_of(verdict))):
            _add_row(figures, verdict, is_credit=is_credit)
    for figures in (tally.total, tally.month(month_of(verdicts[0]))):
        figures.credit_invoices += is_credit
        figures.invoices += 1


def _add_row(figures: Figures, verdict: Verdict, *, is_credit: bool) -> None:
    row = verdict.row
    figures.rows += 1
    figures.units += row.quantity
    figures.value += row.value
    figures.returned_value += row.value if is_credit else 0
    figures.traits["zero_price"] += row.price == 0
    figures.traits["no_customer"] += not row.customer
    figures.traits["neg_qty_not_C"] += row.quantity < 0 and not is_credit
    figures.outcomes[verdict.outcome] += 1
    if verdict.reason:
        figures.set_aside[verdict.reason] += 1


def exact(amount: Decimal) -> str:
    """Return the amount with all its digits and at least two decimals."""
    trimmed = amount.normalize()
    return format(
        trimmed if -int(trimmed.as_tuple().exponent) > 2 else trimmed.quantize(Decimal("0.01")), "f"
    )
