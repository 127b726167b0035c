"""Attributes, their options, product types and brands: found by name, made where missing."""

import keyword
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.text import slugify

from apps.catalog.models import (
    AttributeOption,
    AttributeOptionGroup,
    Brand,
    ProductAttribute,
    ProductClass,
)
from apps.catalog.texts import DEFAULT_LANGUAGE, best_text, localized, texts_of
from apps.catalog.types import AttributeDraft, Texts
from apps.core.transactions import transaction_required

_NOT_IN_CODES = re.compile(r"[^a-z0-9_]+")
PRODUCT_TYPES = {True: ("goods", "Goods"), False: ("digital", "Digital goods and services")}
"""Oscar's product types are two: what is shipped or collected, and what isn't."""


def attribute_code(names: Texts) -> str:
    """Return the code of an attribute from its name: Colour -> colour, 2nd size -> a_2nd_size."""
    name = best_text(names)
    code = _NOT_IN_CODES.sub("_", slugify(name).replace("-", "_"))[:100].strip("_")
    code = code or sha256(name.encode()).hexdigest()[:12]
    return code if code[0].isalpha() and not keyword.iskeyword(code) else f"a_{code}"


@transaction_required
def product_types() -> dict[bool, ProductClass]:
    """Return the product types by whether they are shipped."""
    return {
        ships: ProductClass.objects.get_or_create(
            slug=slug, defaults={"name": name, "requires_shipping": ships, "track_stock": ships}
        )[0]
        for ships, (slug, name) in PRODUCT_TYPES.items()
    }


@transaction_required
def ensure_brands(names: Iterable[str]) -> dict[str, int]:
    """Return the id of each brand by its name in lower case, new ones made; case makes no other brand."""
    wanted = {name.lower(): name for name in names if name}
    found = _brands(wanted)
    missing = [name for key, name in wanted.items() if key not in found]
    if missing:
        slugs = set(Brand.objects.values_list("slug", flat=True))
        for name in missing:
            slug = free_slug(name, slugs)
            slugs.add(slug)
            found[name.lower()] = Brand.objects.create(name=name, slug=slug).pk
    return found


def _brands(wanted: dict[str, str]) -> dict[str, int]:
    lowered = Brand.objects.annotate(key=Lower("name")).filter(key__in=list(wanted))
    return {brand.name.lower(): brand.pk for brand in lowered}


def free_slug(name: str, taken: set[str]) -> str:
    """Return a slug for the name that nobody has yet."""
    base = slugify(name)[:100] or "brand"
    return next(slug for number in range(1, len(taken) + 2) if (slug := _numbered(base, number)) not in taken)


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"


class Attributes:
    """Attributes and options of the two product types, kept while a batch is written."""

    def __init__(self, types: dict[bool, ProductClass]) -> None:
        self._types = types
        known: QuerySet[Any] = QuerySet(ProductAttribute).filter(product_class__in=types.values())
        self._attributes = {(attribute.product_class_id, attribute.code): attribute for attribute in known}
        self._options: dict[tuple[int, str], AttributeOption] = {}
        self._groups_read: set[int] = set()

    def attribute(self, draft: AttributeDraft, *, ships: bool) -> ProductAttribute:
        """Return the attribute of that name for the type of product, made where missing."""
        code, type_id = attribute_code(draft.names), self._types[ships].pk
        found = self._attributes.get((type_id, code))
        if found and found.type not in (ProductAttribute.OPTION, ProductAttribute.TEXT):
            code = f"{code}_text"  # a merchandiser's own number or date of that name is left alone
            found = self._attributes.get((type_id, code))
        if found is None:
            found = self._attributes[type_id, code] = self._new_attribute(draft, code, type_id)
        return found

    def option(self, attribute: ProductAttribute, values: Texts) -> AttributeOption:
        """Return the option of that value in any of its languages, made or completed where missing."""
        group_id = attribute.option_group_id
        self._read_group(group_id)
        keys = [f"{language}:{text.casefold()}" for language, text in values.items() if text]
        found = next((self._options[group_id, key] for key in keys if (group_id, key) in self._options), None)
        option = found or AttributeOption(group_id=group_id)
        if self._complete(option, {DEFAULT_LANGUAGE: best_text(values)} | dict(values)):
            option.save()
            self._remember(option)
        return option

    def _complete(self, option: AttributeOption, values: Texts) -> bool:
        """Fill in languages that the option lacks, unless another option has that word already."""
        changed = option.pk is None
        for language, text in values.items():
            name = localized("option", language)
            taken = (option.group_id, f"{language}:{text.casefold()}") in self._options
            if text and not getattr(option, name) and not taken:
                setattr(option, name, text)
                changed = True
        return changed

    def _new_attribute(self, draft: AttributeDraft, code: str, type_id: int) -> ProductAttribute:
        kind = ProductAttribute.OPTION if draft.facet else ProductAttribute.TEXT
        attribute = ProductAttribute(product_class_id=type_id, code=code, type=kind)
        if draft.facet:
            attribute.option_group, _made = AttributeOptionGroup.objects.get_or_create(
                code=code, defaults={"name": best_text(draft.names)[:128]}
            )
        _set_texts(attribute, "name", {DEFAULT_LANGUAGE: best_text(draft.names)} | dict(draft.names))
        attribute.save()
        return attribute

    def _read_group(self, group_id: int) -> None:
        if group_id in self._groups_read:
            return
        self._groups_read.add(group_id)
        known: QuerySet[Any] = QuerySet(AttributeOption).filter(group_id=group_id)
        for option in known:
            self._remember(option)

    def _remember(self, option: AttributeOption) -> None:
        for language, text in texts_of(option, "option").items():
            self._options.setdefault((option.group_id, f"{language}:{text.casefold()}"), option)


def _set_texts(instance: Any, name: str, texts: Texts) -> None:
    for language, text in texts.items():
        setattr(instance, localized(name, language), text)
