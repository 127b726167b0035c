"""The last page before the order: everything once more, how to pay, and the button that places it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from apps.core import clock
from apps.core.errors import DomainError
from apps.orders.models import Order
from apps.orders.services.placement import OutOfStock, PriceChanged

from ...baskets.carts import BasketLine, lines_of
from ...baskets.review import Review
from ...goods import describe
from ...requests import ShopRequest, person
from ..holding import contents_of, keep_goods
from ..paying import OrderedBefore, chosen_way, order_basket, ways_to_pay
from ..state import Draft, keep_draft, last_order, read_draft, remember_order
from .after import begin_payment
from .common import refuse_before, refuse_empty, refuse_unsaleable, review_now, show


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paying(request: ShopRequest) -> HttpResponse:
    """Show the whole order and ask how to pay; the button places it."""
    draft = read_draft(request)
    review = review_now(request, draft, to_order=request.method == "POST")
    if not review.items:
        return _to_last_order(request) or redirect("basket:summary")
    if refusal := refuse_empty(request, review) or refuse_before(draft, review, "checkout:paying"):
        return refusal
    if request.method == "POST":
        return _place(request, draft, review)
    return _paying_page(request, draft, review)


@require_POST
def keep(request: ShopRequest) -> HttpResponse:
    """Keep the goods for another while."""
    lines = lines_of(request.basket, in_full=False)
    return (
        refuse_unsaleable(request, lines)
        or keep_for_shopper(request, read_draft(request), lines)
        or redirect("checkout:paying")
    )


def keep_for_shopper(request: ShopRequest, draft: Draft, lines: Sequence[BasketLine]) -> HttpResponse | None:
    """Keep the goods; return where to go where there aren't enough."""
    basket = request.basket
    try:
        until = keep_goods(basket=basket, lines=lines, at=clock.now())
    except OutOfStock as refusal:
        _tell_shortage(request, refusal)
        return redirect("basket:summary")
    draft.held_for, draft.held_until = contents_of(basket=basket, lines=lines), until.isoformat()
    keep_draft(request, draft)
    return None


def _paying_page(
    request: ShopRequest, draft: Draft, review: Review | None = None, *, problem: str = "", before: str = ""
) -> HttpResponse:
    """Show the page; after a refusal with the basket as it is now."""
    review = review or review_now(request, draft)
    if refusal := refuse_empty(request, review):
        return refusal
    lines = [item.line for item in review.items]
    until = draft.kept_until(contents_of(basket=request.basket, lines=lines))
    context = {
        "draft": draft,
        "ways": ways_to_pay(all_collected=review.all_collected),
        "kept_until": until if until and until > clock.now() else None,
        "was_kept": until is not None,
        "problem": problem,
        "before": before,
    }
    return show(request, "storefront/checkout/paying.html", review, context, invalid=bool(problem))


def _place(request: ShopRequest, draft: Draft, review: Review) -> HttpResponse:
    """Place the order once and go on to its payment; whatever stands against it is said on the page."""
    try:
        way = chosen_way(request.POST.get("way", ""), all_collected=review.all_collected)
        order = order_basket(
            basket=request.basket,
            review=review,
            draft=draft,
            user=person(request),
            way=way,
            fingerprint=request.POST.get("fingerprint", "")[:128],
            language=get_language() or "en",
            at=clock.now(),
        )
    except PriceChanged:
        text = _(
            "Your basket or a price has changed since you saw this page. Look at it again before you order."
        )
        return _paying_page(request, draft, problem=text, before=request.POST.get("total", "")[:32])
    except OutOfStock as refusal:
        _tell_shortage(request, refusal)
        return redirect("basket:summary")
    except OrderedBefore as refusal:
        messages.warning(request, str(refusal))
        return redirect("storefront:track", uuid=refusal.order.uuid)
    except DomainError as refusal:
        return _paying_page(request, draft, problem=str(refusal))
    remember_order(request, str(order.uuid))
    return begin_payment(request, order)


def _to_last_order(request: ShopRequest) -> HttpResponse | None:
    """Send whoever presses the button twice to the order that the first time made."""
    order = last_order(request)
    if order is None:
        return None
    if order.status == Order.Status.AWAITING_PAYMENT:
        return redirect("checkout:pay", uuid=order.uuid)
    return redirect("checkout:thanks", uuid=order.uuid)


def _tell_shortage(request: ShopRequest, refusal: OutOfStock) -> None:
    """Say which thing has run short and what is left of it."""
    product_id = refusal.params["product_id"]
    goods = describe(product_ids=[product_id]).get(product_id)
    words = {"title": goods.title if goods else "", "left": max(int(refusal.params.get("available", 0)), 0)}
    if words["left"]:
        text = _("Of “%(title)s” only %(left)s are left. Everything else is still in your basket.")
    else:
        text = _("“%(title)s” has just been sold out. Everything else is still in your basket.")
    messages.error(request, text % words)
