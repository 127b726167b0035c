"""The product in schema.org's words, for machines that read the page. A data block, which no policy forbids."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from .page import ProductPage

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def product_data_block(page: ProductPage) -> SafeString:
    """Return the element that carries the product as JSON-LD."""
    data = json.dumps(_product(page), ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308


def _product(page: ProductPage) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": page.family.title,
        "description": strip_tags(page.family.description)[:500],
        "sku": page.variant.sku or "",
        "image": [_absolute(picture.url) for picture in page.pictures[:4]],
        "url": _absolute(page.url),
    }
    if page.family.brand:
        data["brand"] = {"@type": "Brand", "name": page.family.brand.name}
    if page.gtin:
        data["gtin14"] = page.gtin
    if page.price:
        data["offers"] = {
            "@type": "Offer",
            "price": str(page.price.amount),
            "priceCurrency": page.price.currency,
            "availability": f"https://schema.org/{'InStock' if page.ways.any else 'OutOfStock'}",
            "url": _absolute(page.url),
        }
    if page.reviews.mean is not None:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(page.reviews.mean, 1),
            "reviewCount": page.reviews.count,
        }
    return data


def _absolute(address: str) -> str:
    return address if address.startswith(("http:", "https:")) else f"{settings.SITE_URL}{address}"
