"""Typed access to the members of a JSON object that notes every fault instead of stopping at the first. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from ..types import Fault

Harmless = TypeVar("Harmless")

ZERO = Decimal(0)
MOST_FAULTS = 50
NIL = UUID(int=0)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_AMOUNT = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,4})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Malformed(ValueError):
    """An envelope that can't be read; `faults` lists what is wrong, in order."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults[:MOST_FAULTS]


class Fields:
    """The members of one object. A faulty member is noted and answered with a harmless value."""

    def __init__(self, content: Mapping[str, Any], path: str = "", faults: list[Fault] | None = None) -> None:
        self.content, self.path = content, path
        self.faults: list[Fault] = [] if faults is None else faults

    def text(self, name: str, *, most: int, required: bool = False) -> str:
        """Return a text, cut to `most` characters and without those no database stores."""
        value = self._get(name, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self._fault(name, "not-text", "")
        text = _UNSTORABLE.sub("\ufffd", value).strip()[:most]
        return self._fault(name, "missing", "") if required and not text else text

    def choice(self, name: str, options: frozenset[str], *, default: str) -> str:
        value = self._get(name)
        if value is None:
            return default
        if isinstance(value, str) and value in options:
            return value
        return self._fault(name, "unknown-value", default)

    def currency(self, name: str) -> str:
        value = self.text(name, most=8, required=True)
        return value if not value or _CURRENCY.fullmatch(value) else self._fault(name, "not-currency", "")

    def flag(self, name: str) -> bool:
        value = self._get(name, required=True)
        if value is None or isinstance(value, bool):
            return bool(value)
        return self._fault(name, "not-true-or-false", False)

    def whole(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number; a missing one is a fault unless there is a default."""
        value = self._get(name, required=default is None)
        if value is None:
            return least if default is None else default
        if not isinstance(value, int) or isinstance(value, bool):
            return self._fault(name, "not-whole", least)
        return value if least <= value <= most else self._fault(name, "out-of-range", least)

    def key(self, name: str) -> int | None:
        """Return a database key, None where there is none."""
        return self.whole(name, least=1, most=2**63 - 1, default=0) or None

    def amount(self, name: str, *, default: Decimal | None = None) -> Decimal:
        """Return an amount of at most ten digits before the point and four after it."""
        value = self._get(name, required=default is None)
        if value is None:
            return ZERO if default is None else default
        amount = _decimal(value)
        return amount if amount is not None else self._fault(name, "not-amount", ZERO)

    def rate(self, name: str) -> Decimal:
        """Return a share of one, such as 0.22."""
        rate = self.amount(name)
        return rate if 0 <= rate < 1 else self._fault(name, "not-share", ZERO)

    def identifier(self, name: str) -> UUID:
        value = self._get(name, required=True)
        if value is None:
            return NIL
        return as_uuid(value) or self._fault(name, "not-uuid", NIL)

    def moment(self, name: str) -> datetime:
        """Return a moment in UTC; without an offset nobody knows when it was."""
        value = self._get(name, required=True)
        if value is None:
            return BEGINNING
        return as_moment(value) or self._fault(name, "not-moment", BEGINNING)

    def day(self, name: str) -> date | None:
        value = self._get(name)
        if value is None:
            return None
        return _day(value) or self._fault(name, "not-date", None)

    def object(self, name: str, *, required: bool = False) -> "Fields | None":
        """Return the fields of a member that is an object."""
        value = self._get(name, required=required)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            return self._fault(name, "not-object", None)
        return Fields(value, self._path(name), self.faults)

    def objects(self, name: str, *, least: int, most: int) -> "Iterator[Fields]":
        """Yield the fields of each object of a list."""
        value = self._get(name, required=True)
        if value is not None and not isinstance(value, list):
            value = self._fault(name, "not-list", None)
        if value is None:
            return
        if not least <= len(value) <= most:
            self._fault(name, "too-few" if len(value) < least else "too-many", None)
        for index, member in enumerate(value[:most]):
            if isinstance(member, Mapping):
                yield Fields(member, f"{self._path(name)}/{index}", self.faults)
            else:
                self._fault(f"{name}/{index}", "not-object", None)

    def _get(self, name: str, *, required: bool = False) -> Any:
        value = self.content.get(name)
        return self._fault(name, "missing", None) if required and value is None else value

    def _fault(self, name: str, code: str, harmless: Harmless) -> Harmless:
        self.faults.append(Fault(self._path(name), code))
        return harmless

    def _path(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name


def as_uuid(value: Any) -> UUID | None:
    """Return the UUID that a text of the usual 36 characters names, None for anything else."""
    return UUID(value) if isinstance(value, str) and _UUID.fullmatch(value) else None


def as_moment(value: Any) -> datetime | None:
    """Return the moment, in UTC, that an ISO 8601 text with an offset names, None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.utcoffset() is not None else None
    except (ValueError, OverflowError):
        return None


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, str):
        return Decimal(value) if _AMOUNT.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    if not abs(amount) < 10**10:
        return None
    rounded = amount.quantize(Decimal("0.0001"))
    return rounded if rounded == amount else None
