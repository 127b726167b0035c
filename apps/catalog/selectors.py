"""Finding products: by the code on their label, by their family, by the bundles they go into."""

from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress

from django.db.models import Q
from django.db.models.functions import Coalesce, Lower

from apps.core.keys import among

from .barcodes import InvalidGtin, normalize_gtin
from .models import Barcode, BundleComponent, Product


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


def by_codes(*, codes: Collection[str]) -> dict[str, Product]:
    """Return what is sold under each of the codes, as `by_code` finds it; codes of nothing are left out."""
    wanted = {code: code.strip() for code in codes if code.strip() and "\0" not in code}
    gtins: dict[str, str] = {}
    for code, text in wanted.items():
        with suppress(InvalidGtin):
            gtins[code] = normalize_gtin(text)
    skus = {product.sku: product for product in Product.objects.filter(sku__in=set(wanted.values()))}
    labels = Barcode.objects.filter(gtin__in=set(gtins.values())).select_related("product")
    labelled = {label.gtin: label.product for label in labels}
    found = {code: skus.get(text) or labelled.get(gtins.get(code, "")) for code, text in wanted.items()}
    missing = {wanted[code].lower() for code, product in found.items() if product is None}
    if missing:  # nobody has an index for that, and hardly anybody types so
        lowered = Product.objects.annotate(lowered=Lower("sku")).filter(lowered__in=missing).order_by("-pk")
        however = {product.lowered: product for product in lowered}
        found = {code: product or however.get(wanted[code].lower()) for code, product in found.items()}
    return {code: product for code, product in found.items() if product}


def roots_of(*, product_ids: Collection[int]) -> set[int]:
    """Return the products that shoppers see for these: themselves, or the parents of variants."""
    rows = Product.objects.filter(pk__in=product_ids).order_by()
    return set(rows.annotate(root=Coalesce("parent_id", "pk")).values_list("root", flat=True))


def bundles_with(*, component_ids: Collection[int]) -> set[int]:
    """Return the bundles that any of these products goes into."""
    parts = BundleComponent.objects.filter(component__in=among(component_ids))
    return set(parts.values_list("bundle", flat=True))


def components_of(*, bundle_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Return how many of each component go into each of the bundles; what is no bundle is left out."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    parts = BundleComponent.objects.filter(bundle__in=among(bundle_ids)).order_by("pk")
    for bundle_id, component_id, quantity in parts.values_list("bundle", "component", "quantity"):
        found[bundle_id][component_id] = quantity
    return dict(found)
