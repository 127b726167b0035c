"""Products as a till sells them: one entry for each thing with a SKU, with its codes and its names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import F, Q, QuerySet

from apps.catalog.models import Barcode, Product, ProductAttributeValue, ProductImage
from apps.catalog.selectors import components_of
from apps.catalog.texts import LANGUAGES, localized
from apps.core.keys import among

Entry = dict[str, Any]

_TITLES = tuple(localized("title", language) for language in LANGUAGES)
_OPTIONS = tuple(f"value_option__{localized('option', language)}" for language in LANGUAGES)
_COLUMNS = (
    *("id", "parent_id", "sku", "tax_category", "is_public", "is_discountable", "needs_shipping", "swatch"),
    *("brand_name", *_TITLES, *(f"parent__{name}" for name in _TITLES)),
)
_TITLES_AT = _COLUMNS.index("brand_name") + 1


def sellable() -> QuerySet[Product]:
    """Return what can be sold: products without variants, and variants."""
    products: QuerySet[Product] = Product.objects.exclude(structure=Product.PARENT)
    return products


def page_of_keys(*, after: int, limit: int) -> list[int]:
    """Return the keys of the next products in the order of keys, one more than the limit if there are more."""
    rows = sellable().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    return list(rows[: limit + 1])


def with_variants(*, product_ids: Iterable[int]) -> list[int]:
    """Return the keys with those of their variants, whose names follow their product's."""
    known = set(product_ids)
    known.update(Product.objects.filter(parent__in=among(known)).values_list("pk", flat=True))
    return sorted(known)


def product_entries(*, product_ids: Sequence[int]) -> list[Entry]:
    """Return an entry for each product, a marker for each that can no longer be sold; six queries."""
    rows = sellable().filter(pk__in=among(product_ids)).annotate(brand_name=F("brand__name"))
    found = {row[0]: row for row in rows.values_list(*_COLUMNS)}
    families = {key: row[1] or key for key, row in found.items()}
    barcodes = _barcodes(found)
    variants = _variants([key for key, row in found.items() if row[1]])
    pictures = _pictures({*found, *families.values()})
    components = components_of(bundle_ids=found)
    return [
        {
            **_entry(
                found[key], barcodes[key], variants[key], pictures.get(key) or pictures.get(families[key], "")
            ),
            "components": [
                {"product_id": part, "quantity": units} for part, units in components.get(key, {}).items()
            ],
        }
        if key in found
        else {"id": key, "deleted": True}
        for key in product_ids
    ]


def _entry(row: Sequence[Any], barcodes: list[str], variant: dict[str, str], picture: str) -> Entry:
    key, parent_id, sku, tax_category, is_public, is_discountable, needs_shipping, swatch, brand = row[
        :_TITLES_AT
    ]
    own, inherited = row[_TITLES_AT : _TITLES_AT + len(LANGUAGES)], row[_TITLES_AT + len(LANGUAGES) :]
    titles = _by_language(own) or _by_language(inherited)
    return {
        "id": key,
        "parent_id": parent_id,
        "sku": sku or "",
        "barcodes": barcodes,
        "titles": titles,
        "variant": variant,
        "brand": brand or "",
        "tax_category": tax_category,
        "is_listed": is_public,
        "is_discountable": is_discountable,
        "is_physical": needs_shipping,
        "swatch": swatch,
        "picture": picture,
    }


def _by_language(texts: Sequence[str | None]) -> dict[str, str]:
    return {language: text for language, text in zip(LANGUAGES, texts, strict=True) if text}


def _barcodes(product_ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Barcode.objects.filter(product__in=among(product_ids)).order_by("gtin")
    for product_id, gtin in rows.values_list("product_id", "gtin"):
        found[product_id].append(gtin)
    return found


def _variants(product_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return what sets each variant apart, such as "Green, large", by language."""
    values = ProductAttributeValue.objects.filter(product__in=among(product_ids))
    shown = values.filter(Q(value_option__isnull=False) | Q(value_text__gt="")).order_by(
        "product_id", "attribute_id"
    )
    words: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for product_id, text, *options in shown.values_list("product_id", "value_text", *_OPTIONS):
        fallback = next(filter(None, options), text or "")
        for language, option in zip(LANGUAGES, options, strict=True):
            words[product_id][language].append(option or fallback)
    joined: dict[int, dict[str, str]] = defaultdict(dict)
    for product_id, languages in words.items():
        joined[product_id] = {language: ", ".join(texts) for language, texts in languages.items()}
    return joined


def _pictures(product_ids: Collection[int]) -> dict[int, str]:
    """Return the address of each product's first picture."""
    images = ProductImage.objects.filter(product__in=among(product_ids))
    first = images.order_by("product_id", "display_order", "pk").distinct("product_id")
    return {
        key: default_storage.url(name) for key, name in first.values_list("product_id", "original") if name
    }
