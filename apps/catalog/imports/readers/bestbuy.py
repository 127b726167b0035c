"""Best Buy's open product data: a JSON list, one object a product, each with its path of categories.

`--categories` names the companion file with the whole tree; a product's leaf found there gives its path.
"""

import html
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from apps.catalog.html import sanitize
from apps.catalog.types import (
    AttributeDraft,
    CategoryPath,
    CategoryStep,
    PriceDraft,
    ProductDraft,
    SellableDraft,
)

from ..files import Upload, open_upload
from ..json_stream import objects_in
from ..reading import Reading, ReadOptions, ReadProduct
from ..refusals import EmptyFile, MissingFields, NotATable
from ..spool import Spool
from ..values import Cells

Tree = Mapping[str, CategoryPath]
NO_GOODS = frozenset({"blacktie", "digitalvariant", "digital", "subscription", "serviceplan"})
"""Types of what is neither shipped nor collected: service plans, downloads."""


def read(upload: Upload, options: ReadOptions, spool: Spool) -> Reading:
    """Read a product list. Lines are counted by product. Raises NotJson, NotATable, EmptyFile, MissingFields."""
    if upload.kind != "text":
        raise NotATable
    tree = read_tree(options.categories, options.language) if options.categories else {}
    rows = 0
    with upload.text() as text:
        for item in _items(text):
            rows += 1
            if rows == 1 and isinstance(item, dict) and not {"sku", "name"} & item.keys():
                raise MissingFields(fields="sku, name")
    if not rows:
        raise EmptyFile
    return Reading(_products(upload, tree, options.language), rows)


def read_tree(path: Path, language: str) -> Tree:
    """Return the path of each category of the companion file, by its id."""
    found: dict[str, CategoryPath] = {}
    with open_upload(path) as upload, upload.text() as text:
        for item in objects_in(text):
            if isinstance(item, dict) and isinstance(item.get("path"), list):
                found[str(item.get("id"))] = _path(item["path"], language)
    return found


def _items(text: IO[str]) -> Iterator[Any]:
    """Return the products of a list, or of lists under the name `products`, as Best Buy's own service answers."""
    for item in objects_in(text):
        inner = item.get("products") if isinstance(item, dict) and "sku" not in item else None
        if isinstance(inner, list):
            yield from inner
        else:
            yield item


def _products(upload: Upload, tree: Tree, language: str) -> Iterator[ReadProduct]:
    with upload.text() as text:
        for number, item in enumerate(_items(text), 1):
            cells = Cells(number, _cells(item))
            if isinstance(item, dict):
                draft = _draft(cells, item, tree, language)
                yield ReadProduct(draft, tuple(cells.problems), 1)
            else:
                cells.problem("not-an-object")
                yield ReadProduct(None, tuple(cells.problems), 1)


def _cells(item: Any) -> dict[str, str]:
    """Return the plain values of an object as text."""
    if not isinstance(item, dict):
        return {}
    plain = {key: value for key, value in item.items() if isinstance(value, str | int | Decimal)}
    return {
        str(key): str(value).replace("\0", "").strip()
        for key, value in plain.items()
        if not isinstance(value, bool)
    }


def _draft(cells: Cells, item: Mapping[str, Any], tree: Tree, language: str) -> ProductDraft:
    sku = cells.text("sku")
    for column in ("name", "sku", "price", "upc", "description", "manufacturer"):
        if isinstance(item.get(column), list | dict | bool):
            cells.problem("not-text", column)
    name, description = html.unescape(cells.text("name")), cells.text("description")
    price = cells.amount("price")
    if price is None and not cells.text("price"):
        cells.problem("no-price", is_error=False)
    model = cells.text("model")
    image = cells.text("image")
    sellable = SellableDraft(
        sku=sku[:64],
        gtins=cells.gtins("upc"),
        price=None if price is None else PriceDraft(price),
        line=cells.line,
    )
    return ProductDraft(
        references=(sku,) if sku else (),
        sellables=(sellable,),
        titles={language: name} if name else {},
        descriptions={language: sanitize(f"<p>{description}</p>")} if description else {},
        brand=html.unescape(cells.text("manufacturer")) or None,
        categories=_categories(item.get("category") or item.get("categoryPath"), tree, language),
        attributes=(AttributeDraft({language: "Model"}, {language: model}, facet=False),) if model else (),
        needs_shipping=cells.text("type").lower() not in NO_GOODS,
        pictures=cells.pictures([image], "image") or None if image.startswith("http") else None,
        line=cells.line,
    )


def _categories(said: Any, tree: Tree, language: str) -> tuple[CategoryPath, ...] | None:
    """Return the paths to the product's leaves: the tree's where it knows the leaf, else the product's own."""
    has_several = isinstance(said, list) and any(isinstance(step, list) for step in said)
    paths = [_path(steps, language) for steps in (said if has_several else [said])]
    return tuple(tree.get(path[-1].code.removeprefix(_CODE), path) for path in paths if path) or None


_CODE = "bestbuy:"


def _path(steps: Any, language: str) -> CategoryPath:
    found = []
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict) and step.get("id") and isinstance(step.get("name"), str):
            names = {language: html.unescape(step["name"]).strip()[:255]}
            found.append(CategoryStep(names, f"{_CODE}{step['id']}"[:255]))
    return tuple(found)
