"""What the pages of the checkout share: the draft with its basket, and the reasons to be sent elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.core import clock

from ...baskets.carts import BasketLine
from ...baskets.review import Review, review_basket
from ...delivery import served_countries
from ...requests import ShopRequest
from ..state import Draft, read_draft


def read_checkout(request: ShopRequest) -> tuple[Draft, Review]:
    """Return what the shopper has told so far, and the basket."""
    draft = read_draft(request)
    return draft, review_now(request, draft)


def review_now(request: ShopRequest, draft: Draft, *, to_order: bool = False) -> Review:
    """Return the basket as the draft wants it, `to_order` without what only a page needs."""
    return review_basket(
        basket=request.basket,
        at=clock.now(),
        country=draft.country if draft.country in served_countries() else None,
        shipping_code=draft.shipping_code,
        to_order=to_order,
    )


def refuse_empty(request: ShopRequest, review: Review) -> HttpResponse | None:
    """Send back to the basket whoever has nothing in it that can be ordered as it is."""
    if review.items and review.quote and not review.has_problems:
        return None
    return _back_to_basket(request, empty=not review.items)


def refuse_unsaleable(request: ShopRequest, lines: Sequence[BasketLine]) -> HttpResponse | None:
    """Send back to the basket whoever has nothing in it, or something withdrawn; prices aren't looked at."""
    if lines and all(line.goods.for_sale for line in lines):
        return None
    return _back_to_basket(request, empty=not lines)


def _back_to_basket(request: ShopRequest, *, empty: bool) -> HttpResponse:
    """Send back to the basket, and say why unless one sees at once that it is empty."""
    if not empty:
        messages.warning(
            request, _("Something in your basket can't be had as it is. Put it right, then go on.")
        )
    return redirect("basket:summary")


def refuse_before(draft: Draft, review: Review, page: str) -> HttpResponse | None:
    """Send back whoever has skipped a question that this page builds on."""
    if not draft.knows_who:
        return redirect("checkout:you")
    if page == "checkout:paying" and review.delivered and not draft.address.get("line1"):
        return redirect("checkout:getting")
    return None


def show(
    request: ShopRequest, template: str, review: Review, context: dict[str, Any], *, invalid: bool = False
) -> HttpResponse:
    """Show a page of the checkout, the order beside it."""
    return render(request, template, {"review": review, **context}, status=422 if invalid else 200)
