"""What customers say about a product: Oscar's reviews, those that a merchandiser has let through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from oscar.apps.catalogue.reviews.models import ProductReview

from apps.catalog.models import Product

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it is shown; of the name only the first."""

    title: str
    body: str
    score: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reviews:
    """The newest reviews, how many there are of each score (5 first), and the mean."""

    latest: Sequence[Review]
    by_score: Sequence[tuple[int, int]]
    count: int
    mean: float | None


NONE = Reviews((), (), 0, None)


def reviews_of(product: Product, *, limit: int | None = SHOWN) -> Reviews:
    """Return the product's reviews with two queries, or none where it has no rating; without a limit, all."""
    if product.rating is None:
        return NONE
    approved = ProductReview.objects.filter(product=product, status=ProductReview.APPROVED)
    counts = dict(approved.order_by("score").values_list("score").annotate(Count("pk")))
    count = sum(counts.values())
    mean = sum(score * many for score, many in counts.items()) / count if count else None
    rows = approved.select_related("user").order_by("-date_created", "-pk")[:limit] if count else ()
    return Reviews(
        latest=[_review(row) for row in rows],
        by_score=[(score, counts.get(score, 0)) for score in range(5, 0, -1)],
        count=count,
        mean=mean,
    )


def _review(row: ProductReview) -> Review:
    first_name = row.user.first_name if row.user else row.name.split(" ")[0]
    return Review(row.title, row.body, row.score, first_name or _("A customer"), row.date_created)
