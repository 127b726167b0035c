"""What the pages of stock show of levels: what comes, what it is worth, what it cost."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from .models import CostEntry, ProductCost, ScheduledReceipt, StockLevel

AVAILABLE = F("on_hand") - F("allocated") - F("held") - F("safety_stock")
OWNED = F("on_hand") + F("quarantined") + F("displayed") + F("in_transit")


@dataclass(frozen=True, slots=True)
class Expected:
    """Units that a source outside still brings to a location, and by when if that is known."""

    location_id: int
    quantity: int
    due_date: date | None
    source_kind: str
    source_id: str


def with_figures(levels: QuerySet[StockLevel]) -> QuerySet[StockLevel]:
    """Add to each level what is `to_sell`, `coming` (on its way and ordered), its `unit_cost` and `value`."""
    scheduled = ScheduledReceipt.objects.filter(product=OuterRef("product"), location=OuterRef("location"))
    ordered = scheduled.order_by().values("product").annotate(units=Sum("quantity")).values("units")
    worth = DecimalField(max_digits=20, decimal_places=2)
    return levels.annotate(
        to_sell=AVAILABLE,
        coming=F("in_transit") + Coalesce(Subquery(ordered), 0),
        unit_cost=F("product__stock_cost__average"),
        value=ExpressionWrapper(OWNED * F("product__stock_cost__average"), output_field=worth),
    )


def expected_at(*, product_id: int, location_ids: Collection[int]) -> list[Expected]:
    """Return what is expected of the product from outside at these locations, the soonest first."""
    rows = ScheduledReceipt.objects.filter(product_id=product_id, location_id__in=location_ids)
    fields = ("location_id", "quantity", "due_date", "source_kind", "source_id")
    return [
        Expected(*row) for row in rows.order_by(F("due_date").asc(nulls_last=True), "pk").values_list(*fields)
    ]


def average_cost(*, product_id: int) -> Decimal | None:
    """Return what a unit of the product costs on average now, in the company's currency; None if unknown."""
    return ProductCost.objects.filter(product_id=product_id).values_list("average", flat=True).first()


def costs_of(*, product_id: int) -> QuerySet[CostEntry]:
    """Return everything that moved the product's average cost, the newest first."""
    return (
        CostEntry.objects.filter(product_id=product_id)
        .select_related("actor")
        .order_by("-recorded_at", "-pk")
    )
