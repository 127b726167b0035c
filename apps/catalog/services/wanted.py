"""A draft put into the terms of the product table: which columns, names and lists each row should have."""

from dataclasses import dataclass, field
from typing import Any

from apps.catalog.texts import DEFAULT_LANGUAGE, best_text, localized
from apps.catalog.types import (
    AttributeDraft,
    CategoryPath,
    PictureDraft,
    ProductDraft,
    SellableDraft,
    Texts,
)


@dataclass(slots=True)
class Wanted:
    """What one row of the product table should become. None: as it is."""

    columns: dict[str, Any] = field(default_factory=dict)
    brand: str | None = None
    categories: tuple[CategoryPath, ...] | None = None
    attributes: tuple[AttributeDraft, ...] = ()
    gtins: tuple[str, ...] | None = None
    pictures: tuple[PictureDraft, ...] | None = None
    references: tuple[str, ...] = ()


def wanted_root(draft: ProductDraft, *, is_new: bool) -> Wanted:
    """Return what the shopper's product should be; without variants it is what is sold as well."""
    wanted = Wanted(
        columns=_root_columns(draft, is_new=is_new),
        brand=draft.brand,
        categories=draft.categories,
        attributes=draft.attributes,
        pictures=draft.pictures,
        references=draft.references,
    )
    if not draft.has_variants:
        _add_sellable(wanted, draft.sellables[0])
    return wanted


def wanted_variant(draft: ProductDraft, variant: SellableDraft) -> Wanted:
    """Return what a variant should be; tax, brand and shipping are its product's."""
    wanted = Wanted(columns=_told(tax_category=draft.tax_category, needs_shipping=draft.needs_shipping))
    wanted.columns.update(_localized("title", variant.titles))
    wanted.columns.update(_told(is_public=variant.is_public))
    wanted.brand = draft.brand
    _add_sellable(wanted, variant)
    return wanted


def _root_columns(draft: ProductDraft, *, is_new: bool) -> dict[str, Any]:
    columns = _told(
        tax_category=draft.tax_category,
        needs_shipping=draft.needs_shipping,
        is_public=draft.is_public,
        meta_title=draft.meta_title,
        meta_description=draft.meta_description,
        priority=None if draft.is_featured is None else int(draft.is_featured),
    )
    columns.update(_localized("title", draft.titles))
    columns.update(_localized("description", draft.descriptions))
    if is_new:  # the language that others fall back to is never empty
        for name, texts in (("title", draft.titles), ("description", draft.descriptions)):
            if texts and not texts.get(DEFAULT_LANGUAGE):
                columns[localized(name, DEFAULT_LANGUAGE)] = best_text(texts)
    return columns


def _add_sellable(wanted: Wanted, sellable: SellableDraft) -> None:
    wanted.columns.update(
        _told(sku=sellable.sku or None, swatch=sellable.swatch, weight_grams=sellable.weight_grams)
    )
    wanted.attributes = (*wanted.attributes, *sellable.attributes)
    wanted.gtins = sellable.gtins
    wanted.references = tuple(dict.fromkeys((*wanted.references, *sellable.references)))
    if sellable.pictures:
        wanted.pictures = (*(wanted.pictures or ()), *sellable.pictures)


def _told(**columns: Any) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if value is not None}


def _localized(name: str, texts: Texts) -> dict[str, Any]:
    return {localized(name, language): text for language, text in texts.items()}
