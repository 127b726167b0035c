"""Choose my shop: a page of its own, or a dialog where there is script."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.channels.geography import Point, parse_point
from apps.core import clock

from .. import availability
from ..goods import Goods, describe
from ..redirects import safe_next
from ..requests import asks_for_part
from .choice import chosen_shop, forget_shop, remember_shop
from .near import find_place, list_shops
from .selectors import shops


@require_http_methods(["GET", "HEAD", "POST"])
def choose_shop(request: HttpRequest) -> HttpResponse:
    """List the shops, nearest first where one says from where; remember the one that is chosen."""
    return _choose(request) if request.method == "POST" else _list(request)


def _choose(request: HttpRequest) -> HttpResponse:
    response = redirect(safe_next(request, reverse("storefront:choose-shop")))
    code = request.POST.get("shop", "")
    shop = next((shop for shop in shops() if shop.code == code), None)
    if shop:
        remember_shop(response, shop)
        messages.success(request, _("%(shop)s is your shop now.") % {"shop": shop.name})
    elif code:
        messages.error(request, _("We have no such shop. Choose one of the list."))
    else:
        forget_shop(response)
    return response


def _list(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("place", "").strip()[:80]
    origin, place, unknown = _origin(request, text)
    product = _product(request.GET.get("product", ""))
    at = clock.now()
    stock = (
        availability.of(product_ids=[product.product_id], at=at)[product.product_id].pickup
        if product
        else None
    )
    context = {
        "rows": list_shops(at=at, origin=origin, stock=stock),
        "asked": text,
        "place": place,
        "unknown": unknown,
        "product": product,
        "chosen": chosen_shop(request),
        "next": safe_next(request, ""),
    }
    partial = asks_for_part(request, "shops")
    template = "storefront/shops/dialog.html" if partial else "storefront/shops/choose.html"
    return render(request, template, context)


def _origin(request: HttpRequest, text: str) -> tuple[Point | None, str, bool]:
    """Return from where distances are counted, what that place is called, and whether what was typed is unknown."""
    here = parse_point(request.GET.get("lat", ""), request.GET.get("lng", ""))
    if here:
        return here, _("where you are"), False
    if not text:
        return None, "", False
    town = find_place(text)
    return (town.point, town.name, False) if town else (None, "", True)


def _product(text: str) -> Goods | None:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    found = describe(product_ids=[int(text)]).get(int(text))
    return found if found and found.for_sale else None
