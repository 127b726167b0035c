"""Portraits: all that a list, a search or a feed says of a product, read for many at once.

Prices and stock aren't in them: those belong to the layers above.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from .models import (
    Barcode,
    Category,
    Product,
    ProductAttributeValue,
    ProductCategory,
    ProductImage,
)
from .texts import DEFAULT_LANGUAGE, texts_of
from .types import Texts


@dataclass(frozen=True, slots=True)
class Trait:
    """An attribute's value. Facets are chosen from a list, so lists can be filtered by them."""

    code: str
    names: Texts
    values: Texts
    is_facet: bool


@dataclass(slots=True)
class Sellable:
    """What a shopper can buy of a product: a variant, or the product itself."""

    product_id: int
    sku: str
    swatch: str
    is_public: bool
    gtins: list[str] = field(default_factory=list)
    traits: list[Trait] = field(default_factory=list)


@dataclass(slots=True)
class Portrait:
    """A product as shoppers see it."""

    product_id: int
    slug: str
    is_public: bool
    has_variants: bool
    titles: Texts
    descriptions: Texts
    brand: str
    priority: int
    rating: float | None
    reviews: int
    created_at: datetime
    category_ids: list[int] = field(default_factory=list)
    category_names: list[Texts] = field(default_factory=list)
    traits: list[Trait] = field(default_factory=list)
    sellables: list[Sellable] = field(default_factory=list)
    picture: str = ""


def portraits_of(*, root_ids: Collection[int]) -> list[Portrait]:
    """Return the portraits of these stand-alone products and parents, with eight statements."""
    family: QuerySet[Product] = QuerySet(Product).filter(Q(pk__in=root_ids) | Q(parent_id__in=root_ids))
    products = list(family.select_related("brand").order_by("pk"))
    ids = [product.pk for product in products]
    reviews = _review_counts(root_ids)
    portraits = {
        product.pk: _portrait(product, reviews.get(product.pk, 0))
        for product in products
        if not product.parent_id
    }
    sellables = _sellables(products, portraits)
    _add_categories(portraits)
    for product_id, gtin in Barcode.objects.filter(product__in=ids).values_list("product_id", "gtin"):
        if product_id in sellables:
            sellables[product_id].gtins.append(gtin)
    for product_id, trait in _traits(ids):
        if product_id in portraits:
            portraits[product_id].traits.append(trait)
        else:
            sellables[product_id].traits.append(trait)
    _add_pictures(portraits, products)
    return list(portraits.values())


def _portrait(product: Product, reviews: int) -> Portrait:
    return Portrait(
        product_id=product.pk,
        slug=product.slug,
        is_public=product.is_public,
        has_variants=product.structure == Product.PARENT,
        titles=texts_of(product, "title"),
        descriptions=texts_of(product, "description"),
        brand=product.brand.name if product.brand else "",
        priority=product.priority,
        rating=product.rating,
        reviews=reviews,
        created_at=product.date_created,
    )


def _sellables(products: Iterable[Product], portraits: dict[int, Portrait]) -> dict[int, Sellable]:
    found = {}
    for product in products:
        portrait = portraits.get(product.parent_id or product.pk)
        if portrait is None or product.structure == Product.PARENT:
            continue
        sellable = Sellable(product.pk, product.sku or "", product.swatch, product.is_public)
        portrait.sellables.append(sellable)
        found[product.pk] = sellable
    return found


def _review_counts(root_ids: Collection[int]) -> dict[int, int]:
    approved = Count("reviews", filter=Q(reviews__status=1))
    return dict(
        QuerySet(Product)
        .filter(pk__in=root_ids, rating__isnull=False)
        .annotate(n=approved)
        .values_list("pk", "n")
    )


def _add_categories(portraits: dict[int, Portrait]) -> None:
    links = list(
        ProductCategory.objects.filter(product__in=portraits)
        .order_by("category_id")
        .values_list("product_id", "category__path")
    )
    step = Category.steplen
    paths = {path[:end] for _product, path in links for end in range(step, len(path) + 1, step)}
    found: QuerySet[Any] = QuerySet(Category).filter(path__in=paths)
    categories = {category.path: category for category in found}
    for product_id, path in links:
        portrait = portraits[product_id]
        for end in range(step, len(path) + 1, step):
            category = categories[path[:end]]
            if category.pk not in portrait.category_ids:
                portrait.category_ids.append(category.pk)
                portrait.category_names.append(texts_of(category, "name"))


def _traits(ids: Collection[int]) -> Iterable[tuple[int, Trait]]:
    values: QuerySet[Any] = QuerySet(ProductAttributeValue).filter(product__in=ids)
    for value in values.select_related("attribute", "value_option").order_by("attribute_id", "pk"):
        names = texts_of(value.attribute, "name")
        if value.value_option:
            texts = texts_of(value.value_option, "option")
            yield value.product_id, Trait(value.attribute.code, names, texts, is_facet=True)
        elif value.attribute.type in ("text", "integer", "float", "boolean", "date"):
            text = str(value.value_as_text or "")
            yield (
                value.product_id,
                Trait(value.attribute.code, names, {DEFAULT_LANGUAGE: text}, is_facet=False),
            )


def _add_pictures(portraits: dict[int, Portrait], products: Iterable[Product]) -> None:
    root_of = {product.pk: product.parent_id or product.pk for product in products}
    images = ProductImage.objects.filter(product__in=root_of).order_by("display_order", "pk")
    own: dict[int, str] = {}
    of_variants: dict[int, str] = defaultdict(str)
    for product_id, name in images.values_list("product_id", "original"):
        if product_id in portraits:
            own.setdefault(product_id, name)
        else:
            of_variants.setdefault(root_of[product_id], name)
    for product_id, portrait in portraits.items():
        portrait.picture = own.get(product_id) or of_variants[product_id]
