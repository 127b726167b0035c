"""Read lists of RFID readers: each tag is one unit and counts once in the whole count, however often it is read."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Barcode, Product
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.transactions import durable

from ...choices import CountSource
from ...count_types import TagAnswer, Teller
from ...epc import InvalidEpc, Sgtin, read_epc, write_link
from ...models import CountEntry, CountTag, StockCount
from .common import BATCH, lock_count
from .entering import TAKES_ENTRIES, lines_for, recount_lines

MOST_TAGS = 100_000
MOST_PROBLEMS = 200
SEPARATORS = ",;\t "

PROBLEMS = {
    "form": _(
        "This isn't an EPC: neither hexadecimal, nor an EPC URI, nor a GS1 Digital Link with a serial."
    ),
    "scheme": _("This tag names something else than a trade item with its serial (SGTIN)."),
    "length": _("This has too few or too many digits for an EPC."),
    "partition": _("This says nothing sensible about the length of the company's prefix."),
    "company": _("The company's prefix has 6 to 12 digits."),
    "item": _("The item reference doesn't fit the company's prefix: together they have 13 digits."),
    "serial": _("This serial isn't one of 1 to 20 allowed characters, or not one that 96 bits can hold."),
    "check-digit": _("The check digit of the GTIN is wrong."),
}
"""Why a line is no tag, by the decoder's reason."""


class TooManyTags(DomainError):
    code = "too-many-tags"
    message = _("At most %(most)s tags can be read at once. Send the list in parts.")


def add_tags(
    *,
    count_id: int,
    lines: Iterable[str],
    actor: Actor | None,
    at: datetime,
    read_at: datetime | None = None,
    shelf: str = "",
    device: str = "",
) -> TagAnswer:
    """Take a reader's list, a tag a line in any of its forms; what follows the tag in its line is left aside.

    The tags that are new to the count add up, read at `read_at` (now, unless given). Lines that are no tag, and
    tags of GTINs that nobody knows, are told; the rest is counted all the same. Sending a list again changes
    nothing.

    Raises TooManyTags, UnknownCount, WrongCountStatus.
    """
    tags, problems, repeated = _read(lines)
    with durable():
        count = lock_count(count_id=count_id, among=TAKES_ENTRIES)
        links = {write_link(tag): tag for tag in tags}
        known = set(CountTag.objects.filter(count=count, epc__in=list(links)).values_list("epc", flat=True))
        new = {link: tag for link, tag in links.items() if link not in known}
        products = _products_of({tag.gtin for tag in new.values()})
        moment = min(max(read_at or at, count.opened_at), at)
        CountTag.objects.bulk_create(
            (
                CountTag(count=count, epc=link, gtin=tag.gtin, product_id=products.get(tag.gtin), at=moment)
                for link, tag in new.items()
            ),
            batch_size=BATCH,
        )
        units = Counter(products[tag.gtin] for tag in new.values() if tag.gtin in products)
        _enter(count, units, Teller.of(actor, device), moment, shelf)
    unknown = Counter(tag.gtin for tag in new.values() if tag.gtin not in products)
    return TagAnswer(len(new), repeated + len(known), unknown, problems[:MOST_PROBLEMS])


def _read(lines: Iterable[str]) -> tuple[list[Sgtin], list[tuple[int, str, str]], int]:
    """Return the different tags, the lines that are none, and how many were there more than once."""
    tags: dict[Sgtin, None] = {}
    problems: list[tuple[int, str, str]] = []
    repeated = 0
    for number, line in enumerate(lines, start=1):
        if number > MOST_TAGS:
            raise TooManyTags(most=MOST_TAGS)
        text = _first_cell(line)
        if not text or (number == 1 and text.isalpha()):
            continue  # nothing, or the heading of the list
        try:
            tag = read_epc(text)
        except InvalidEpc as wrong:
            problems.append((number, text[:100], wrong.reason))
            continue
        repeated += tag in tags
        tags[tag] = None
    return list(tags), problems, repeated


def _first_cell(line: str) -> str:
    text = line.replace("\0", "").strip().lstrip("\ufeff")
    for separator in SEPARATORS:
        text = text.partition(separator)[0].strip()
    return text.strip("\"'")


def _products_of(gtins: set[str]) -> dict[str, int]:
    """Return the products that can lie somewhere, by GTIN; a bundle doesn't, its components do."""
    labels = Barcode.objects.filter(gtin__in=gtins, product__needs_shipping=True, product__components=None)
    return dict(labels.exclude(product__structure=Product.PARENT).values_list("gtin", "product_id"))


def _enter(count: StockCount, units: Counter[int], teller: Teller, at: datetime, shelf: str) -> None:
    lines = lines_for(count=count, product_ids=list(units))
    CountEntry.objects.bulk_create(
        CountEntry(
            line=lines[product_id],
            shelf=shelf.strip()[:32],
            quantity=quantity,
            at=at,
            by_id=teller.by_id,
            source=CountSource.RFID,
            device=teller.device,
            key=f"rfid:{uuid7()}",
        )
        for product_id, quantity in units.items()
    )
    recount_lines(lines=lines.values())
