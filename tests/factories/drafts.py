"""Products as tests want them, saved through the catalogue's own door."""

from collections.abc import Sequence
from typing import Any

import factory
from django.db import transaction

from apps.catalog.models import Product
from apps.catalog.services.products import save_products
from apps.catalog.types import AttributeDraft, CategoryPath, CategoryStep, ProductDraft, SellableDraft


def option(name: str, value: str, **translated: str) -> AttributeDraft:
    """Return an attribute chosen from a list: option("Colour", "Green", it="Verde")."""
    return AttributeDraft({"en": name}, {"en": value, **translated})


def category(*names: str) -> CategoryPath:
    """Return the path of these names from the top."""
    return tuple(CategoryStep({"en": name}) for name in names)


class SellableDraftFactory(factory.Factory):
    class Meta:
        model = SellableDraft

    sku = factory.Sequence(lambda n: f"LU-{n:04d}")


class ProductDraftFactory(factory.Factory):
    """A stand-alone product; give `sellables` and `has_variants=True` for one with variants."""

    class Meta:
        model = ProductDraft

    references = factory.Sequence(lambda n: (f"product-{n}",))
    titles = factory.LazyAttribute(lambda draft: {"en": draft.references[0].replace("-", " ").capitalize()})
    sellables = factory.LazyFunction(lambda: (SellableDraftFactory(),))


def save(*drafts: ProductDraft, source: str = "bottega") -> list[Product]:
    """Save the drafts and return the products that shoppers see."""
    with transaction.atomic():
        saved = save_products(drafts=list(drafts), source=source)
    found = Product.objects.in_bulk([each.product_id for each in saved])
    return [found[each.product_id] for each in saved]


def product(title: str = "", **parts: Any) -> Product:
    """Make a product without variants, such as product("Ortiga vase", sku="VASE")."""
    own = {
        name: parts.pop(name)
        for name in list(parts)
        if name in SellableDraft.__dataclass_fields__ and name not in ProductDraft.__dataclass_fields__
    }
    if title:
        parts["titles"] = {"en": title, **parts.pop("titles", {})}
    return save(ProductDraftFactory(sellables=(SellableDraftFactory(**own),), **parts))[0]


def product_with_variants(title: str, variants: Sequence[SellableDraft], **parts: Any) -> Product:
    """Make a product with these variants."""
    titles = {"en": title, **parts.pop("titles", {})}
    return save(ProductDraftFactory(titles=titles, sellables=tuple(variants), has_variants=True, **parts))[0]
