"""What a product is called: its family's title and what sets the variant apart, in the language that is active."""

from collections import defaultdict
from collections.abc import Sequence

from .models import Product, ProductAttributeValue


def name_of(product: Product) -> str:
    """Return the product's title, or its family's; `parent` should have been fetched."""
    return str(product.title or (product.parent.title if product.parent else "") or product.sku or "")


def names_of(products: Sequence[Product]) -> dict[int, str]:
    """Return each product's name with its variant's words, such as `Ortiga vase, green`, with one query."""
    words: dict[int, list[str]] = defaultdict(list)
    children = [product.pk for product in products if product.structure == Product.CHILD]
    values = ProductAttributeValue.objects.filter(product_id__in=children)
    for value in values.select_related("attribute", "value_option").order_by("attribute_id"):
        words[value.product_id].append(str(value.value_as_text))
    return {product.pk: ", ".join([_family(product), *words[product.pk]]) for product in products}


def _family(product: Product) -> str:
    family = product.parent or product
    return str(family.title or product.sku or "")
