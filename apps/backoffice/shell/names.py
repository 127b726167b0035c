"""Products by the name that staff know them by: the family's title and what sets the variant apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from apps.catalog.models import Product, ProductAttributeValue
from apps.orders.models import Line


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


def add_names(lines: Iterable[Line]) -> None:
    """Put on each order line as `goods_name` what staff call it, with one query.

    A line's own title is in the language of whoever ordered, and serves where the product is gone.
    `product__parent` should have been fetched.
    """
    lines = list(lines)
    names = names_of([line.product for line in lines if line.product])
    for line in lines:
        line.goods_name = names.get(line.product_id or 0) or line.title


def _family(product: Product) -> str:
    family = product.parent or product
    return str(family.title or product.sku or "")
