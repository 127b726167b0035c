"""What hangs on products: names elsewhere, barcodes, categories, attribute values, pictures, components."""

from collections.abc import Iterator, Sequence

from django.db.models import Q

from apps.catalog.models import (
    Barcode,
    PictureSource,
    Product,
    ProductAttribute,
    ProductAttributeValue,
    ProductCategory,
    ProductClass,
    ProductImage,
    ProductReference,
)
from apps.catalog.texts import best_text
from apps.core.transactions import transaction_required

from .bundles import write_bundles
from .categories import CategoryTree
from .facets import Attributes, attribute_code
from .planning import Plan, Row


@transaction_required
def write_relations(*, plans: Sequence[Plan], tree: CategoryTree, types: dict[bool, ProductClass]) -> None:
    """Write what hangs on the rows of the plans, whose products exist by now."""
    rows = [row for plan in plans for row in plan.rows]
    _write_references(plans)
    _write_barcodes(rows)
    _write_categories(rows, tree)
    _write_attributes(plans, Attributes(types))
    _write_pictures(rows)
    write_bundles(plans=plans)


def _product(row: Row) -> Product:
    assert row.product is not None
    return row.product


def _write_references(plans: Sequence[Plan]) -> None:
    ProductReference.objects.bulk_create(
        (
            ProductReference(product=_product(row), source=plan.source, reference=name)
            for plan in plans
            for row in plan.rows
            for name in row.wanted.references
            if row.known is None or name not in row.known.references
        ),
        ignore_conflicts=True,
    )


def _write_barcodes(rows: Sequence[Row]) -> None:
    gone = Q()
    new = []
    for row in rows:
        if not row.wanted.gtins:
            continue
        there = row.known.gtins if row.known else set()
        for gtin in there - set(row.wanted.gtins):
            gone |= Q(gtin=gtin)
        new += [
            Barcode(product=_product(row), gtin=g) for g in dict.fromkeys(row.wanted.gtins) if g not in there
        ]
    if gone:
        Barcode.objects.filter(gone).delete()
    Barcode.objects.bulk_create(new)


def _write_categories(rows: Sequence[Row], tree: CategoryTree) -> None:
    new, changed = [], []
    for row in rows:
        if row.wanted.categories is None:
            continue
        ids = {tree.find(path) for path in row.wanted.categories}
        if row.known and ids != row.known.category_ids:
            changed.append(row.known.product.pk)
        if row.known is None or ids != row.known.category_ids:
            new += [ProductCategory(product=_product(row), category_id=category_id) for category_id in ids]
    if changed:
        ProductCategory.objects.filter(product__in=changed).delete()
    ProductCategory.objects.bulk_create(new)


def _write_attributes(plans: Sequence[Plan], attributes: Attributes) -> None:
    values: dict[tuple[int, int], ProductAttributeValue] = {}
    for plan in plans:
        ships = _product(plan.rows[0]).needs_shipping
        for row in plan.rows:
            for value in _values(row, attributes, ships=ships):
                values[value.attribute_id, value.product_id] = value
    ProductAttributeValue.objects.bulk_create(
        values.values(),
        update_conflicts=True,
        unique_fields=["attribute", "product"],
        update_fields=["value_option", "value_text"],
    )


def _values(row: Row, attributes: Attributes, *, ships: bool) -> Iterator[ProductAttributeValue]:
    changed = {change.what for change in row.changes}
    for draft in row.wanted.attributes:
        if row.known and attribute_code(draft.names) not in changed:
            continue
        attribute = attributes.attribute(draft, ships=ships)
        value = ProductAttributeValue(product=_product(row), attribute=attribute)
        if attribute.type == ProductAttribute.OPTION:
            value.value_option = attributes.option(attribute, draft.values)
        else:
            value.value_text = best_text(draft.values)
        yield value


def _write_pictures(rows: Sequence[Row]) -> None:
    kept, gone = [], []
    for row in rows:
        if row.wanted.pictures is None:
            continue
        there = row.known.pictures if row.known else {}
        told = {picture.url: picture for picture in row.wanted.pictures}
        gone += [source for url, source in there.items() if url not in told]
        for position, (url, picture) in enumerate(told.items()):
            source = there.get(url) or PictureSource(product=_product(row), url=url)
            source.position, source.alt = position, picture.alt[:255]
            kept.append(source)
    ProductImage.objects.filter(pk__in=[source.image_id for source in gone if source.image_id]).delete()
    PictureSource.objects.filter(pk__in=[source.pk for source in gone]).delete()
    new = [source for source in kept if source.pk is None]
    PictureSource.objects.bulk_create(new)
    PictureSource.objects.bulk_update([s for s in kept if s not in new], ["position", "alt"], batch_size=200)
