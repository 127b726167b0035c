"""What a scanner may read off goods, for pages that find their rows by it."""

from collections.abc import Iterable

from apps.catalog.models import Barcode, Product


def scan_codes(products: Iterable[Product]) -> dict[int, str]:
    """Return each product's SKU, in capitals, and GTINs, divided by spaces; a space within is a hard one. One query."""
    codes = {product.pk: [(product.sku or "").upper()] for product in products}
    for key, gtin in Barcode.objects.filter(product__in=codes).values_list("product_id", "gtin"):
        codes[key].append(gtin)
    return {key: " ".join(code.replace(" ", "\u00a0") for code in each) for key, each in codes.items()}
