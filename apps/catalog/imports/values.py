"""Values as people and programs write them, read from one row; what can't be read becomes a problem."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from apps.catalog.barcodes import InvalidGtin, normalize_gtin
from apps.catalog.types import PictureDraft, Problem

from .spellings import NO, YES, is_day, read_moment, read_number, read_whole, split_money

MOST_AMOUNT = Decimal(10) ** 10
MOST_WHOLE = 2**31 - 1
FINEST = Decimal("0.0001")

_ADDRESS = re.compile(r"https?://[^\s/]+\S*\Z", re.IGNORECASE)


@dataclass(slots=True)
class Cells:
    """The cells of one row, and the problems met while reading them."""

    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, *columns: str) -> str:
        """Return the first of the columns that says something."""
        return next((self.cells[name] for name in columns if self.cells.get(name)), "")

    def amount(self, column: str) -> Decimal | None:
        """Return an amount of money: not below zero, four decimals at most; None where nothing is said."""
        amount = self._number(column, limit=MOST_AMOUNT, said=split_money(self._compact(column))[0])
        if amount is not None and amount != amount.quantize(FINEST):
            self.problem("too-fine", column)
            return None
        return amount

    def currency(self, column: str) -> str:
        """Return the currency that an amount says with it, such as EUR; empty where it says none."""
        return split_money(self._compact(column))[1]

    def whole(self, column: str) -> int | None:
        """Return a whole number, which may be negative; 3.0 is one too."""
        number = self._number(column, limit=Decimal(MOST_WHOLE), negative=True, read=read_whole)
        if number is None:
            return None
        if number != number.to_integral_value():
            self.problem("not-whole", column)
            return None
        return int(number)

    def measure(self, column: str) -> Decimal | None:
        """Return a weight or a length."""
        return self._number(column, limit=Decimal(MOST_WHOLE))

    def yes_no(self, column: str) -> bool | None:
        """Return what is said, None where nothing is."""
        said = self.text(column).lower()
        if said in YES:
            return True
        if said and said not in NO:
            self.problem("not-yes-or-no", column)
        return False if said in NO else None

    def day_start(self, column: str) -> datetime | None:
        """Return the beginning of a day, or the moment where a time is said; UTC where no zone is."""
        return self._moment(column)

    def day_end(self, column: str) -> datetime | None:
        """Return the end of a day, or the moment where a time is said."""
        moment = self._moment(column)
        return moment + timedelta(days=1) if moment and is_day(self.text(column)) else moment

    def gtins(self, column: str) -> tuple[str, ...] | None:
        """Return the barcodes of a cell; those that are no GTIN are left out with a warning."""
        found = []
        for text in re.split(r"[;,|\n]+", self.text(column)):
            try:
                found += [normalize_gtin(text)] if text.strip() else []
            except InvalidGtin as error:
                self.problem(f"gtin-{error.reason}", column, text.strip(), is_error=False)
        return tuple(dict.fromkeys(found)) or None

    def pictures(self, addresses: Sequence[str], column: str, alt: str = "") -> tuple[PictureDraft, ...]:
        """Return the pictures whose address is one; others are left out with a warning."""
        found = []
        for address in dict.fromkeys(address.strip() for address in addresses if address.strip()):
            if _ADDRESS.match(address):
                found.append(PictureDraft(address, alt))
            else:
                self.problem("not-an-address", column, address[:80], is_error=False)
        return tuple(found)

    def problem(
        self, code: str, column: str = "", value: str | None = None, *, is_error: bool = True
    ) -> None:
        """Note that something is wrong with a column."""
        said = self.text(column) if value is None else value
        self.problems.append(Problem(code, self.line, column, said[:80], is_error))

    def _compact(self, column: str) -> str:
        return re.sub(r"[\s\u00a0\u202f']", "", self.text(column))

    def _number(
        self,
        column: str,
        *,
        limit: Decimal,
        negative: bool = False,
        said: str | None = None,
        read: Callable[[str], tuple[Decimal | None, str]] = read_number,
    ) -> Decimal | None:
        said = self._compact(column) if said is None else said
        if not said:
            return None
        number, wrong = read(said)
        if number is not None and number < 0 and not negative:
            wrong = "negative-number"
        elif number is not None and (abs(number) >= limit or len(said) > 30):
            wrong = "number-too-large"
        if wrong:
            self.problem(wrong, column)
            return None
        return number

    def _moment(self, column: str) -> datetime | None:
        said = self.text(column)
        moment = read_moment(said) if said else None
        if said and moment is None:
            self.problem("not-a-date", column)
        return moment
