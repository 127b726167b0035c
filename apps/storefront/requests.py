"""Requests as the shop's views meet them, after the middleware has added to them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from apps.accounts.models import User
from apps.storefront.basket.models import Basket


class ShopRequest(HttpRequest):
    """A request with its basket, which asks the database nothing until it is looked at."""

    basket: Basket
    htmx: HtmxDetails


class SignedInRequest(ShopRequest):
    """A request that `login_required` has let through."""

    user: User


def person(request: HttpRequest) -> User | None:
    """Return who is signed in, None for a guest."""
    return request.user if request.user.is_authenticated else None


def asks_for_part(request: HttpRequest, target: str) -> bool:
    """Tell whether htmx asks for one part of the page only."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and htmx.target == target
