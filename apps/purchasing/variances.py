"""By how much goods cost more or less than was ordered, split into its causes."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from apps.accounts.rights import Rights
from apps.stock.incoming import uncarried_costs

from .models import GoodsReceiptLine, InvoicedPrice
from .selectors import ACT

MOST = 500
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Variance:
    """What a receipt's line cost more (or less, if negative) than ordered, in the company's currency.

    With n units ordered at price p and rate r, received or invoiced at price p' and rate r':
    by price n (p' - p) r', by rate n p (r' - r); together what was paid less what was ordered.
    `uncarried` is what of later costs came when the goods were gone already.
    """

    line: GoodsReceiptLine
    ordered_price: Decimal
    paid_price: Decimal
    by_price: Decimal
    by_rate: Decimal
    uncarried: Decimal


def variances(*, rights: Rights) -> list[Variance]:
    """Return the latest lines that cost another amount than ordered, at locations where the person buys."""
    lines = list(rights.scope(_differing(), act=ACT, location_field="receipt__location")[:MOST])
    uncarried = _uncarried(lines)
    return [_variance(line, uncarried[line.pk]) for line in lines]


def _differing() -> QuerySet[GoodsReceiptLine]:
    latest = InvoicedPrice.objects.filter(line=OuterRef("pk")).order_by("-pk")
    other_price = Q(invoiced_price__isnull=False) & ~Q(invoiced_price=F("order_line__unit_price"))
    lines = GoodsReceiptLine.objects.annotate(invoiced_price=Subquery(latest.values("unit_price")[:1]))
    return (
        lines.filter(
            other_price
            | Q(order_line__isnull=False) & ~Q(unit_price=F("order_line__unit_price"))
            | Q(order_line__isnull=False) & ~Q(receipt__rate=F("order_line__order__rate"))
        )
        .select_related("receipt__supplier", "receipt__location", "product__parent", "order_line__order")
        .order_by("-receipt__received_at", "-pk")
    )


def _variance(line: GoodsReceiptLine, uncarried: Decimal) -> Variance:
    order_line = line.order_line
    invoiced: Decimal | None = getattr(line, "invoiced_price", None)
    paid = line.unit_price if invoiced is None else invoiced
    price = order_line.unit_price if order_line else line.unit_price
    rate = (order_line.order.rate if order_line else None) or line.receipt.rate
    return Variance(
        line=line,
        ordered_price=price,
        paid_price=paid,
        by_price=(line.units * (paid - price) * line.receipt.rate).quantize(CENT),
        by_rate=(line.units * price * (line.receipt.rate - rate)).quantize(CENT),
        uncarried=uncarried,
    )


def _uncarried(lines: list[GoodsReceiptLine]) -> dict[int, Decimal]:
    """Return by line what of its invoices and costs on top no goods carry any more."""
    invoices = dict(InvoicedPrice.objects.filter(line__in=lines).values_list("pk", "line_id").order_by("pk"))
    found: dict[int, Decimal] = defaultdict(Decimal)
    for key, amount in uncarried_costs(source_kind="invoiced-price", source_ids=map(str, invoices)).items():
        found[invoices[int(key)]] += amount
    return found
