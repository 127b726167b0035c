"""Stock levels: the list, and the card of one product."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.core import clock
from apps.stock.selectors import levels_for

from ..shell.access import StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.listing import listing, wants_export
from ..shell.names import name_of, names_of
from ..shell.pages import show
from ..shell.pictures import add_pictures
from .filters import AVAILABLE, LevelFilter
from .item import card_of

SORTS = {
    "name": ["product__title", "product__sku"],
    "sku": ["product__sku"],
    "location": ["location__name", "product__sku"],
    "on_hand": ["on_hand"],
    "available": ["to_sell"],
}
VIEWS = [
    ("", gettext_lazy("All")),
    ("state=low", gettext_lazy("Low")),
    ("state=none", gettext_lazy("Nothing to sell")),
    ("state=below-zero", gettext_lazy("Below zero")),
]
COLUMNS: list[Column] = [
    (gettext_lazy("SKU"), lambda level: level.product.sku),
    (gettext_lazy("Product"), lambda level: name_of(level.product)),
    (gettext_lazy("Location"), lambda level: level.location.name),
    (gettext_lazy("On hand"), lambda level: level.on_hand),
    (gettext_lazy("Promised"), lambda level: level.allocated),
    (gettext_lazy("Held"), lambda level: level.held),
    (gettext_lazy("Safety stock"), lambda level: level.safety_stock),
    (gettext_lazy("To sell"), lambda level: level.to_sell),
]


def tone_of(level: Any) -> str:
    """Return in which tone the level's figure to sell is shown."""
    if level.on_hand < 0 or level.to_sell <= 0:
        return "bad"
    low = level.low_stock_threshold
    return "warn" if low is not None and level.to_sell <= low else ""


@staff_only("stock.view")
def level_list(request: StaffRequest) -> HttpResponseBase:
    """List what lies at one's own locations."""
    levels = levels_for(rights=request.staff.sight).select_related("product__parent")
    found = listing(
        request,
        _with_available(levels),
        filters=LevelFilter,
        sorts=SORTS,
        default_sort="name",
        per_page=50,
    )
    if wants_export(request):
        return csv_answer("stock", COLUMNS, found.rows.iterator(chunk_size=500))
    names = names_of([level.product for level in found.page])
    rows = [{"level": level, "name": names[level.product_id], "tone": tone_of(level)} for level in found.page]
    context = {
        "list": found,
        "rows": rows,
        "views": [(f"?{query}", title, request.GET.get("state", "") == query[6:]) for query, title in VIEWS],
        "placeholder": _("Name, SKU, barcode"),
    }
    return show(request, "backoffice/stock/list.html", context, parts={"list": "backoffice/stock/rows.html"})


def _with_available(levels: Any) -> Any:
    return levels.annotate(to_sell=AVAILABLE)


@staff_only("stock.view")
def item(request: StaffRequest, key: int) -> HttpResponse:
    """Show one product's stock; a parent leads to the list of its variants."""
    product = get_object_or_404(Product.objects.select_related("parent"), pk=key)
    if product.structure == Product.PARENT:
        return redirect(f"{reverse('backoffice:stock')}?{urlencode({'q': product.title})}")
    context = card_of(product=product, staff=request.staff, at=clock.now(), page=request.GET.get("page"))
    add_pictures([product])
    context |= {
        "name": names_of([product])[product.pk],
        "can_adjust": request.staff.can("stock.adjust"),
        "can_transfer": request.staff.can("stock.transfer"),
    }
    parts = {"movements": "backoffice/stock/movements.html", "item": "backoffice/stock/item_body.html"}
    return show(request, "backoffice/stock/item.html", context, parts=parts)
