"""Finding products: by the code on their label, by their family."""

from collections.abc import Collection
from contextlib import suppress

from django.db.models import Q
from django.db.models.functions import Coalesce

from .barcodes import InvalidGtin, normalize_gtin
from .models import Product


def by_code(*, code: str) -> Product | None:
    """Return what is sold under a SKU or a GTIN of any form, as typed or scanned; None for anything else."""
    wanted = code.strip()
    if not wanted or "\0" in wanted:
        return None
    match = Q(sku=wanted)
    with suppress(InvalidGtin):
        match |= Q(barcodes__gtin=normalize_gtin(wanted))
    found: list[Product] = list(Product.objects.filter(match).distinct().order_by("pk")[:2])
    if not found:
        found = list(Product.objects.filter(sku__iexact=wanted).order_by("pk")[:1])
    same_sku = (product for product in found if product.sku == wanted)
    return next(same_sku, found[0] if found else None)


def roots_of(*, product_ids: Collection[int]) -> set[int]:
    """Return the products that shoppers see for these: themselves, or the parents of variants."""
    rows = Product.objects.filter(pk__in=product_ids).order_by()
    return set(rows.annotate(root=Coalesce("parent_id", "pk")).values_list("root", flat=True))
