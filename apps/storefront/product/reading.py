"""What a product page tells of a product whatever it costs and however many there are.

Read with a number of queries that doesn't depend on the product, and kept for some seconds.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.catalog.models import Barcode, Product, ProductAttributeValue, ProductCategory, ProductImage
from apps.catalog.selectors import components_of

from ..departments import Shelfmark, find_category, trail_to
from ..goods import Goods, describe
from ..memo import remembered
from .reviews import NONE, Reviews, reviews_of

#: Attributes whose values are texts of this length at most are facts; longer ones would be prose.
LONGEST_FACT = 120


@dataclass(frozen=True, slots=True)
class Value:
    """What a product says about one of its attributes."""

    code: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the words for those who don't see it."""

    url: str
    alt: str


@dataclass(slots=True)
class Family:
    """A product with its variants; a stand-alone product is its own only variant.

    `contents` says of bundles how many of what go into one. `kept` is where `{% kept … %}` keeps the parts of its page
    that follow from this alone.
    """

    head: Product
    variants: Sequence[Product]
    values: dict[int, list[Value]] = field(default_factory=dict)
    pictures: dict[int, list[Picture]] = field(default_factory=dict)
    gtins: dict[int, str] = field(default_factory=dict)
    trail: Sequence[Shelfmark] = ()
    reviews: Reviews = NONE
    contents: dict[int, list[tuple[int, Goods]]] = field(default_factory=dict)
    kept: dict[tuple[str, ...], SafeString] = field(default_factory=dict)

    @property
    def category(self) -> Shelfmark | None:
        """Return the category that the product is shown in."""
        return self.trail[-1] if self.trail else None

    @property
    def is_choice(self) -> bool:
        return bool(self.head.is_parent)

    def pictures_for(self, product_id: int) -> list[Picture]:
        """Return a variant's own pictures first, then the family's, each once."""
        own, shared = self.pictures.get(product_id, []), self.pictures.get(self.head.pk, [])
        return list({picture.url: picture for picture in [*own, *shared]}.values()) or self._any_picture()

    def _any_picture(self) -> list[Picture]:
        return next(([pictures[0]] for pictures in self.pictures.values() if pictures), [])


def find_family(pk: int, *, afresh: bool) -> Family | None:
    """Return the family with this key as it was of late, or as it is now for those who may just have changed it.

    None where shoppers may not see it.
    """
    return read_family(pk) if afresh else _read_of_late(pk, get_language() or "")


@remembered
def _read_of_late(pk: int, language: str) -> Family | None:
    """Return the family in the language that is active now."""
    return read_family(pk)


def read_family(pk: int) -> Family | None:
    """Return the family with this key; None where shoppers may not see it.

    Eight queries at most, four more for a bundle.
    """
    members = list(
        Product.objects.filter(Q(pk=pk) | Q(parent_id=pk, is_public=True))
        .select_related("brand")
        .order_by("pk")
    )
    head = next((member for member in members if member.pk == pk), None)
    if head is None or not head.is_public or head.is_child:
        return None
    variants = [member for member in members if member.pk != pk] if head.is_parent else [head]
    ids = [member.pk for member in members]
    return Family(
        head=head,
        variants=variants,
        values=_values(ids),
        pictures=_pictures(ids, head.title),
        gtins=_gtins(ids),
        trail=_trail(pk),
        reviews=reviews_of(head),
        contents=_contents(ids),
    )


def _values(ids: Sequence[int]) -> dict[int, list[Value]]:
    values: dict[int, list[Value]] = defaultdict(list)
    rows = ProductAttributeValue.objects.filter(product_id__in=ids).select_related(
        "attribute", "value_option"
    )
    for row in rows.order_by("attribute_id", "pk"):
        words = str(row.value_as_text or "").strip()
        if words and len(words) <= LONGEST_FACT:
            values[row.product_id].append(Value(row.attribute.code, row.attribute.name, words))
    return values


def _contents(ids: Sequence[int]) -> dict[int, list[tuple[int, Goods]]]:
    parts = components_of(bundle_ids=ids)
    goods = describe(product_ids={key for content in parts.values() for key in content})
    return {
        bundle_id: [(units, goods[key]) for key, units in content.items()]
        for bundle_id, content in parts.items()
    }


def _pictures(ids: Sequence[int], title: str) -> dict[int, list[Picture]]:
    pictures: dict[int, list[Picture]] = defaultdict(list)
    for image in ProductImage.objects.filter(product_id__in=ids).order_by("display_order", "pk"):
        alt = image.caption or _("Picture of %(title)s") % {"title": title}
        pictures[image.product_id].append(Picture(image.original.url, alt))
    return pictures


def _gtins(ids: Sequence[int]) -> dict[int, str]:
    rows = Barcode.objects.filter(product_id__in=ids).order_by("-pk").values_list("product_id", "gtin")
    return dict(rows)


def _trail(pk: int) -> Sequence[Shelfmark]:
    """Return the way to the deepest category that the product is in and that shoppers may see."""
    ids = ProductCategory.objects.filter(product_id=pk).order_by().values_list("category_id", flat=True)
    marks = [mark for category_id in ids if (mark := find_category(category_id))]
    return trail_to(max(marks, key=lambda mark: mark.depth)) if marks else ()
