"""Shopify's product CSV, in its older and its newer column names.

A product is one row or several with the same handle: the first says what the product is, each row with an
option or a price is a variant, the others add pictures. See "Using CSV files to import and export products"
in Shopify's help.
"""

import html
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.text import slugify

from apps.catalog.html import sanitize
from apps.catalog.types import (
    AttributeDraft,
    CategoryPath,
    CategoryStep,
    PictureDraft,
    PriceDraft,
    ProductDraft,
    SellableDraft,
)

from ..files import Upload
from ..reading import Reading, ReadOptions, ReadProduct, remarks_on, require_columns, row_problems
from ..spool import Spool
from ..tables import Table, read_table
from ..values import Cells

HANDLE = ("handle", "url handle")
BODY = ("body (html)", "body html", "description")
CATEGORY = ("product category", "standardized product type", "standard product type")
TYPE = ("type", "custom product type", "custom type")
PUBLISHED = ("published", "published on online store")
SKU = ("variant sku", "sku")
PRICE = ("variant price", "price")
COMPARE_AT = ("variant compare at price", "compare-at price", "compare at price")
GRAMS = ("variant grams", "weight value (grams)")
QUANTITY = ("variant inventory qty", "inventory quantity")
SHIPS = ("variant requires shipping", "requires shipping")
TAXABLE = ("variant taxable", "charge tax")
BARCODE = ("variant barcode", "barcode", "variant barcodes", "barcodes")
IMAGE = ("image src", "product image url")
VARIANT_IMAGE = ("variant image", "variant image url")
COST = ("cost per item", "variant cost")
_OPTIONS = tuple((f"option{n} name", f"option{n} value") for n in (1, 2, 3))
_USED = {
    *HANDLE, *BODY, *CATEGORY, *TYPE, *PUBLISHED, *SKU, *PRICE, *COMPARE_AT, *GRAMS, *QUANTITY, *SHIPS, *TAXABLE,
    *BARCODE, *IMAGE, *VARIANT_IMAGE, *COST, *(column for pair in _OPTIONS for column in pair),
    "title", "vendor", "tags", "status", "image position", "image alt text", "gift card", "seo title",
    "seo description", "google shopping / google product category",
}  # fmt: skip
_APOSTROPHE = re.compile(r"\A'(?=[0-9])")
"""What Shopify writes before SKUs of digits alone, so that spreadsheets keep their zeros."""
_LAST = 2**31


def read(upload: Upload, options: ReadOptions, spool: Spool) -> Reading:
    """Read a Shopify export. Raises MissingColumns for a table that is none."""
    table = read_table(upload)
    require_columns(table, [("title",), PRICE])
    _put_aside(table, spool)
    unused = [name for name in table.columns if name.lower() not in _USED]
    return Reading(_products(spool, options.language), spool.rows, remarks_on(upload, unused))


def _put_aside(table: Table, spool: Spool) -> None:
    """Bring the rows of a handle together; one without belongs to the product above it, or makes its own."""
    above = ""
    for row in table.rows:
        cells = Cells(row.line, row.cells)
        title = cells.text("title")
        handle = cells.text(*HANDLE) or (slugify(title) or f"line-{row.line}" if title else above)
        above = handle = handle.lower()[:200]
        row.cells["handle"] = handle
        if spool.has_name(handle):
            spool.add(row, parent=handle)
        else:
            spool.add(row, names=(handle,))


def _products(spool: Spool, language: str) -> Iterator[ReadProduct]:
    for rows, _is_orphan in spool.groups():
        lines = [Cells(row.line, row.cells) for row in rows]
        draft = _draft(lines, language)
        problems = [*row_problems(rows), *(problem for line in lines for problem in line.problems)]
        yield ReadProduct(draft, tuple(problems), len(rows))


def _draft(lines: Sequence[Cells], language: str) -> ProductDraft:
    first = lines[0]
    names = _option_names(lines)
    sold = [line for line in lines if line is first or _is_variant(line)]
    has_variants = len(sold) > 1 or not _is_default(first, names)
    ships = [line.yes_no(_column(line, SHIPS)) for line in sold]
    taxed = [line.yes_no(_column(line, TAXABLE)) for line in sold]
    return ProductDraft(
        references=(first.text("handle"),),
        sellables=tuple(_sellable(line, names, language, has_variants=has_variants) for line in sold),
        has_variants=has_variants,
        titles=_texts(language, html.unescape(_first(lines, "title"))),
        descriptions=_texts(language, sanitize(_first(lines, *BODY))),
        brand=_first(lines, "vendor") or None,
        categories=_categories(lines, language),
        attributes=_tags(lines, language),
        tax_category="exempt" if taxed and all(said is False for said in taxed) else None,
        needs_shipping=None if all(said is None for said in ships) else any(ships),
        is_public=_is_public(first),
        meta_title=_first(lines, "seo title") or None,
        meta_description=_first(lines, "seo description") or None,
        pictures=_pictures(lines),
        line=first.line,
    )


def _option_names(lines: Sequence[Cells]) -> list[str]:
    """Return what the options are called; one that has values and no name is numbered."""
    return [
        _first(lines, name)
        or (f"Option {number}" if len({line.text(value) for line in lines} - {""}) > 1 else "")
        for number, (name, value) in enumerate(_OPTIONS, 1)
    ]


def _sellable(line: Cells, names: Sequence[str], language: str, *, has_variants: bool) -> SellableDraft:
    options = [
        AttributeDraft({language: name}, {language: line.text(value)})
        for name, (_name, value) in zip(names, _OPTIONS, strict=True)
        if has_variants and name and line.text(value)
    ]
    handle = line.text("handle")
    said = "/".join(line.text(value).casefold() for _name, value in _OPTIONS if line.text(value))
    image = line.text(*VARIANT_IMAGE) if has_variants else ""
    return SellableDraft(
        references=(f"{handle}#{said}"[:255],) if has_variants else (),
        sku=_APOSTROPHE.sub("", line.text(*SKU)),
        gtins=line.gtins(_column(line, BARCODE)),
        attributes=tuple(options),
        weight_grams=_grams(line),
        pictures=line.pictures([image], "variant image") or None,
        price=_price(line),
        stock=line.whole(_column(line, QUANTITY)),
        unit_cost=line.amount(_column(line, COST)),
        line=line.line,
    )


def _price(line: Cells) -> PriceDraft | None:
    """Return the price; the compare-at price is the regular one where it is higher."""
    price = line.amount(_column(line, PRICE))
    compare_at = line.amount(_column(line, COMPARE_AT))
    if price is None:
        if not line.text(*PRICE):
            line.problem("no-price", is_error=False)
        return None
    currency = line.currency(_column(line, PRICE))
    if compare_at is not None and compare_at > price:
        return PriceDraft(compare_at, currency, reduced=price)
    return PriceDraft(price, currency)


def _grams(line: Cells) -> int | None:
    grams = line.measure(_column(line, GRAMS))
    return int(grams.to_integral_value()) if grams else None


def _is_variant(line: Cells) -> bool:
    return any(line.text(value) for _name, value in _OPTIONS) or bool(line.text(*SKU) or line.text(*PRICE))


def _is_default(first: Cells, names: Sequence[str]) -> bool:
    """Return whether the only option is the one that Shopify gives products without any."""
    said = first.text("option1 value").lower()
    return not said or (said == "default title" and names[0].lower() in ("", "title"))


def _is_public(first: Cells) -> bool | None:
    status = first.text("status").lower()
    if status not in ("", "active", "draft", "archived", "unlisted"):
        first.problem("unknown-status", "status")
    published = first.yes_no(_column(first, PUBLISHED))
    return False if status in ("draft", "archived", "unlisted") else published


def _categories(lines: Sequence[Cells], language: str) -> tuple[CategoryPath, ...] | None:
    """Return the product's category: Shopify's own where it is a path of names, else the merchant's type."""
    said = _first(lines, *CATEGORY)
    path = said if not said.isdigit() else ""
    google = _first(lines, "google shopping / google product category")
    chosen = path or _first(lines, *TYPE) or (google if not google.isdigit() else "")
    steps = [
        CategoryStep({language: html.unescape(name.strip())}) for name in chosen.split(">") if name.strip()
    ]
    return (tuple(steps),) if steps else None


def _tags(lines: Sequence[Cells], language: str) -> tuple[AttributeDraft, ...]:
    tags = ", ".join(dict.fromkeys(tag.strip() for tag in _first(lines, "tags").split(",") if tag.strip()))
    return (AttributeDraft({language: "Tags"}, {language: tags}, facet=False),) if tags else ()


def _pictures(lines: Sequence[Cells]) -> tuple[PictureDraft, ...] | None:
    """Return the product's pictures in the order of their positions."""
    placed: list[tuple[Decimal | int, PictureDraft]] = []
    for line in lines:
        place = line.measure("image position")
        found = line.pictures([line.text(*IMAGE)], "image src", line.text("image alt text"))
        placed += [(_LAST if place is None else place, picture) for picture in found]
    placed.sort(key=lambda each: each[0])
    return tuple(picture for _place, picture in placed) or None


def _column(line: Cells, names: Sequence[str]) -> str:
    """Return which of a column's names the row uses."""
    return next((name for name in names if line.text(name)), names[0])


def _first(lines: Sequence[Cells], *columns: str) -> str:
    return next((text for line in lines if (text := line.text(*columns))), "")


def _texts(language: str, text: str) -> dict[str, str]:
    return {language: text} if text else {}
