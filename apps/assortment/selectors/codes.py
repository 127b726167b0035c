"""What a scanned or typed code names."""

from apps.assortment.types import Found
from apps.catalog.models import Product
from apps.catalog.selectors import by_code


def find_by_code(*, code: str) -> Found | None:
    """Return what is sold under a SKU or a GTIN in any form; None where nothing is. Two queries at most."""
    product = by_code(code=code)
    if product is None:
        return None
    root = Product.objects.only("pk", "slug").get(pk=product.parent_id) if product.parent_id else product
    return Found(product.pk, root.pk, root.slug)
