"""What a caller wants a product to be. Pure: readers of files and seeds make these, services carry them out.

In every draft `None` means "not said": what is there stays. An empty value says that there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

Texts = Mapping[str, str]
"""The same text in some languages: language code -> text."""


@dataclass(frozen=True, slots=True)
class CategoryStep:
    """One category on the way from the top; `code` is what another system calls it, if it calls it anything."""

    names: Texts
    code: str = ""


CategoryPath = tuple[CategoryStep, ...]


@dataclass(frozen=True, slots=True)
class AttributeDraft:
    """One thing to know about a product: Colour is Green. `facet` ones are chosen from a list and filter lists."""

    names: Texts
    values: Texts
    facet: bool = True


@dataclass(frozen=True, slots=True)
class PictureDraft:
    """Where a picture can be fetched from (http or https)."""

    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class PriceDraft:
    """A price in a currency ("": the price list's own) and, for a time or always, a reduced one."""

    regular: Decimal
    currency: str = ""
    reduced: Decimal | None = None
    reduced_from: datetime | None = None
    reduced_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class ComponentDraft:
    """Units of a product, called by its SKU or by a reference, that go into one unit of a bundle."""

    name: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class SellableDraft:
    """What is sold, scanned and stocked: a variant, or a product that has none.

    With `components` it is a bundle, which lies nowhere: they do.
    """

    references: tuple[str, ...] = ()
    sku: str = ""
    titles: Texts = field(default_factory=dict)
    gtins: tuple[str, ...] | None = None
    attributes: tuple[AttributeDraft, ...] = ()
    swatch: str | None = None
    weight_grams: int | None = None
    is_public: bool | None = None
    pictures: tuple[PictureDraft, ...] | None = None
    price: PriceDraft | None = None
    stock: int | None = None
    unit_cost: Decimal | None = None
    components: tuple[ComponentDraft, ...] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as somebody wants it: one sellable without variants, else one for each variant.

    `references` are the names by which its source knows it, the first being the one that lasts.
    """

    references: tuple[str, ...]
    sellables: tuple[SellableDraft, ...]
    has_variants: bool = False
    titles: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)
    brand: str | None = None
    categories: tuple[CategoryPath, ...] | None = None
    attributes: tuple[AttributeDraft, ...] = ()
    tax_category: str | None = None
    needs_shipping: bool | None = None
    is_public: bool | None = None
    is_featured: bool | None = None
    meta_title: str | None = None
    meta_description: str | None = None
    pictures: tuple[PictureDraft, ...] | None = None
    related: tuple[str, ...] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a line of input that a person should look at.

    `code` never changes; the words for people are in `words.py`. An error keeps its product out,
    a warning doesn't.
    """

    code: str
    line: int = 0
    column: str = ""
    value: str = ""
    is_error: bool = True
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a draft would change, for people to read before it happens."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SavedSellable:
    """A sellable draft and the product it became."""

    product_id: int
    is_new: bool
    draft: SellableDraft


@dataclass(frozen=True, slots=True)
class SavedProduct:
    """A draft and what became of it: the product a shopper sees, and what of it is sold."""

    product_id: int
    is_new: bool
    is_changed: bool
    draft: ProductDraft
    sellables: tuple[SavedSellable, ...]
