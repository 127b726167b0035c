"""Purchase orders: the list, one of them, and a draft being written."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, F, Min, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.names import names_of
from apps.purchasing.choices import EXPECTED, RECEIVABLE, OrderState
from apps.purchasing.models import PurchaseOrder, PurchaseOrderLine
from apps.purchasing.selectors import ACT, RECEIVE, orders_for, sources
from apps.purchasing.services.sending import is_below_minimum
from apps.purchasing.terms import offer
from apps.purchasing.words import next_break_words, rounding_words

from ..shell.access import Staff, StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.listing import listing, wants_export
from ..shell.pages import show
from ..shell.pictures import add_pictures
from .filters import PurchaseFilter
from .timeline import happenings

VIEWS = [
    ("", gettext_lazy("All")),
    ("state=draft", gettext_lazy("Drafts")),
    ("state=sent", gettext_lazy("Sent")),
    ("state=partly-received", gettext_lazy("Partly received")),
    ("late=on", gettext_lazy("Late")),
]
SORTS = {
    "drafted": ["created_at"],
    "code": ["code"],
    "supplier": ["supplier__name"],
    "expected": ["expected"],
}
COLUMNS: list[Column] = [
    (gettext_lazy("Order"), lambda row: row.code),
    (gettext_lazy("Supplier"), lambda row: row.supplier.name),
    (gettext_lazy("Location"), lambda row: row.location.name),
    (gettext_lazy("State"), lambda row: row.get_state_display()),
    (gettext_lazy("Drafted"), lambda row: row.created_at),
    (gettext_lazy("Sent"), lambda row: row.sent_at),
    (gettext_lazy("Expected"), lambda row: row.expected),
    (gettext_lazy("Products"), lambda row: row.products),
    (gettext_lazy("Units"), lambda row: row.units),
    (gettext_lazy("Received"), lambda row: row.came),
    (gettext_lazy("Total"), lambda row: row.total),
    (gettext_lazy("Currency"), lambda row: row.currency),
]


def with_sums(orders: QuerySet[PurchaseOrder]) -> QuerySet[PurchaseOrder]:
    """Add to each order how much is on it, what came, what it costs and when the next of it is expected."""
    lines = PurchaseOrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    wanted = F("quantity") - F("cancelled")
    still = lines.filter(quantity__gt=F("received") + F("cancelled"))
    return orders.annotate(
        products=Subquery(lines.annotate(of=Count("pk")).values("of")),
        units=Subquery(lines.annotate(of=Sum("quantity")).values("of")),
        came=Subquery(lines.annotate(of=Sum("received")).values("of")),
        total=Subquery(lines.annotate(of=Sum(wanted * F("unit_price"))).values("of")),
        expected=Subquery(
            still.annotate(of=Min("expected_date")).values("of"), output_field=DateField(null=True)
        ),
    )


@staff_only(ACT)
def order_list(request: StaffRequest) -> HttpResponseBase:
    """List the purchase orders for one's own locations."""
    orders = with_sums(orders_for(rights=request.staff.sight))
    found = listing(request, orders, filters=PurchaseFilter, sorts=SORTS, default_sort="-drafted")
    if wants_export(request):
        return csv_answer("purchase-orders", COLUMNS, found.rows.iterator(chunk_size=500))
    context = {
        "list": found,
        "rows": list(found.page),
        "views": [(f"?{query}", title, _is_current(request, query)) for query, title in VIEWS],
        "today": timezone.localdate(),
        "placeholder": _("Order, supplier, SKU, delivery note"),
        "places": [place for place in request.staff.places if request.staff.can(ACT, place.pk)],
    }
    parts = {"list": "backoffice/purchasing/order_rows.html"}
    return show(request, "backoffice/purchasing/orders.html", context, parts=parts)


def _is_current(request: StaffRequest, query: str) -> bool:
    asked = request.GET.copy()
    for name in ("page", "sort", "q"):
        asked.pop(name, None)
    return "&".join(f"{key}={value}" for key, value in asked.items() if value) == query


@staff_only(ACT)
def order_page(request: StaffRequest, code: str) -> HttpResponse:
    """Show one purchase order and what comes next for it."""
    order = mine(request, code)
    parts = {"order": "backoffice/purchasing/order_body.html"}
    return show(request, "backoffice/purchasing/order.html", order_context(request.staff, order), parts=parts)


def mine(request: StaffRequest, code: str) -> PurchaseOrder:
    """Return the order if it is for one of the person's locations, else 404."""
    return get_object_or_404(orders_for(rights=request.staff.rights), code=code)


def order_context(staff: Staff, order: PurchaseOrder) -> dict[str, Any]:
    """Return what the page of an order shows."""
    lines = list(order.lines.select_related("product__parent").order_by("pk"))
    names = names_of([line.product for line in lines])
    add_pictures(line.product for line in lines)
    hints = _hints(order, lines) if order.state == OrderState.DRAFT else {}
    for line in lines:
        line.order = order
        line.price_text = number_format(line.unit_price.normalize())  # type: ignore[attr-defined]
    total = sum((line.total for line in lines), Decimal(0))
    return {
        "order": order,
        "lines": [(line, names[line.product_id], hints.get(line.product_id, [])) for line in lines],
        "total": total,
        "is_small": is_below_minimum(order=order),
        "units": sum(line.quantity - line.cancelled for line in lines),
        "open": sum(line.open_quantity for line in lines) if order.state in EXPECTED else 0,
        "today": timezone.localdate(),
        "receipts": order.receipts.select_related("received_by").order_by("-received_at", "-pk"),
        "events": happenings(f"purchase-order:{order.pk}"),
        "is_draft": order.state == OrderState.DRAFT,
        "is_expected": order.state in EXPECTED,
        "may_receive": order.state in RECEIVABLE and staff.can(RECEIVE, order.location_id),
        "may_cancel": order.state in (OrderState.DRAFT, OrderState.SENT),
        "may_close": order.state in (OrderState.PARTLY_RECEIVED, OrderState.RECEIVED),
        "may_send_again": order.state in RECEIVABLE,
    }


def _hints(order: PurchaseOrder, lines: list[PurchaseOrderLine]) -> dict[int, list[str]]:
    """Say of each line of a draft what the supplier's terms make of it."""
    keys = [line.product_id for line in lines]
    sold = sources(product_ids=keys, day=timezone.localdate(), supplier_id=order.supplier_id)
    hints = {}
    for line in lines:
        if line.product_id not in sold:
            hints[line.product_id] = [_("No price is agreed.")]
            continue
        made = offer(terms=sold[line.product_id][0].terms, wanted=line.quantity)
        words = (rounding_words(offer=made), next_break_words(offer=made, currency=order.currency))
        hints[line.product_id] = [each for each in words if each]
    return hints
