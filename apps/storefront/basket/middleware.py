"""Gives every request its basket, without a query until somebody asks and without a row until it holds something."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext
from oscar.apps.basket import middleware

from apps.storefront.baskets.ownership import merge_into_own

from .models import Basket


class BasketMiddleware(middleware.BasketMiddleware):
    """Oscar's, but a signed-in person's basket is made when first filled, and merging is safe under a race."""

    def get_basket(self, request: HttpRequest) -> Basket:
        """Return the visitor's open basket, an unsaved one where they have none yet."""
        if not hasattr(request, "open_basket"):
            request.open_basket = self._find(request)  # type: ignore[attr-defined]
        return request.open_basket  # type: ignore[attr-defined, no-any-return]

    def apply_offers_to_basket(self, request: HttpRequest, basket: Basket) -> None:
        """Do nothing: only the quote gives discounts."""

    def _find(self, request: HttpRequest) -> Basket:
        cookie = self.get_cookie_key(request)
        guest: Basket | None = self.get_cookie_basket(cookie, request, Basket.open)
        if not request.user.is_authenticated:
            return guest or Basket()
        if guest:
            basket, taken_over = merge_into_own(guest=guest, owner=request.user)
            request.cookies_to_delete.append(cookie)  # type: ignore[attr-defined]
            self._tell(request, taken_over)
            return basket
        return Basket.open.filter(owner=request.user).first() or Basket(owner=request.user)

    def _tell(self, request: HttpRequest, taken_over: int) -> None:
        if taken_over:
            text = ngettext(
                "%(count)d thing from before you signed in is in your basket too.",
                "%(count)d things from before you signed in are in your basket too.",
                taken_over,
            )
            messages.info(request, text % {"count": taken_over})
