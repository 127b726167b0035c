"""The formats that can be read, by name, and which one a header looks like."""

from collections.abc import Sequence

from .files import Upload
from .readers import bestbuy, bottega, shopify, woocommerce
from .reading import Reader, Reading, ReadOptions
from .refusals import UnknownFormat, WrongFormat
from .spool import Spool
from .tables import read_table

READERS: dict[str, Reader] = {
    "bottega": bottega.read,
    "shopify": shopify.read,
    "woocommerce": woocommerce.read,
    "bestbuy": bestbuy.read,
}
#: Columns, in lower case, that only a file of that format has together.
_SIGNS: dict[str, Sequence[frozenset[str]]] = {
    "shopify": (
        frozenset({"handle", "title", "option1 name"}),
        frozenset({"url handle", "title"}),
        frozenset({"handle", "variant price"}),
    ),
    "woocommerce": (
        frozenset({"type", "sku", "name", "regular price"}),
        frozenset({"id", "type", "sku", "name"}),
    ),
    "bottega": (frozenset({"code", "title"}), frozenset({"parent", "sku", "price"})),
}


def read_upload(*, upload: Upload, format: str, options: ReadOptions, spool: Spool) -> Reading:  # noqa: A002
    """Return the products of a file, read as they are asked for.

    Raises UnknownFormat, or a refusal of the file: WrongFormat, MissingColumns, EmptyFile, NotATable, ...
    """
    if format not in READERS:
        raise UnknownFormat(asked=format, formats=", ".join(READERS))
    found = _guess(upload)
    if found not in (None, format):
        raise WrongFormat(found=found, asked=format)
    return READERS[format](upload, options, spool)


def _guess(upload: Upload) -> str | None:
    """Return the format that the file's beginning speaks of, None where it says nothing clear."""
    if upload.kind == "text":
        with upload.text() as text:
            if text.read(64).lstrip()[:1] in ("[", "{"):
                return "bestbuy"
    columns = {name.lower() for name in read_table(upload).columns}
    for format_name, signs in _SIGNS.items():
        if any(sign <= columns for sign in signs):
            return format_name
    return None
