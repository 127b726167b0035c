"""Values as people and programs write them, read from one row; what can't be read becomes a problem."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from apps.catalog.barcodes import InvalidGtin, normalize_gtin
from apps.catalog.types import PictureDraft, Problem

MOST_AMOUNT = Decimal(10) ** 10
MOST_WHOLE = 2**31 - 1
FINEST = Decimal("0.0001")

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_COMMA_DECIMAL = re.compile(r"-?([0-9]+,([0-9]{1,2}|[0-9]{4,})|0,[0-9]+)\Z")
_COMMA_GROUPS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+\Z|-?[0-9]{1,3}(,[0-9]{3}){2,}\Z")
_POINT_GROUPS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+\Z|-?[0-9]{1,3}(\.[0-9]{3}){2,}\Z")
_AMBIGUOUS = re.compile(r"-?[0-9]{1,3},[0-9]{3}\Z")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*\Z", re.IGNORECASE)
_YES = frozenset({"1", "true", "yes", "y", "on", "sì", "si", "oui", "ya", "tak"})
_NO = frozenset({"0", "false", "no", "n", "off", "-1", "non", "tidak", "nie"})


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
        amount = self._number(column, limit=MOST_AMOUNT)
        if amount is not None and amount != amount.quantize(FINEST):
            self.problem("too-fine", column)
            return None
        return amount

    def whole(self, column: str) -> int | None:
        """Return a whole number, which may be negative; 3.0 is one too."""
        number = self._number(column, limit=Decimal(MOST_WHOLE), negative=True)
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
        if said in _YES:
            return True
        if said and said not in _NO:
            self.problem("not-yes-or-no", column)
        return False if said in _NO else None

    def day_start(self, column: str) -> datetime | None:
        """Return the beginning of a day, or the moment where a time is said; UTC where no zone is."""
        return self._moment(column)

    def day_end(self, column: str) -> datetime | None:
        """Return the end of a day, or the moment where a time is said."""
        moment = self._moment(column)
        is_day = moment is not None and len(self.text(column)) == len("2026-11-21")
        return moment + timedelta(days=1) if is_day and moment else moment

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

    def _number(self, column: str, *, limit: Decimal, negative: bool = False) -> Decimal | None:
        said = re.sub(r"[\s\u00a0\u202f']", "", self.text(column))
        if not said:
            return None
        number, wrong = read_number(said)
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
        if not said:
            return None
        try:
            moment = datetime.fromisoformat(said)
        except ValueError:
            self.problem("not-a-date", column)
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_number(text: str) -> tuple[Decimal | None, str]:
    """Return the number of a text, or what is wrong with it: 9.99, 9,99, 1,299.00 and 1.299,00 are clear."""
    if _PLAIN.match(text):
        return Decimal(text), ""
    if _COMMA_DECIMAL.match(text):
        return Decimal(text.replace(",", ".")), ""
    if _COMMA_GROUPS.match(text):
        return Decimal(text.replace(",", "")), ""
    if _POINT_GROUPS.match(text):
        return Decimal(text.replace(".", "").replace(",", ".")), ""
    return None, "ambiguous-number" if _AMBIGUOUS.match(text) else "not-a-number"
