"""What an order line says of a product: frozen in the customer's language when the order is placed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from apps.catalog.models import Product, ProductAttributeValue
from apps.catalog.texts import DEFAULT_LANGUAGE, LANGUAGES, best_text, localized
from apps.core.prepared import AnyOf, Given, Prepared


@dataclass(frozen=True, slots=True)
class Goods:
    """A product's code and words, and whether it is a thing that has to be handed over."""

    sku: str
    title: str
    is_physical: bool


def goods_of(*, product_ids: Collection[int], language: str) -> dict[int, Goods]:
    """Return the products' names with their variants' words, such as `Ortiga vase, Green`.

    One query; one more where there are variants.
    """
    language = language or DEFAULT_LANGUAGE
    rows = _PRODUCTS.rows(products=list(product_ids))
    words = _variant_words([key for key, *_facts, parent_id in rows if parent_id is not None], language)
    return {
        key: Goods(
            sku=sku or "",
            title=", ".join([_title(titles, language), *words[key]])[:255],
            is_physical=needs_shipping,
        )
        for key, sku, needs_shipping, *titles, _parent_id in rows
    }


_TITLES = [localized("title", language) for language in LANGUAGES]
_PRODUCTS = Prepared(
    *("pk", "sku", "needs_shipping", *_TITLES, *(f"parent__{title}" for title in _TITLES), "parent_id"),
    of=lambda: Product.objects.filter(AnyOf("pk", Given("products"))).order_by(),
)


def _title(titles: Sequence[str | None], language: str) -> str:
    """Return the family's title: the parent's of a variant, otherwise the product's own."""
    own, parents = titles[: len(LANGUAGES)], titles[len(LANGUAGES) :]
    family = parents if any(parents) else own
    return best_text({code: text for code, text in zip(LANGUAGES, family, strict=True) if text}, language)


def _variant_words(product_ids: Collection[int], language: str) -> dict[int, list[str]]:
    words: dict[int, list[str]] = defaultdict(list)
    if product_ids:
        values = ProductAttributeValue.objects.filter(product_id__in=product_ids)
        with override(language):
            for value in values.select_related("attribute", "value_option").order_by("attribute_id"):
                words[value.product_id].append(str(value.value_as_text))
    return words
