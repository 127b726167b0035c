"""How many of a bundle can be put together at each location, and which component sets the limit there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from apps.catalog.models import Product
from apps.catalog.selectors import components_of

from .models import Hold, StockLevel
from .types import UNLIMITED, LevelKey


@dataclass(frozen=True, slots=True)
class PartThere:
    """A component at a location: so many go into one bundle, so many can still be promised there."""

    product_id: int
    quantity: int
    available: int

    @property
    def enough_for(self) -> int:
        """Return for how many bundles it is enough."""
        return max(0, self.available) // self.quantity

    @property
    def keeps_stock(self) -> bool:
        return self.available != UNLIMITED


@dataclass(frozen=True, slots=True)
class MadeThere:
    """A bundle at a location, by its components."""

    location_id: int
    parts: Sequence[PartThere]

    @property
    def quantity(self) -> int:
        """Return how many can be put together there."""
        return min(part.enough_for for part in self.parts)

    @property
    def scarcest(self) -> list[int]:
        """Return the components of which there is enough for no more than that; none where stock of none is kept."""
        return [
            part.product_id for part in self.parts if part.keeps_stock and part.enough_for == self.quantity
        ]


def can_be_made(*, bundle_id: int, location_ids: Collection[int], at: datetime) -> list[MadeThere]:
    """Return the bundle at each of the locations, before anything is kept back for channels; four queries.

    Empty for a product that is no bundle. Holds that have expired don't count.
    """
    content = components_of(bundle_ids=[bundle_id]).get(bundle_id, {})
    if not content:
        return []
    free = _free(content, location_ids, at)
    unlimited = set(Product.objects.filter(pk__in=content, needs_shipping=False).values_list("pk", flat=True))
    return [
        MadeThere(
            location_id,
            [
                PartThere(key, units, UNLIMITED if key in unlimited else free.get((key, location_id), 0))
                for key, units in content.items()
            ],
        )
        for location_id in location_ids
    ]


def _free(products: Collection[int], location_ids: Collection[int], at: datetime) -> Mapping[LevelKey, int]:
    levels = StockLevel.objects.filter(product__in=products, location__in=location_ids)
    expired = Hold.objects.filter(level__in=levels, expires_at__lte=at).order_by().values_list("level_id")
    back = dict(expired.annotate(Sum("quantity")))
    return {
        (level.product_id, level.location_id): level.available + back.get(level.pk, 0) for level in levels
    }
