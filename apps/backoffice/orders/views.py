"""Orders: the list and the page of one."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..shell.access import StaffRequest, staff_only
from ..shell.export import BATCH, Column, file_answer
from ..shell.listing import listing, wants_export
from ..shell.pages import show
from ..shell.saved import views_of
from .detail import detail_of
from .filters import OrderFilter
from .reach import orders_in_reach
from .selectors import Row, row_of, with_rows

SECTION = "orders"
SORTS = {"placed": ["date_placed"], "number": ["number"], "total": ["total_incl_tax"]}
VIEWS = [
    ("", gettext_lazy("All")),
    ("work=to-pick", gettext_lazy("To pick")),
    ("work=ready", gettext_lazy("Ready")),
    ("work=late", gettext_lazy("Late")),
    ("status=awaiting-payment", gettext_lazy("Awaiting payment")),
]
COLUMNS: list[Column] = [
    (gettext_lazy("Order"), lambda row: row.order.number),
    (gettext_lazy("Placed"), lambda row: row.order.date_placed),
    (gettext_lazy("Business date"), lambda row: row.order.business_date),
    (gettext_lazy("Customer"), lambda row: row.customer),
    (gettext_lazy("E-mail"), lambda row: row.order.email),
    (gettext_lazy("Channel"), lambda row: row.order.channel.name),
    (gettext_lazy("Getting it"), lambda row: row.ways),
    (gettext_lazy("State"), lambda row: row.state.words),
    (gettext_lazy("Payment"), lambda row: row.payment.words if row.payment else ""),
    (gettext_lazy("Total"), lambda row: row.order.total_incl_tax),
    (gettext_lazy("Currency"), lambda row: row.order.currency),
]


@staff_only("orders.view")
def order_list(request: StaffRequest) -> HttpResponseBase:
    """List the orders of one's own locations."""
    found = listing(
        request,
        with_rows(orders_in_reach(request.staff.sight)),
        filters=OrderFilter,
        sorts=SORTS,
        default_sort="-placed",
    )
    if wants_export(request):
        exported = map(row_of, found.rows.iterator(chunk_size=BATCH))
        return file_answer(request.GET["export"], "orders", COLUMNS, exported)
    rows: list[Row] = [row_of(order) for order in found.page]
    views = [(f"?{query}", title, _is_current(request, query)) for query, title in VIEWS]
    context = {
        "list": found,
        "rows": rows,
        "views": views,
        "saved": views_of(user=request.staff.user, section=SECTION, asked=request.GET),
        "section": SECTION,
        "placeholder": _("Number, name, phone, product"),
        "may_work": request.staff.can("fulfilment.work"),
    }
    return show(
        request, "backoffice/orders/list.html", context, parts={"list": "backoffice/orders/rows.html"}
    )


def _is_current(request: StaffRequest, query: str) -> bool:
    asked = request.GET.copy()
    for name in ("page", "sort", "q"):
        asked.pop(name, None)
    return "&".join(f"{key}={value}" for key, value in asked.items() if value) == query


@staff_only("orders.view")
def order_page(request: StaffRequest, number: str) -> HttpResponse:
    """Show one order: goods on their ways, money, customer, timeline, and what can be done."""
    order = get_object_or_404(orders_in_reach(request.staff.rights), number=number)
    context = detail_of(order=order, staff=request.staff)
    return show(
        request, "backoffice/orders/detail.html", context, parts={"order": "backoffice/orders/body.html"}
    )


@staff_only("orders.view")
def by_key(request: StaffRequest, key: int) -> HttpResponse:
    """Go to the order that another page knows by its key."""
    order = get_object_or_404(orders_in_reach(request.staff.rights), pk=key)
    return redirect("backoffice:order", number=order.number)
