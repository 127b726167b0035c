"""Who sells what on which terms, what is on order, what has come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from apps.accounts.rights import Rights

from .choices import EXPECTED, RECEIVABLE
from .models import (
    ExchangeRate,
    GoodsReceipt,
    PriceBreak,
    PurchaseOrder,
    PurchaseOrderLine,
    Supplier,
    SupplierAgreement,
)
from .terms import Break, Offer, Terms, offer
from .types import Source

ACT = "purchasing.manage"
RECEIVE = "stock.receive"


def company_currency() -> str:
    """Return the currency that costs are kept in."""
    return str(settings.BOTTEGA_MERCHANT["currency"])


def rate_on(*, currency: str, day: date) -> Decimal | None:
    """Return what a unit of the currency is worth in the company's on the day; None where nobody has said."""
    return rates_on(currencies=[currency], day=day).get(currency)


def rates_on(*, currencies: Collection[str], day: date) -> dict[str, Decimal]:
    """Return the rates of those of the currencies that have one on the day."""
    known = (
        ExchangeRate.objects.filter(currency__in=currencies, valid_from__lte=day)
        .order_by("currency", "-valid_from")
        .distinct("currency")
        .values_list("currency", "rate")
    )
    return {**dict(known), company_currency(): Decimal(1)}


def suppliers() -> QuerySet[Supplier]:
    """Return all suppliers with how many products they sell now and how many orders wait for goods."""
    return Supplier.objects.annotate(
        products=Count("agreements__product", distinct=True),
        waiting=Count("orders", filter=Q(orders__state__in=EXPECTED), distinct=True),
    )


def agreements_of(*, supplier_id: int) -> QuerySet[SupplierAgreement]:
    """Return the supplier's agreements with their price breaks, by product, newest first."""
    breaks = Prefetch("breaks", queryset=PriceBreak.objects.order_by("minimum_quantity"))
    agreements = SupplierAgreement.objects.filter(supplier_id=supplier_id)
    return (
        agreements.select_related("product__parent")
        .prefetch_related(breaks)
        .order_by("product__sku", "product_id", "-valid_from")
    )


def sources(
    *, product_ids: Collection[int], day: date, supplier_id: int | None = None
) -> dict[int, list[Source]]:
    """Return who sells each of the products on the day, preferred ones first; two queries."""
    valid = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    agreements = SupplierAgreement.objects.filter(
        valid, product_id__in=product_ids, valid_from__lte=day, supplier__is_active=True
    ).select_related("supplier")
    if supplier_id is not None:
        agreements = agreements.filter(supplier_id=supplier_id)
    found: dict[int, list[Source]] = defaultdict(list)
    for agreement in agreements.prefetch_related("breaks").order_by("-is_preferred", "supplier_id"):
        found[agreement.product_id].append(source_of(agreement))
    return dict(found)


def source_of(agreement: SupplierAgreement) -> Source:
    """Return the agreement as what its supplier sells the product on; `supplier` and `breaks` fetched before."""
    supplier = agreement.supplier
    return Source(
        agreement_id=agreement.pk,
        supplier_id=supplier.pk,
        product_id=agreement.product_id,
        terms=terms_of(agreement),
        currency=supplier.currency,
        lead_days=supplier.lead_days if agreement.lead_days is None else agreement.lead_days,
        supplier_sku=agreement.supplier_sku,
        is_preferred=agreement.is_preferred,
    )


def terms_of(agreement: SupplierAgreement) -> Terms:
    """Return the agreement's terms for the arithmetic."""
    breaks = [Break(each.minimum_quantity, each.unit_price) for each in agreement.breaks.all()]
    return Terms(breaks, agreement.pack_size, agreement.minimum_quantity)


def best_source(
    *,
    candidates: Sequence[Source],
    quantity: int,
    rates: Mapping[str, Decimal],
    missed: Callable[[Source], Decimal] = lambda _source: Decimal(0),
) -> tuple[Source, Offer] | None:
    """Return from whom so many are best bought: the preferred supplier, else the cheapest, else the quickest.

    What goods cost includes what is `missed` until they come, in the company's currency. A supplier whose currency
    has no rate comes after those that can be compared.
    """
    offers = [(each, offer(terms=each.terms, wanted=quantity)) for each in candidates]
    if not offers:
        return None

    def rank(found: tuple[Source, Offer]) -> tuple[bool, bool, Decimal, int, int]:
        source, made = found
        rate = rates.get(source.currency)
        cost = made.quantity * made.unit_price * (rate or 1) + missed(source)
        return not source.is_preferred, rate is None, cost, source.lead_days, source.supplier_id

    return min(offers, key=rank)


def orders_for(*, rights: Rights, act: str = ACT) -> QuerySet[PurchaseOrder]:
    """Return the purchase orders for locations where the person may do this, with supplier and location."""
    return rights.scope(PurchaseOrder.objects.select_related("supplier", "location"), act=act)


def receivable_for(*, rights: Rights) -> QuerySet[PurchaseOrder]:
    """Return the orders whose goods the person may receive, with what is still to come."""
    orders = orders_for(rights=rights, act=RECEIVE).filter(state__in=RECEIVABLE)
    still = Q(lines__quantity__gt=F("lines__received") + F("lines__cancelled"))
    left = F("lines__quantity") - F("lines__received") - F("lines__cancelled")
    return orders.annotate(units_open=Sum(left, filter=still))


def receipts_for(*, rights: Rights) -> QuerySet[GoodsReceipt]:
    """Return the receipts at locations where the person buys, with supplier, location and order."""
    receipts = GoodsReceipt.objects.select_related("supplier", "location", "order", "received_by")
    return rights.scope(receipts, act=ACT)


def open_lines(*, order: PurchaseOrder) -> QuerySet[PurchaseOrderLine]:
    """Return the lines of which something is still to come."""
    return order.lines.filter(quantity__gt=F("received") + F("cancelled"))
