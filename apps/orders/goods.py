"""What an order line says of a product: frozen in the customer's language when the order is placed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from apps.catalog.models import Product, ProductAttributeValue


@dataclass(frozen=True, slots=True)
class Goods:
    """A product's code and words, and whether it is a thing that has to be handed over."""

    sku: str
    title: str
    is_physical: bool


def goods_of(*, product_ids: Collection[int], language: str) -> dict[int, Goods]:
    """Return the products' names with their variants' words, such as `Ortiga vase, Green`, in two queries."""
    with override(language or settings.LANGUAGE_CODE):
        products = Product.objects.filter(pk__in=product_ids).select_related("parent")
        words = _variant_words(product_ids)
        return {
            product.pk: Goods(
                sku=product.sku or "",
                title=", ".join([_title(product), *words[product.pk]])[:255],
                is_physical=product.needs_shipping,
            )
            for product in products
        }


def _title(product: Product) -> str:
    family = product.parent or product
    return str(family.title)


def _variant_words(product_ids: Collection[int]) -> dict[int, list[str]]:
    words: dict[int, list[str]] = defaultdict(list)
    values = ProductAttributeValue.objects.filter(
        product_id__in=product_ids, product__structure=Product.CHILD
    )
    for value in values.select_related("attribute", "value_option").order_by("attribute_id"):
        words[value.product_id].append(str(value.value_as_text))
    return words
