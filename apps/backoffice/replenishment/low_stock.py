"""What is low: the list of open alerts, and getting the goods in one click."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.names import name_of, names_of
from apps.core import clock
from apps.core.errors import DomainError
from apps.purchasing.services.deciding import Accepted
from apps.purchasing.services.restocking import order_low, send_to_low
from apps.stock.thresholds import LowStockAlert, alerts_for, low_levels
from apps.stock.types import LevelKey

from ..shell.access import DO, StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.listing import listing, wants_export
from ..shell.pages import done, refused, show, way_back
from .deciding import drafted_in_words
from .filters import AlertFilter

SEE, BUY, SEND = "stock.view", "purchasing.manage", "stock.transfer"
MOST = 200
SORTS = {
    "since": ["-opened_at", "product__sku"],
    "name": ["product__title", "product__sku"],
    "location": ["location__name", "product__sku"],
}
COLUMNS: list[Column] = [
    (gettext_lazy("SKU"), lambda alert: alert.product.sku),
    (gettext_lazy("Product"), lambda alert: name_of(alert.product)),
    (gettext_lazy("Location"), lambda alert: alert.location.name),
    (gettext_lazy("Available"), lambda alert: alert.available),
    (gettext_lazy("Low from"), lambda alert: alert.threshold),
    (gettext_lazy("Since"), lambda alert: alert.opened_at),
]


@staff_only(SEE)
def alert_list(request: StaffRequest) -> HttpResponseBase:
    """List what is low at one's own locations, with the figures of now."""
    found = listing(
        request,
        alerts_for(rights=request.staff.sight),
        filters=AlertFilter,
        sorts=SORTS,
        default_sort="since",
        per_page=50,
    )
    if wants_export(request):
        return csv_answer("low-stock", COLUMNS, found.rows.iterator(chunk_size=500))
    alerts = list(found.page)
    now = {
        (low.product_id, low.location_id): low
        for low in low_levels(keys=[(alert.product_id, alert.location_id) for alert in alerts])
    }
    names = names_of([alert.product for alert in alerts])
    context = {
        "list": found,
        "rows": [
            {
                "alert": alert,
                "name": names[alert.product_id],
                "now": now.get((alert.product_id, alert.location_id)),
            }
            for alert in alerts
        ],
        "placeholder": _("Name, SKU, barcode"),
        "may_buy": request.staff.can(BUY),
        "may_send": request.staff.can(SEND),
    }
    return show(
        request,
        "backoffice/replenishment/low.html",
        context,
        parts={"list": "backoffice/replenishment/low_rows.html"},
    )


@staff_only(SEE, methods=DO)
def act(request: StaffRequest) -> HttpResponse:
    """Draft orders for the chosen, or transfers to them."""
    back = way_back(request, reverse("backoffice:low-stock"))
    by_transfer = request.POST.get("act") == "send"
    keys = _chosen(request, SEND if by_transfer else BUY)
    try:
        accepted, left = _send(request, keys) if by_transfer else _order(request, keys)
    except DomainError as reason:
        return refused(request, back, reason)
    if left:
        words = _("No location has enough over: %(names)s.") if by_transfer else _("Nobody sells: %(names)s.")
        messages.warning(request, words % {"names": _skus(left)})
    return done(request, back, drafted_in_words(accepted))


def _order(request: StaffRequest, keys: list[LevelKey]) -> tuple[Accepted, list[int]]:
    drafted = order_low(keys=keys, actor=request.staff.user, at=clock.now())
    return Accepted(orders=drafted.orders), drafted.without_supplier


def _send(request: StaffRequest, keys: list[LevelKey]) -> tuple[Accepted, list[int]]:
    origins = [place.pk for place in request.staff.places if request.staff.can(SEND, place.pk)]
    sent = send_to_low(keys=keys, origin_ids=origins, actor=request.staff.user, at=clock.now())
    return Accepted(transfers=sent.transfers), sent.nowhere_over


def _chosen(request: StaffRequest, act_needed: str) -> list[LevelKey]:
    """Return the levels of the chosen alerts where the person may do this."""
    keys = [int(key) for key in request.POST.getlist("chosen")[:MOST] if key.isdecimal() and len(key) < 15]
    open_ones = LowStockAlert.objects.filter(pk__in=keys, closed_at__isnull=True)
    mine = request.staff.rights.scope(open_ones, act=act_needed)
    return list(mine.values_list("product_id", "location_id"))


def _skus(product_ids: list[int]) -> str:
    found = Product.objects.filter(pk__in=product_ids[:20]).order_by("sku")
    return ", ".join(sku or "" for sku in found.values_list("sku", flat=True))
