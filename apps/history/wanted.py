"""What a file says was sold of each product on each day, as an array to reckon with. Looks at no table."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.purchasing.replenishment.arrays import Floats

from .classification import classify
from .readers.online_retail import read_documents
from .types import Outcome


class NoSales(DomainError):
    code = "no-sales"
    message = _("%(file)s has no sales of goods.")


@dataclass(frozen=True, slots=True)
class DailySales:
    """Units sold: a row for each code, a column for each day from the first to the last."""

    codes: list[str]
    first_date: date
    units: Floats


def daily_sales(path: Path) -> DailySales:
    """Return the units of goods sold by code and day, returns not taken off.

    Raises UnreadableFile, MissingColumns, NoSales.
    """
    sold: Counter[tuple[str, date]] = Counter()
    for document in read_documents(path):
        for verdict in classify(document):
            row = verdict.row
            if verdict.outcome is Outcome.SALE and row.at:
                sold[row.code, row.at.date()] += row.quantity
    if not sold:
        raise NoSales(file=path.name)
    codes = sorted({code for code, _day in sold})
    first, last = min(day for _code, day in sold), max(day for _code, day in sold)
    units = np.zeros((len(codes), (last - first).days + 1))
    rows = {code: place for place, code in enumerate(codes)}
    for (code, day), quantity in sold.items():
        units[rows[code], (day - first).days] = quantity
    return DailySales(codes, first, units)
