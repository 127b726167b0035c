"""Our own table, CSV or XLSX: one row a product, or a row for the product and one for each variant.

Its columns are described in docs/import-products.md. A column that isn't there leaves what it would say alone.
"""

import re
from collections.abc import Iterator, Sequence

from apps.catalog.html import plain_text, sanitize
from apps.catalog.types import (
    AttributeDraft,
    CategoryPath,
    CategoryStep,
    ComponentDraft,
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

LANGUAGES = ("en", "fr", "it", "id", "pl")
_TRANSLATED = ("title", "description", "category")
_PLAIN = {
    *(
        "code",
        "parent",
        "sku",
        "gtin",
        "brand",
        "price",
        "sale_price",
        "sale_from",
        "sale_to",
        "currency",
        "tax",
    ),
    *("stock", "cost", "weight_grams", "swatch", "images", "image_alt", "public", "featured", "ships"),
    *("goes_with", "components", "meta_title", "meta_description"),
}
_ATTRIBUTE = re.compile(r"(attribute|text):\s*([^:]+?)\s*(?::\s*(en|fr|it|id|pl))?\Z")
_CURRENCY = re.compile(r"[A-Za-z]{3}\Z")
_COMPONENT = re.compile(
    r"(?:(?P<before>[0-9]{1,6}) +[x×*] +)?(?P<name>[^*×]+)(?:[*×] *(?P<after>[0-9]{1,6}))?\Z"
)
_SWATCH = re.compile(r"#[0-9a-fA-F]{6}\Z")
_ADDRESSES = re.compile(r"[\s|]+|,(?=https?:)|;(?=https?:)")


def read(upload: Upload, options: ReadOptions, spool: Spool) -> Reading:
    """Read a table of products; texts in columns without a language are in that of the options.

    Raises MissingColumns for a table that is none.
    """
    table = read_table(upload)
    require_columns(table, [("code", "sku")])
    _put_aside(table, spool)
    reader = _Reader(options.language, [name.lower() for name in table.columns])
    unused = [name for name in table.columns if not reader.uses(name.lower())]
    return Reading(reader.products(spool), spool.rows, remarks_on(upload, unused))


def _put_aside(table: Table, spool: Spool) -> None:
    for row in table.rows:
        cells = Cells(row.line, row.cells)
        parent, is_bundle = cells.text("parent"), bool(cells.text("components"))
        for name in (cells.text("code"), cells.text("sku")) if is_bundle else ():
            spool.claim("bundle", name, row.line)
        names = () if parent else tuple(filter(None, (cells.text("code", "sku"),)))
        spool.add(row, names=names, parent=parent, is_late=is_bundle)


class _Reader:
    """Makes drafts of the rows of one table, whose columns and language it knows."""

    def __init__(self, language: str, columns: Sequence[str]) -> None:
        self._language = language
        self._columns = frozenset(columns)
        self._attributes = [(name, found) for name in columns if (found := _ATTRIBUTE.match(name))]

    def uses(self, column: str) -> bool:
        """Return whether a column means something."""
        base, _underscore, language = column.rpartition("_")
        is_translated = base in _TRANSLATED and language in LANGUAGES
        return (
            column in _PLAIN or column in _TRANSLATED or is_translated or _ATTRIBUTE.match(column) is not None
        )

    def products(self, spool: Spool) -> Iterator[ReadProduct]:
        """Return each product with its variants."""
        for rows, is_orphan in spool.groups():
            lines = [Cells(row.line, row.cells) for row in rows]
            if is_orphan:
                for line in lines:
                    line.problem("no-parent", "parent")
                draft = None
            else:
                draft = self._draft(lines)
            problems = [*row_problems(rows), *(problem for line in lines for problem in line.problems)]
            yield ReadProduct(draft, tuple(problems), len(rows))

    def _draft(self, lines: Sequence[Cells]) -> ProductDraft:
        first, variants = lines[0], lines[1:]
        code = first.text("code", "sku")
        if variants and first.text("components"):
            first.problem("component-on-parent", "components")
        return ProductDraft(
            references=(code,) if code else (),
            sellables=tuple(self._sellable(line) for line in variants)
            or (self._sellable(first, is_alone=True),),
            has_variants=bool(variants),
            titles={language: plain_text(text) for language, text in self._texts(first, "title").items()},
            descriptions={
                language: sanitize(text) for language, text in self._texts(first, "description").items()
            },
            brand=first.text("brand") or None,
            categories=self._categories(first),
            attributes=self._attribute_drafts(first),
            tax_category=first.text("tax").lower() or None,
            needs_shipping=first.yes_no("ships"),
            is_public=first.yes_no("public"),
            is_featured=first.yes_no("featured"),
            meta_title=first.text("meta_title") or None,
            meta_description=first.text("meta_description") or None,
            pictures=self._pictures(first),
            related=tuple(re.split(r"[\s;,]+", first.text("goes_with"))) if first.text("goes_with") else None,
            line=first.line,
        )

    def _sellable(self, line: Cells, *, is_alone: bool = False) -> SellableDraft:
        code = line.text("code")
        titles = {} if is_alone else self._texts(line, "title")
        return SellableDraft(
            references=(code,) if code and not is_alone else (),
            sku=line.text("sku") or ("" if is_alone else code),
            titles={language: plain_text(text) for language, text in titles.items()},
            gtins=line.gtins("gtin"),
            attributes=() if is_alone else self._attribute_drafts(line),
            swatch=self._swatch(line),
            weight_grams=line.whole("weight_grams"),
            is_public=None if is_alone else line.yes_no("public"),
            pictures=None if is_alone else self._pictures(line),
            price=self._price(line),
            stock=line.whole("stock"),
            unit_cost=line.amount("cost"),
            components=self._components(line),
            line=line.line,
        )

    def _price(self, line: Cells) -> PriceDraft | None:
        regular, reduced = line.amount("price"), line.amount("sale_price")
        begins, ends = line.day_start("sale_from"), line.day_end("sale_to")
        currency = line.text("currency").upper() or line.currency("price")
        if currency and not _CURRENCY.match(currency):
            line.problem("not-a-currency", "currency")
        if regular is None:
            if reduced is not None and not line.text("price"):
                line.problem("reduction-alone", "sale_price", is_error=False)
            return None
        if reduced is not None and reduced >= regular:
            line.problem("reduction-above", "sale_price", is_error=False)
            reduced = None
        if begins and ends and begins >= ends:
            line.problem("dates-swapped", "sale_to")
        if reduced is None:
            return PriceDraft(regular, currency)
        return PriceDraft(regular, currency, reduced, begins, ends)

    def _texts(self, line: Cells, column: str) -> dict[str, str]:
        """Return a text in all languages that the row says it in."""
        said = {self._language: line.text(column)}
        said |= {language: text for language in LANGUAGES if (text := line.text(f"{column}_{language}"))}
        return {language: text for language, text in said.items() if text}

    def _categories(self, line: Cells) -> tuple[CategoryPath, ...] | None:
        """Return the paths, A > B; C > D; translated columns name the same steps in the same order."""
        said = {
            language: [[step.strip() for step in path.split(">")] for path in text.split(";") if path.strip()]
            for language, text in self._texts(line, "category").items()
        }
        if not said:
            return None
        language = self._language if self._language in said else next(iter(said))
        paths = []
        for number, steps in enumerate(said[language]):
            path = []
            for place, _step in enumerate(steps):
                names = {
                    spoken: others[number][place]
                    for spoken, others in said.items()
                    if len(others) > number and len(others[number]) > place and others[number][place]
                }
                path += [CategoryStep(names)] if names else []
            if path:
                paths.append(tuple(path))
        return tuple(paths) or None

    def _attribute_drafts(self, line: Cells) -> tuple[AttributeDraft, ...]:
        values: dict[tuple[str, bool], dict[str, str]] = {}
        for column, found in self._attributes:
            if text := line.text(column):
                key = (found[2].capitalize(), found[1] == "attribute")
                values.setdefault(key, {})[found[3] or self._language] = text
        return tuple(
            AttributeDraft({self._language: name}, texts, facet=facet)
            for (name, facet), texts in values.items()
        )

    def _components(self, line: Cells) -> tuple[ComponentDraft, ...] | None:
        """Return what goes into a bundle: MUG-B*2; TRAY."""
        found = []
        for said in re.split(r"[;\n]", line.text("components")):
            if part := _COMPONENT.match(said.strip()):
                found.append(ComponentDraft(part["name"].strip(), int(part["before"] or part["after"] or 1)))
            elif said.strip():
                line.problem("component-unclear", "components", said.strip())
        return tuple(found) or None

    def _pictures(self, line: Cells) -> tuple[PictureDraft, ...] | None:
        addresses = _ADDRESSES.split(line.text("images"))
        return line.pictures(addresses, "images", line.text("image_alt")) or None

    def _swatch(self, line: Cells) -> str | None:
        swatch = line.text("swatch")
        if swatch and not _SWATCH.match(swatch):
            line.problem("not-a-colour", "swatch")
            return None
        return swatch.lower() or None
