"""The basket: looked at, filled, changed, emptied. A page without script, parts of it with."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, trigger_client_event

from apps.core import clock
from apps.core.errors import DomainError

from .. import shelves
from ..baskets.changes import NoPickupThere, add_to_basket, change_line, parse_quantity, remove_line
from ..baskets.review import review_basket
from ..checkout.state import order_awaiting_payment
from ..goods import describe
from ..numbers import parse_key
from ..redirects import safe_next
from ..requests import ShopRequest, person
from ..shops.choice import chosen_shop
from ..shops.selectors import Place, places

DELIVERY = "delivery"


@require_safe
def summary(request: ShopRequest) -> HttpResponse:
    """Show what is in the basket and what it comes to."""
    return _page(request)


@require_POST
def add(request: ShopRequest, pk: int) -> HttpResponse:
    """Put a product into the basket."""
    try:
        quantity = parse_quantity(request.POST.get("quantity", "1"))
        line = add_to_basket(
            basket=request.basket,
            owner=person(request),
            product_id=pk,
            quantity=quantity,
            location_id=_location(request.POST.get("way", DELIVERY)),
            at=clock.now(),
        )
    except DomainError as refusal:
        if request.htmx:
            return trigger_client_event(
                reswap(HttpResponse(), "none"), "toast", {"text": str(refusal), "bad": True}
            )
        messages.error(request, str(refusal))
        return redirect(safe_next(request, reverse("basket:summary")))
    if request.htmx:
        goods = describe(product_ids=[pk]).get(pk)
        return render(
            request, "storefront/basket/added.html", {"goods": goods, "quantity": quantity, "line": line}
        )
    messages.success(request, ngettext("It is in your basket.", "They are in your basket.", quantity))
    return redirect("basket:summary")


@require_POST
def change(request: ShopRequest, line_id: int) -> HttpResponse:
    """Set how many of a line are wanted, and in which way."""

    def act() -> None:
        change_line(
            basket=request.basket,
            line_id=line_id,
            quantity=parse_quantity(request.POST.get("quantity", "")),
            location_id=_location(request.POST.get("way", DELIVERY)),
            at=clock.now(),
        )

    return _acted(request, act)


@require_POST
def remove(request: ShopRequest, line_id: int) -> HttpResponse:
    """Take a line out."""
    return _acted(request, lambda: remove_line(basket=request.basket, line_id=line_id))


def _acted(request: ShopRequest, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    if request.htmx:
        return _page(request, partial=True)
    return redirect("basket:summary")


def _page(request: ShopRequest, *, partial: bool = False) -> HttpResponse:
    shop = chosen_shop(request)
    review = review_basket(basket=request.basket, at=clock.now())
    context = {
        "review": review,
        "pickup_places": _pickup_places(shop),
        "waiting_order": order_awaiting_payment(request),
    }
    if partial:
        return render(request, "storefront/basket/contents_swap.html", context)
    context["popular"] = shelves.popular(limit=4, shop=shop)
    return render(request, "storefront/basket/summary.html", context)


def _pickup_places(shop: Place | None) -> list[Place]:
    """Return where things can be collected, the visitor's own shop first."""
    offering = [place for place in places() if place.offers_pickup]
    return sorted(offering, key=lambda place: (place != shop, place.name))


def _location(way: str) -> int | None:
    """Return the shop that a way of getting names, None for delivery. Raises NoPickupThere for neither."""
    if way == DELIVERY:
        return None
    location_id = parse_key(way)
    if location_id is None:
        raise NoPickupThere
    return location_id
