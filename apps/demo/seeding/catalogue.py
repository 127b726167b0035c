"""Lumaca's range, saved through the catalogue's own door, with prices and pictures."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.catalog.models import Product, ProductImage
from apps.catalog.services.products import save_products
from apps.catalog.types import AttributeDraft, CategoryStep, ComponentDraft, ProductDraft, SellableDraft
from apps.core.transactions import durable
from apps.pricing.services import set_prices

from .data import DATA, load
from .places import AUTUMN_LIST, BASE_LIST

COLOUR = {"en": "Colour", "fr": "Couleur", "it": "Colore", "id": "Warna", "pl": "Kolor"}
SIZE = {"en": "Size", "fr": "Taille", "it": "Misura", "id": "Ukuran", "pl": "Rozmiar"}
MATERIAL = {"en": "Material", "fr": "Matière", "it": "Materiale", "id": "Bahan", "pl": "Materiał"}
LANGUAGES = ("en", "fr", "it", "id", "pl")
GTIN_PREFIX = "801234"
YEAR = timedelta(days=365)
STRIDE = 23
"""Neighbours in the file were listed at different times."""

Entry = Mapping[str, Any]


def seed_catalogue(*, at: datetime) -> None:
    """Save every product with its variants, prices and pictures; a second run changes nothing."""
    is_first_time = not Product.objects.exists()
    entries: list[Entry] = load("products")["product"]
    colours, materials = load("colours"), load("materials")
    categories = {entry["code"]: entry["name"] for entry in load("categories")["category"]}
    with durable():
        save_products(
            drafts=[
                _draft(number, entry, categories, colours, materials) for number, entry in enumerate(entries)
            ]
        )
        keys = dict(Product.objects.filter(sku__isnull=False).values_list("sku", "pk"))
        regular = {keys[sku]: price for entry in entries for sku, price in _prices(entry)}
        reduced = {
            keys[sku]: _off(price, entry["reduced"])
            for entry in entries
            if "reduced" in entry
            for sku, price in _prices(entry)
        }
        set_prices(price_list_code=BASE_LIST, amounts=regular)
        set_prices(price_list_code=AUTUMN_LIST, amounts=reduced)
        _hang_pictures(entries, keys)
        if is_first_time:
            _list_over_a_year(at)


def variants(entry: Entry) -> Iterator[tuple[str, str | None, list[Any] | None]]:
    """Yield SKU, colour and size of everything that is sold of an entry."""
    for colour in entry.get("colours", [None]):
        for size in entry.get("sizes", [None]):
            parts = [entry["sku"], size[1] if size else "", colour[:3].upper() if colour else ""]
            yield "-".join(part for part in parts if part), colour, size


def _prices(entry: Entry) -> Iterator[tuple[str, Decimal]]:
    for sku, _colour, size in variants(entry):
        yield sku, Decimal(str(entry["price"])) + Decimal(str(size[2] if size else 0))


def _off(price: Decimal, share: float) -> Decimal:
    return (price * (1 - Decimal(str(share)))).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _draft(number: int, entry: Entry, categories: Entry, colours: Entry, materials: Entry) -> ProductDraft:
    sold = list(variants(entry))
    return ProductDraft(
        references=(entry["sku"],),
        has_variants=len(sold) > 1,
        titles=entry["title"],
        descriptions={language: f"<p>{text}</p>" for language, text in entry["description"].items()},
        brand=entry["brand"],
        categories=((CategoryStep(categories[entry["category"]], code=entry["category"]),),),
        attributes=(AttributeDraft(names=MATERIAL, values=materials[entry["material"]]),),
        tax_category=entry.get("tax", "standard"),
        is_public=True,
        sellables=tuple(
            SellableDraft(
                references=(sku,),
                sku=sku,
                gtins=(_gtin(number * 20 + place),),
                swatch=colours[colour]["swatch"] if colour else None,
                attributes=_attributes(colours, colour, size),
                weight_grams=400,
                components=_components(entry),
            )
            for place, (sku, colour, size) in enumerate(sold)
        ),
    )


def _components(entry: Entry) -> tuple[ComponentDraft, ...] | None:
    """Return what a bundle consists of; None for what is none."""
    return tuple(ComponentDraft(*each) for each in entry.get("components", {}).items()) or None


def _attributes(colours: Entry, colour: str | None, size: list[Any] | None) -> tuple[AttributeDraft, ...]:
    drafts = []
    if colour:
        drafts.append(AttributeDraft(names=COLOUR, values=colours[colour]["name"]))
    if size:
        drafts.append(AttributeDraft(names=SIZE, values=dict.fromkeys(LANGUAGES, size[0])))
    return tuple(drafts)


def _gtin(number: int) -> str:
    """Return an EAN-13 of Lumaca's own range, check digit included (GS1 General Specifications, 7.9)."""
    digits = f"{GTIN_PREFIX}{number:06d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def _hang_pictures(entries: list[Entry], keys: Mapping[str, int]) -> None:
    """Give each variant the pictures of its colour, and the product one of each."""
    if ProductImage.objects.exists():
        return
    images = []
    for entry in entries:
        pictures: Mapping[str, list[str]] = entry["pictures"]
        sold = list(variants(entry))
        root = Product.objects.filter(pk=keys[sold[0][0]]).values_list("parent_id", flat=True).get()
        if root:
            images += _images(root, dict.fromkeys(name for names in pictures.values() for name in names))
        for sku, colour, _size in sold:
            names = pictures.get(colour or "all") or next(iter(pictures.values()))
            images += _images(keys[sku], names)
    ProductImage.objects.bulk_create(images)


def _list_over_a_year(at: datetime) -> None:
    """Let the range have grown over the year, so that a few things are new and most aren't."""
    roots = list(Product.objects.filter(parent=None).order_by("pk"))
    for number, root in enumerate(roots):
        root.date_created = at - YEAR * (number * STRIDE % len(roots) / len(roots))
    Product.objects.bulk_update(roots, ["date_created"])


def _images(product: int, names: Any) -> list[ProductImage]:
    return [
        ProductImage(product_id=product, original=_stored(name), display_order=order)
        for order, name in enumerate(names)
    ]


def _stored(name: str) -> str:
    path = f"images/products/lumaca/{name}.webp"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile((DATA / "pictures" / f"{name}.webp").read_bytes()))
    return path
