"""How products are shown where they are listed by key: in a basket, an order, a list of wishes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.http import urlencode

from apps.catalog.models import Product, ProductAttributeValue, ProductImage


@dataclass(frozen=True, slots=True)
class Goods:
    """A product in a few words. `words` say which variant it is; `for_sale` is False once withdrawn,

    `ships` for what isn't a physical thing.
    """

    product_id: int
    title: str
    words: str
    url: str
    picture_url: str
    sku: str
    for_sale: bool
    ships: bool = True


def describe(*, product_ids: Collection[int], in_full: bool = True) -> dict[int, Goods]:
    """Return the products with these keys as they are shown in the reader's language, with three queries.

    Where nothing is shown, one is enough: without `in_full` there are no words and no pictures.
    """
    if not product_ids:
        return {}
    products = list(Product.objects.filter(pk__in=product_ids).select_related("parent"))
    families = {product.pk: product.parent_id or product.pk for product in products}
    words = _words_of([product.pk for product in products if product.is_child]) if in_full else {}
    pictures = pictures_of({*families.keys(), *families.values()}) if in_full else {}
    return {
        product.pk: Goods(
            product_id=product.pk,
            title=_title(product),
            words=", ".join(words.get(product.pk, ())),
            url=product_url(product),
            picture_url=pictures.get(product.pk) or pictures.get(families[product.pk], ""),
            sku=product.sku or "",
            for_sale=is_for_sale(product),
            ships=product.needs_shipping,
        )
        for product in products
    }


def is_for_sale(product: Product) -> bool:
    """Tell whether shoppers may buy it: public, its family public, and not merely the family's name."""
    family_public = product.parent is None or product.parent.is_public
    return bool(product.is_public and family_public and not product.is_parent)


def product_url(product: Product) -> str:
    """Return the page of the product; that of a variant is its family's with the variant chosen."""
    family = product.parent if product.is_child else product
    address = product_path(family.slug, family.pk)
    return f"{address}?{urlencode({'variant': product.pk})}" if product.is_child else address


def product_path(slug: str, pk: int) -> str:
    """Return the page of a product by its name in addresses and its key."""
    return _detail_pattern().replace("/SLUG_0/", f"/{quote(slug) or 'p'}_{pk}/")


@cache
def _detail_pattern() -> str:
    """Return the address that all products' addresses are made from; asking for each takes long in a list."""
    return reverse("catalogue:detail", kwargs={"product_slug": "SLUG", "pk": 0})


def pictures_of(product_ids: Iterable[int]) -> dict[int, str]:
    """Return the address of the first picture of each product that has one, with one query."""
    pictures: dict[int, str] = {}
    images = ProductImage.objects.filter(product_id__in=product_ids).order_by("display_order", "pk")
    for image in images.only("product_id", "original"):
        pictures.setdefault(image.product_id, image.original.url)
    return pictures


def _title(product: Product) -> str:
    return str(product.parent.title if product.is_child else product.title)


def _words_of(variant_ids: Collection[int]) -> dict[int, list[str]]:
    if not variant_ids:
        return {}
    words: dict[int, list[str]] = defaultdict(list)
    values = ProductAttributeValue.objects.filter(product_id__in=variant_ids)
    for value in values.select_related("attribute", "value_option").order_by("attribute_id"):
        words[value.product_id].append(str(value.value_as_text))
    return words
