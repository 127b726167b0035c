"""What goods are called on papers: the family's title and what sets the variant apart."""

from collections import defaultdict
from collections.abc import Sequence

from apps.catalog.models import Product, ProductAttributeValue


def titles_of(products: Sequence[Product]) -> dict[int, str]:
    """Return each product's title in the language that is active; `parent` should have been fetched. One query."""
    words: dict[int, list[str]] = defaultdict(list)
    children = [product.pk for product in products if product.structure == Product.CHILD]
    values = ProductAttributeValue.objects.filter(product_id__in=children)
    for value in values.select_related("attribute", "value_option").order_by("attribute_id"):
        words[value.product_id].append(str(value.value_as_text))
    return {product.pk: ", ".join([_family(product), *words[product.pk]]) for product in products}


def _family(product: Product) -> str:
    family = product.parent or product
    return str(family.title or product.sku or "")
