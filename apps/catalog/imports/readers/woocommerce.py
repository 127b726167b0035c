"""WooCommerce's product CSV, as its built-in exporter writes and its importer reads it.

A `variable` product has its `variation` rows anywhere in the file, tied to it by SKU or by `id:123`; a
`grouped` one leads to others; `virtual` and `downloadable` stand beside the type in the same cell.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.text import slugify

from apps.catalog.html import plain_text
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
from .woocommerce_attributes import attribute_columns, own_attributes, variant_attributes
from .woocommerce_columns import in_english
from .woocommerce_texts import describe_size, rich_text, split_list

GTIN = "gtin, upc, ean, or isbn"
_USED = {
    *("id", "type", "sku", "name", "published", "is featured?", "visibility in catalog", "short description"),
    *("description", "date sale price starts", "date sale price ends", "tax status", "tax class", "stock"),
    *("sale price", "regular price", "categories", "tags", "images", "parent", "grouped products", "upsells"),
    *("cross-sells", "brands", "cost of goods", GTIN),
}
_MEASURE = re.compile(r"(weight|length|width|height) \((\w+)\)\Z")
_GRAMS = {"g": Decimal(1), "kg": Decimal(1000), "lbs": Decimal("453.59237"), "oz": Decimal("28.349523")}
_KINDS = {"simple", "variable", "variation", "grouped", "external", "virtual", "downloadable"}
_TAX_CLASSES = {
    "": None, "standard": None, "parent": None, "reduced-rate": "reduced", "zero-rate": "zero",
    "super-reduced-rate": "super-reduced", "reduced": "reduced", "zero": "zero", "exempt": "exempt",
}  # fmt: skip


def read(upload: Upload, options: ReadOptions, spool: Spool) -> Reading:
    """Read a WooCommerce export. Raises MissingColumns for a table that is none."""
    table = in_english(read_table(upload))
    require_columns(table, [("name",), ("regular price", "sku", "id")])
    _put_aside(table, spool)
    attributes = attribute_columns(table.columns)
    known = {*_USED, *(column for columns in attributes for column in columns if column)}
    unused = [
        name for name in table.columns if name.lower() not in known and not _MEASURE.match(name.lower())
    ]
    return Reading(_products(spool, options.language, attributes), spool.rows, remarks_on(upload, unused))


def _put_aside(table: Table, spool: Spool) -> None:
    for row in table.rows:
        cells = Cells(row.line, row.cells)
        parent = cells.text("parent").casefold() if "variation" in _kinds(cells) else ""
        if parent:
            spool.add(row, parent=parent)
        elif "variation" in _kinds(cells):
            spool.add(row, parent=f"line-{row.line}")  # an orphan, said so when it is read
        else:
            spool.add(row, names=tuple(name.casefold() for name in _names(cells)))


def _names(cells: Cells) -> tuple[str, ...]:
    """Return what the row is called by others: its SKU, which lasts longer, and its number."""
    number = cells.text("id")
    return tuple(filter(None, (cells.text("sku"), f"id:{number}" if number else "")))


def _kinds(cells: Cells) -> set[str]:
    said = cells.text("type") or "simple"
    return {kind.strip().lower() for kind in said.split(",")}


def _products(spool: Spool, language: str, attributes: Sequence[tuple[str, ...]]) -> Iterator[ReadProduct]:
    for rows, is_orphan in spool.groups():
        lines = [Cells(row.line, row.cells) for row in rows]
        if is_orphan:
            for line in lines:
                line.problem("no-parent", "parent")
            draft = None
        else:
            draft = _draft(lines, language, attributes)
        problems = [*row_problems(rows), *(problem for line in lines for problem in line.problems)]
        yield ReadProduct(draft, tuple(problems), len(rows))


def _draft(lines: Sequence[Cells], language: str, attributes: Sequence[tuple[str, ...]]) -> ProductDraft:
    first, variations = lines[0], lines[1:]
    kinds = _kinds(first)
    _remark(first, kinds, variations)
    is_sold = not kinds & {"grouped", "variable", "variable-subscription"}
    own, by_variations = own_attributes(first, variations, attributes, language)
    related = [*split_list(first.text("grouped products")), *split_list(first.text("cross-sells"))]
    related += split_list(first.text("upsells"))
    return ProductDraft(
        references=_names(first) or (f"name:{slugify(first.text('name'))}"[:255],),
        sellables=(_simple(first),)
        if is_sold
        else tuple(_variant(line, first, by_variations, language) for line in variations),
        has_variants=not is_sold,
        titles=_texts(language, plain_text(first.text("name"))),
        descriptions=_texts(
            language, rich_text(first.text("description") or first.text("short description"))
        ),
        brand=next(iter(split_list(first.text("brands"))), None),
        categories=_categories(first, language),
        attributes=(*own, *describe_size(first, language)),
        tax_category=_tax(first),
        needs_shipping=not kinds & {"virtual", "downloadable"},
        is_public=_is_public(first) and "external" not in kinds,
        is_featured=first.yes_no("is featured?"),
        meta_description=plain_text(first.text("short description"))[:500] or None,
        pictures=_pictures(first),
        related=tuple(dict.fromkeys(related)) or None,
        line=first.line,
    )


def _remark(first: Cells, kinds: set[str], variations: Sequence[Cells]) -> None:
    """Say what we take differently from WooCommerce."""
    for kind in sorted(kinds - _KINDS):
        first.problem("unknown-type", "type", kind, is_error=False)
    if "external" in kinds:
        first.problem("type-not-sold", "name", is_error=False)
    if "grouped" in kinds:
        first.problem("grouped", "type", is_error=False)
    if "variable" in kinds and not variations:
        first.problem("no-variant", "name", is_error=False)


def _simple(line: Cells) -> SellableDraft:
    return SellableDraft(
        sku=line.text("sku"),
        gtins=line.gtins(GTIN),
        weight_grams=_grams(line),
        price=_price(line, is_asked=not _kinds(line) & {"external"}),
        stock=_stock(line),
        unit_cost=line.amount("cost of goods"),
        line=line.line,
    )


def _variant(
    line: Cells, parent: Cells, by_variations: Sequence[tuple[str, ...]], language: str
) -> SellableDraft:
    options = variant_attributes(line, by_variations, language)
    names = _names(line) or (_name_of_options(parent, options),)
    title = plain_text(line.text("name"))
    is_derived = title.startswith(plain_text(parent.text("name")))  # "Hoodie - Red, No"
    return SellableDraft(
        references=names,
        sku=line.text("sku"),
        titles={} if is_derived or not title else {language: title},
        gtins=line.gtins(GTIN),
        attributes=options,
        weight_grams=_grams(line) or _grams(parent),
        is_public=_is_public(line),
        pictures=_pictures(line),
        price=_price(line),
        stock=_stock(line),
        unit_cost=line.amount("cost of goods"),
        line=line.line,
    )


def _name_of_options(parent: Cells, options: Sequence[AttributeDraft]) -> str:
    """Return a lasting name for a variation that has neither a SKU nor a number."""
    said = "/".join(value.casefold() for option in options for value in option.values.values())
    return f"{(_names(parent) or (parent.text('name'),))[0]}#{said}"[:255]


def _price(line: Cells, *, is_asked: bool = True) -> PriceDraft | None:
    regular, reduced = line.amount("regular price"), line.amount("sale price")
    begins, ends = line.day_start("date sale price starts"), line.day_end("date sale price ends")
    if regular is None:
        if is_asked and not line.text("regular price"):
            code = "no-price" if reduced is None else "reduction-alone"
            line.problem(code, "sale price", is_error=False)
        return None
    if reduced is not None and reduced >= regular:
        line.problem("reduction-above", "sale price", is_error=False)
        reduced = None
    if begins and ends and begins >= ends:
        line.problem("dates-swapped", "date sale price ends")
    currency = line.currency("regular price")
    if reduced is None:
        return PriceDraft(regular, currency)
    return PriceDraft(regular, currency, reduced, begins, ends)


def _stock(line: Cells) -> int | None:
    """Return the quantity; "parent" says that the variations of a product share one, which ours never do."""
    if line.text("stock").lower() == "parent":
        line.problem("stock-of-parent", "stock", is_error=False)
        return None
    return line.whole("stock")


def _grams(line: Cells) -> int | None:
    for column in line.cells:
        found = _MEASURE.match(column)
        if found and found[1] == "weight":
            weight = line.measure(column)
            factor = _GRAMS.get(found[2], Decimal(1000))
            return int((weight * factor).to_integral_value()) if weight else None
    return None


def _tax(line: Cells) -> str | None:
    """Return the tax category; what isn't said there stays as merchandisers set it."""
    if line.text("tax status").lower() in ("none", "shipping"):
        return "exempt"
    said = line.text("tax class").lower().replace(" ", "-")
    if said not in _TAX_CLASSES:
        line.problem("unknown-tax-category", "tax class", is_error=False)
    return _TAX_CLASSES.get(said)


def _is_public(line: Cells) -> bool:
    return line.yes_no("published") is not False and line.text("visibility in catalog").lower() != "hidden"


def _categories(line: Cells, language: str) -> tuple[CategoryPath, ...] | None:
    paths = []
    for said in split_list(line.text("categories")):
        names = [plain_text(name) for name in said.split(">")]
        path = tuple(CategoryStep({language: name}) for name in names if name)
        if path:
            paths.append(path)
    return tuple(paths) or None


def _pictures(line: Cells) -> tuple[PictureDraft, ...] | None:
    return line.pictures(split_list(line.text("images")), "images") or None


def _texts(language: str, text: str) -> dict[str, str]:
    return {language: text} if text else {}
