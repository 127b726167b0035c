"""Serialised GTINs (SGTIN) as RFID readers write them: binary in hexadecimal, EPC URIs, GS1 Digital Links. Pure.

By the GS1 EPC Tag Data Standard, release 1.13: sections 6.3.1 (URI of the pure identity), 7.1 (from and to
a GTIN), 12.3 (tag URI) and 14.5.1 (SGTIN-96 and SGTIN-198, with the partition table), and the GS1 Digital Link
Standard: URI Syntax, release 1.2, section 4 (primary key 01 with qualifier 21).
"""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

HEADERS = {0x30: 96, 0x36: 198}
"""The first byte of the binary form says which scheme it is, and so how many bits there are."""
COMPANY_BITS = {12: 40, 11: 37, 10: 34, 9: 30, 8: 27, 7: 24, 6: 20}
"""Partition table: a company prefix of so many digits takes so many bits; partition values count from 12 down."""
COMPANY_AND_ITEM_BITS = 44
SERIAL_96_BITS = 38
LONGEST_SERIAL = 20
CHARACTER_BITS = 7
RESOLVER = "https://id.gs1.org"

_HEX = re.compile(r"(?:0[xX])?([0-9A-Fa-f]{8,})\Z")
_PURE = re.compile(r"urn:epc:id:sgtin:([0-9]+)\.([0-9]+)\.(.+)\Z", re.IGNORECASE)
_TAG = re.compile(r"urn:epc:tag:sgtin-(96|198):([0-9])\.([0-9]+)\.([0-9]+)\.(.+)\Z", re.IGNORECASE)
_LINK = re.compile(
    r"https?://[^?#]+?/01/([0-9]{8}|[0-9]{12,14})(?:/22/[^/?#]+)?(?:/10/[^/?#]+)?/21/([^/?#]+)"
)
_SERIAL = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}\Z")
_ESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNESCAPED = "!'()*+,-.:;=_"
"""What stands for itself in an EPC URI, letters and digits apart."""


class InvalidEpc(ValueError):
    """No SGTIN; `reason` is one of form, scheme, length, partition, company, item, serial, check-digit."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Sgtin:
    """One item: its GTIN with 14 digits and its serial. Two readings with the same of both are of one tag.

    How long the company's prefix is, and the filter value, only some forms say.
    """

    gtin: str
    serial: str
    company_digits: int | None = field(default=None, compare=False)
    filter: int | None = field(default=None, compare=False)

    @property
    def company(self) -> str:
        """Return the company prefix. Raises InvalidEpc where its length isn't known."""
        return self.gtin[1 : 1 + self._prefix_length]

    @property
    def item(self) -> str:
        """Return the indicator digit and the item reference. Raises InvalidEpc like `company`."""
        return self.gtin[0] + self.gtin[1 + self._prefix_length : 13]

    @property
    def _prefix_length(self) -> int:
        if self.company_digits not in COMPANY_BITS:
            raise InvalidEpc("company")
        return self.company_digits


def read_epc(text: str) -> Sgtin:
    """Return the item that a reader's line names, in any of the forms. Raises InvalidEpc."""
    said = text.strip()
    if found := _HEX.match(said):
        return _from_hex(found[1])
    if found := _PURE.match(said):
        return _item(company=found[1], item=found[2], serial=_unescaped(found[3]))
    if found := _TAG.match(said):
        return _from_tag_uri(*found.groups())
    if found := _LINK.match(said):
        gtin = found[1].zfill(14)
        if _check_digit(gtin[:13]) != gtin[13]:
            raise InvalidEpc("check-digit")
        return Sgtin(gtin, _serial(_unescaped(found[2])))
    raise InvalidEpc("scheme" if said.lower().startswith("urn:epc:") else "form")


def write_link(sgtin: Sgtin) -> str:
    """Return the item as a GS1 Digital Link, the one form that needs no more than GTIN and serial."""
    return f"{RESOLVER}/01/{sgtin.gtin}/21/{quote(sgtin.serial, safe='')}"


def write_uri(sgtin: Sgtin) -> str:
    """Return the item as the URI of its pure identity. Raises InvalidEpc where the prefix's length isn't known."""
    return f"urn:epc:id:sgtin:{sgtin.company}.{sgtin.item}.{quote(sgtin.serial, safe=_UNESCAPED)}"


def write_tag_uri(sgtin: Sgtin, *, bits: int = 96) -> str:
    """Return the item as a tag's URI; a filter value that isn't known is 0. Raises InvalidEpc as `write_hex` does."""
    serial = str(_number(sgtin.serial)) if bits == HEADERS[0x30] else quote(sgtin.serial, safe=_UNESCAPED)
    return f"urn:epc:tag:sgtin-{bits}:{sgtin.filter or 0}.{sgtin.company}.{sgtin.item}.{serial}"


def write_hex(sgtin: Sgtin, *, bits: int = 96) -> str:
    """Return the item as a tag holds it, in hexadecimal, filled up to whole words of 16 bits.

    Raises InvalidEpc for a serial that 96 bits can't hold and where the prefix's length isn't known.
    """
    digits = len(sgtin.company)
    header = next(header for header, size in HEADERS.items() if size == bits)
    company_bits = COMPANY_BITS[digits]
    value = header << 6 | (sgtin.filter or 0) << 3 | 12 - digits
    value = value << company_bits | int(sgtin.company)
    value = value << (COMPANY_AND_ITEM_BITS - company_bits) | int(sgtin.item)
    if bits == HEADERS[0x30]:
        value = value << SERIAL_96_BITS | _number(sgtin.serial)
    else:
        for character in sgtin.serial.ljust(LONGEST_SERIAL, "\0"):
            value = value << CHARACTER_BITS | ord(character)
    words = -(-bits // 16)
    return f"{value << (words * 16 - bits):0{words * 4}X}"


def _from_hex(digits: str) -> Sgtin:
    bits = HEADERS.get(int(digits[:2], 16))
    if bits is None:
        raise InvalidEpc("scheme")
    spare = len(digits) * 4 - bits
    if not 0 <= spare < 16:
        raise InvalidEpc("length")
    value = int(digits, 16)
    if value & ((1 << spare) - 1):
        raise InvalidEpc("length")
    take = _Bits(value >> spare, bits - 8)
    filter_value, partition = take(3), take(3)
    prefix = 12 - partition
    if prefix not in COMPANY_BITS:
        raise InvalidEpc("partition")
    company = _padded(take(COMPANY_BITS[prefix]), prefix, "company")
    item = _padded(take(COMPANY_AND_ITEM_BITS - COMPANY_BITS[prefix]), 13 - prefix, "item")
    serial = str(take(SERIAL_96_BITS)) if bits == HEADERS[0x30] else _text(take)
    return _item(company=company, item=item, serial=serial, filter_value=filter_value)


class _Bits:
    """Takes a number's bits from its front."""

    def __init__(self, value: int, left: int) -> None:
        self._value, self._left = value, left

    def __call__(self, count: int) -> int:
        self._left -= count
        return self._value >> self._left & ((1 << count) - 1)


def _padded(value: int, digits: int, what: str) -> str:
    """Return a field of the binary form as its digits; more than they can show is no valid tag."""
    if value >= 10**digits:
        raise InvalidEpc(what)
    return str(value).zfill(digits)


def _text(take: _Bits) -> str:
    characters = "".join(chr(take(CHARACTER_BITS)) for _place in range(LONGEST_SERIAL))
    return characters.rstrip("\0")


def _from_tag_uri(bits: str, filter_value: str, company: str, item: str, serial: str) -> Sgtin:
    if int(filter_value) > 7:
        raise InvalidEpc("form")
    found = _item(company=company, item=item, serial=_unescaped(serial), filter_value=int(filter_value))
    if int(bits) == HEADERS[0x30]:
        _number(found.serial)
    return found


def _item(*, company: str, item: str, serial: str, filter_value: int | None = None) -> Sgtin:
    if len(company) not in COMPANY_BITS:
        raise InvalidEpc("company")
    if len(item) != 13 - len(company):
        raise InvalidEpc("item")
    body = item[0] + company + item[1:]
    return Sgtin(body + _check_digit(body), _serial(serial), len(company), filter_value)


def _serial(serial: str) -> str:
    if not _SERIAL.match(serial):
        raise InvalidEpc("serial")
    return serial


def _number(serial: str) -> int:
    """Return the serial as 96 bits hold it: a number without leading zeros."""
    if not serial.isdecimal() or str(int(serial)) != serial or int(serial) >> SERIAL_96_BITS:
        raise InvalidEpc("serial")
    return int(serial)


def _unescaped(text: str) -> str:
    if _ESCAPED.search(text):
        raise InvalidEpc("serial")
    return unquote(text, errors="replace")


def _check_digit(body: str) -> str:
    """Return the check digit of 13 digits (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return str(-total % 10)
