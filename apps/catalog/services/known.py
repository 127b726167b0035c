"""What the catalogue has of some products, read whole so that drafts can be compared with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from apps.catalog.models import (
    Barcode,
    PictureSource,
    Product,
    ProductAttributeValue,
    ProductCategory,
    ProductReference,
)
from apps.catalog.texts import DEFAULT_LANGUAGE, texts_of
from apps.catalog.types import ProductDraft, SellableDraft, Texts


@dataclass(slots=True)
class Known:
    """A product as it is, with everything that hangs on it."""

    product: Product
    brand: str = ""
    category_ids: set[int] = field(default_factory=set)
    attributes: dict[str, Texts] = field(default_factory=dict)
    gtins: set[str] = field(default_factory=set)
    pictures: dict[str, PictureSource] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    children: list["Known"] = field(default_factory=list)


@dataclass(slots=True)
class Owners:
    """Which product has a reference, a SKU or a barcode that some drafts name."""

    by_reference: dict[str, int]
    by_sku: dict[str, int]
    by_gtin: dict[str, int]


def find_owners(*, drafts: Sequence[ProductDraft], source: str, skus: Iterable[str] = ()) -> Owners:
    """Look up every name that the drafts use, and these SKUs, with three statements."""
    sellables = [sellable for draft in drafts for sellable in draft.sellables]
    holders: list[ProductDraft | SellableDraft] = [*drafts, *sellables]
    references = {name for holder in holders for name in holder.references}
    gtins = {gtin for sellable in sellables for gtin in sellable.gtins or ()}
    skus = {*skus, *(sellable.sku for sellable in sellables if sellable.sku)}
    named = ProductReference.objects.filter(source=source, reference__in=references)
    return Owners(
        dict(named.values_list("reference", "product_id")),
        dict(plain_products().filter(sku__in=skus).values_list("sku", "pk")),
        dict(Barcode.objects.filter(gtin__in=gtins).values_list("gtin", "product_id")),
    )


def plain_products() -> "QuerySet[Product]":
    """Return products by their columns as they are, whatever language is active."""
    return QuerySet(Product)


def load_known(*, product_ids: Iterable[int], source: str, lock: bool = False) -> dict[int, Known]:
    """Read these products and their families, keyed by id, with seven statements whatever their number.

    `lock` keeps others from editing them until the transaction ends.
    """
    wanted = plain_products().filter(pk__in=set(product_ids))
    roots = {product.parent_id or product.pk for product in wanted.only("pk", "parent_id")}
    family = plain_products().filter(Q(pk__in=roots) | Q(parent_id__in=roots)).select_related("brand")
    if lock:
        family = family.order_by("pk").select_for_update(of=("self",), no_key=True)
    known = {product.pk: Known(product, product.brand.name if product.brand else "") for product in family}
    for each in known.values():
        if each.product.parent_id in known:
            known[each.product.parent_id].children.append(each)
    _add_relations(known, source)
    return known


def _add_relations(known: dict[int, Known], source: str) -> None:
    ids = list(known)
    for product_id, category_id in ProductCategory.objects.filter(product__in=ids).values_list(
        "product_id", "category_id"
    ):
        known[product_id].category_ids.add(category_id)
    for product_id, gtin in Barcode.objects.filter(product__in=ids).values_list("product_id", "gtin"):
        known[product_id].gtins.add(gtin)
    named = ProductReference.objects.filter(product__in=ids, source=source)
    for product_id, reference in named.values_list("product_id", "reference"):
        known[product_id].references.add(reference)
    for picture in PictureSource.objects.filter(product__in=ids):
        known[picture.product_id].pictures[picture.url] = picture
    for product_id, attributes in _attributes(ids).items():
        known[product_id].attributes = attributes


def _attributes(ids: Sequence[int]) -> dict[int, dict[str, Texts]]:
    found: dict[int, dict[str, Texts]] = defaultdict(dict)
    values: QuerySet[Any] = QuerySet(ProductAttributeValue).filter(product__in=ids)
    for value in values.select_related("attribute", "value_option"):
        texts = (
            texts_of(value.value_option, "option")
            if value.value_option
            else {DEFAULT_LANGUAGE: str(value.value_as_text or "")}
        )
        found[value.product_id][value.attribute.code] = texts
    return found
