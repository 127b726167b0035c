"""Stock levels: the list, and the card of one product."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.names import name_of, names_of
from apps.core import clock
from apps.stock.cards import with_figures
from apps.stock.selectors import levels_for

from ..shell.access import Staff, StaffRequest, staff_only
from ..shell.export import Column, file_answer
from ..shell.listing import listing, wants_export
from ..shell.pages import show
from ..shell.pictures import add_pictures
from ..shell.saved import views_of
from .bundle import bundle_card, bundles_like
from .filters import LevelFilter
from .item import card_of

SORTS = {
    "name": ["product__title", "product__sku"],
    "sku": ["product__sku"],
    "location": ["location__name", "product__sku"],
    "on_hand": ["on_hand"],
    "available": ["to_sell"],
    "coming": ["coming"],
    "value": ["value"],
    "shelf": ["shelf", "product__sku"],
}
VIEWS = [
    ("", gettext_lazy("All")),
    ("state=low", gettext_lazy("Low")),
    ("state=none", gettext_lazy("Nothing to sell")),
    ("state=below-zero", gettext_lazy("Below zero")),
    ("state=coming", gettext_lazy("Coming")),
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
    (gettext_lazy("Quarantine"), lambda level: level.quarantined),
    (gettext_lazy("Display"), lambda level: level.displayed),
    (gettext_lazy("Coming"), lambda level: level.coming),
    (gettext_lazy("Low stock from"), lambda level: level.low_stock_threshold),
    (gettext_lazy("Shelf"), lambda level: level.shelf),
]
WORTH: list[Column] = [
    (gettext_lazy("Average cost"), lambda level: level.unit_cost),
    (gettext_lazy("Value"), lambda level: level.value),
]
SECTION = "stock"


def sees_costs(staff: Staff) -> bool:
    """Tell whether the person may know what goods cost: those who buy, and those who see the day's figures."""
    return staff.can("purchasing.manage") or staff.can("dashboard.view")


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
        with_figures(levels),
        filters=LevelFilter,
        sorts=SORTS,
        default_sort="name",
        per_page=50,
    )
    with_costs = sees_costs(request.staff)
    if wants_export(request):
        columns = COLUMNS + (WORTH if with_costs else [])
        return file_answer(request.GET["export"], "stock", columns, found.rows.iterator(chunk_size=500))
    names = names_of([level.product for level in found.page])
    rows = [{"level": level, "name": names[level.product_id], "tone": tone_of(level)} for level in found.page]
    saved = views_of(user=request.staff.user, section=SECTION, asked=request.GET)
    context = {
        "list": found,
        "rows": rows,
        "views": [(f"?{query}", title, request.GET.get("state", "") == query[6:]) for query, title in VIEWS],
        "saved": saved,
        "section": SECTION,
        "with_costs": with_costs,
        "currency": settings.OSCAR_DEFAULT_CURRENCY,
        "may_limit": request.staff.can("stock.adjust"),
        "placeholder": _("Name, SKU, barcode, shelf"),
        "bundles": bundles_like(found.search) if found.search else {},
    }
    return show(request, "backoffice/stock/list.html", context, parts={"list": "backoffice/stock/rows.html"})


@staff_only("stock.view")
def item(request: StaffRequest, key: int) -> HttpResponse:
    """Show one product's stock; a parent leads to the list of its variants."""
    product = get_object_or_404(Product.objects.select_related("parent"), pk=key)
    if product.structure == Product.PARENT:
        return redirect(f"{reverse('backoffice:stock')}?{urlencode({'q': product.title})}")
    card = _bundle(request, product) or _goods(request, product)
    add_pictures([product])
    context = card | {"product": product, "name": names_of([product])[product.pk]}
    parts = {"movements": "backoffice/stock/movements.html", "item": context["body"]}
    return show(request, "backoffice/stock/item.html", context, parts=parts)


def _bundle(request: StaffRequest, product: Product) -> dict[str, Any]:
    card = bundle_card(product=product, staff=request.staff, at=clock.now())
    return card and card | {"body": "backoffice/stock/bundle_body.html"}


def _goods(request: StaffRequest, product: Product) -> dict[str, Any]:
    staff = request.staff
    card = card_of(
        product=product,
        staff=staff,
        at=clock.now(),
        asked=request.GET.dict(),
        with_costs=sees_costs(staff),
    )
    return card | {
        "body": "backoffice/stock/item_body.html",
        "can_transfer": staff.can("stock.transfer"),
    }
