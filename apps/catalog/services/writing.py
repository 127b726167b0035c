"""Carrying out plans: a batch of products with all that hangs on them, in a handful of statements."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import slugify

from apps.catalog.models import Product, ProductClass
from apps.catalog.texts import DEFAULT_LANGUAGE, best_text, texts_of
from apps.catalog.types import SavedProduct, SavedSellable
from apps.core import clock
from apps.core.changes import record_changes
from apps.core.outbox import publish
from apps.core.transactions import transaction_required

from .categories import CategoryTree
from .facets import ensure_brands, product_types
from .planning import Plan, Row
from .relations import write_relations

INHERITED = ("tax_category", "needs_shipping", "brand_id")
"""What a variant has from its product, copied so that whoever sells it needs one row only."""


@transaction_required
def write_plans(*, plans: Sequence[Plan], tree: CategoryTree) -> list[SavedProduct]:
    """Make or change what the plans say, tell everybody, and return what each draft became.

    The plans have no errors. What they leave unchanged isn't touched.
    """
    touched = [plan for plan in plans if plan.is_changed]
    with translation.override(DEFAULT_LANGUAGE):
        types = product_types()
        brands = ensure_brands(row.wanted.brand or "" for plan in touched for row in plan.rows)
        tree.ensure(path for plan in touched for row in plan.rows for path in row.wanted.categories or ())
        _write_rows([(plan, plan.rows[0]) for plan in touched], brands, types)
        _write_rows([(plan, row) for plan in touched for row in plan.rows[1:]], brands, types)
        write_relations(plans=touched, tree=tree, types=types)
    announce(product_ids=[row.product.pk for plan in touched for row in plan.rows if row.product])
    return [_saved(plan) for plan in plans]


@transaction_required
def announce(*, product_ids: Sequence[int], batch: int = 500) -> None:
    """Tell every reader that these products, of whatever structure, have changed."""
    record_changes(topic="product", keys=product_ids)
    for start in range(0, len(product_ids), batch):
        ids = list(product_ids[start : start + batch])
        publish(name="product.changed", subject="product", payload={"product_ids": ids})


def _write_rows(
    pairs: Iterable[tuple[Plan, Row]], brands: dict[str, int], types: dict[bool, ProductClass]
) -> None:
    new, changed, fields = [], [], {"date_updated", *INHERITED}
    for plan, row in pairs:
        row.product = row.known.product if row.known else Product()
        _fill(plan, row, brands, types)
        if row.is_new:
            new.append(row.product)
        else:
            fields |= row.wanted.columns.keys()
            changed.append(row.product)
    QuerySet(Product).bulk_create(new)
    _update(changed, fields)


def _update(products: Sequence[Product], fields: set[str]) -> None:
    """Write the fields of products that exist: an upsert on the key, which is one statement for all."""
    now = clock.now()
    for product in products:
        product.date_updated = now
    names = {"brand" if name == "brand_id" else name for name in fields} | {"product_class", "title"}
    if products:
        QuerySet(Product).bulk_create(
            products, update_conflicts=True, unique_fields=["id"], update_fields=sorted(names)
        )


def _fill(plan: Plan, row: Row, brands: dict[str, int], types: dict[bool, ProductClass]) -> None:
    product, root = row.product, plan.rows[0].product
    assert product is not None
    assert root is not None
    for name, value in row.wanted.columns.items():
        setattr(product, name, value)
    if row.wanted.brand is not None:
        product.brand_id = brands.get(row.wanted.brand.lower())
    if row is plan.rows[0]:
        product.structure = Product.PARENT if plan.draft.has_variants else Product.STANDALONE
        product.product_class = types[product.needs_shipping]
    else:
        product.structure, product.parent_id = Product.CHILD, root.pk
        _inherit(product, root)
    product.slug = product.slug or slug_for(product, root)


def _inherit(product: Product, root: Product) -> None:
    for name in INHERITED:
        setattr(product, name, getattr(root, name))


def slug_for(product: Product, root: Product) -> str:
    """Return the slug of a new product: its own title's, else its parent's."""
    title = best_text(texts_of(product, "title")) or best_text(texts_of(root, "title"))
    return slugify(title)[:200] or "product"


def _saved(plan: Plan) -> SavedProduct:
    def row_id(row: Row) -> Any:
        return (row.product or (row.known and row.known.product)).pk  # type: ignore[union-attr]

    sellables = tuple(
        SavedSellable(row_id(row), row.is_new, row.sellable) for row in plan.rows if row.sellable
    )
    return SavedProduct(row_id(plan.rows[0]), plan.is_new, plan.is_changed, plan.draft, sellables)
