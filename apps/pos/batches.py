"""Cut a batch of sales into its sales without changing a character of any. Pure.

A till's batch is `{"sent_at": …, "sales": [ … ]}`. Each sale is kept as the text that came, because that is the
evidence, and read with exact decimals.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from .types import RawSale

LONGEST_WHOLE_NUMBER = 18
_SPACE = re.compile(r"[ \t\n\r]*")


class NotABatch(ValueError):
    """The text isn't JSON, or not an object with a list of sales; says what and where."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The sales in the order sent, and the till's clock when it sent them, unread."""

    sales: list[RawSale]
    sent_at: Any


def split_batch(text: str) -> Batch:
    """Return the sales of a batch. Raises NotABatch."""
    try:
        return _Walker(text).batch()
    except json.JSONDecodeError as error:
        raise NotABatch(f"{error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise NotABatch("nested too deeply") from error


def decode(text: str) -> Any:
    """Return what the text of one sale says, numbers exact."""
    return _DECODER.decode(text)


def digest_of(content: Any) -> str:
    """Return a digest of a JSON value that doesn't depend on spaces or the order of keys."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(canonical.encode()).hexdigest()


class _Walker:
    """Goes through the outermost object by hand and leaves everything below to the decoder."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.decode = _DECODER.raw_decode

    def batch(self) -> Batch:
        members: dict[str, Any] = {}
        self.expect("{")
        for _number in self.until("}"):
            name = self.value()
            if not isinstance(name, str) or name in members:
                raise self.fault("Expecting a name that wasn't used before")
            self.expect(":")
            members[name] = self.sales() if name == "sales" else self.value()
        self.skip_space()
        if self.at != len(self.text):
            raise self.fault("Expecting the end")
        if "sales" not in members:
            raise NotABatch('a member "sales" with a list of sales is missing')
        return Batch(members["sales"], members.get("sent_at"))

    def sales(self) -> list[RawSale]:
        self.skip_space()
        if not self.text.startswith("[", self.at):
            raise NotABatch('"sales" must be a list')
        self.expect("[")
        return [self.sale() for _number in self.until("]")]

    def sale(self) -> RawSale:
        self.skip_space()
        start = self.at
        content = self.value()
        return RawSale(self.text[start : self.at], content, digest_of(content))

    def until(self, end: str) -> Any:
        """Yield once for each member up to the closing mark, taking the commas between them."""
        number = 0
        while not self.accept(end):
            if number:
                self.expect(",")
            yield number
            number += 1

    def value(self) -> Any:
        self.skip_space()
        value, self.at = self.decode(self.text, self.at)
        return value

    def accept(self, mark: str) -> bool:
        self.skip_space()
        found = self.text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def expect(self, mark: str) -> None:
        if not self.accept(mark):
            raise self.fault(f"Expecting '{mark}'")

    def skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def fault(self, words: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(words, self.text, self.at)


def _decimal(text: str) -> Decimal | str:
    """Return a number exactly; one beyond any exponent stays text, which no field takes for an amount."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _whole(text: str) -> int | Decimal | str:
    return int(text) if len(text) <= LONGEST_WHOLE_NUMBER else _decimal(text)


def _no_constant(name: str) -> None:
    raise NotABatch(f"{name} isn't JSON")


_DECODER = json.JSONDecoder(parse_float=_decimal, parse_int=_whole, parse_constant=_no_constant)
