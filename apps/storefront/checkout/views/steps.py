"""The checkout before the order: who, how to get it, how to pay. One page a decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oscar.apps.address.models import UserAddress

from apps.core import clock
from apps.core.errors import DomainError
from apps.orders.models import Order
from apps.orders.services.placement import OutOfStock, PriceChanged

from ...baskets.changes import change_line
from ...baskets.review import Review, review_basket
from ...channel import web_channel
from ...customer.addresses import MOST_ADDRESSES, addresses_of, fields_of, save_address
from ...delivery import delivery_countries
from ...goods import describe
from ...numbers import parse_key
from ...shops.selectors import places
from ..forms import ContactForm, DeliveryForm
from ..holding import keep_goods
from ..paying import OrderedBefore, chosen_way, order_basket, ways_to_pay
from ..state import Draft, keep_draft, last_order, read_draft, remember_order
from .after import begin_payment


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Go to the first thing that isn't known yet."""
    draft, review = _read(request)
    return redirect(_step(draft, review) if review.items else "basket:summary")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Ask who is buying."""
    draft, review = _read(request)
    if refusal := _refuse_empty(request, review):
        return refusal
    initial = {"email": draft.email, "name": draft.name, "phone": draft.phone}
    form = ContactForm(request.POST or None, initial=initial, signed_in=request.user.is_authenticated)
    if request.method == "POST" and form.is_valid():
        draft.email = form.cleaned_data.get("email", draft.email)
        draft.name, draft.phone = form.cleaned_data["name"], form.cleaned_data["phone"]
        keep_draft(request, draft)
        return redirect("checkout:getting")
    return _page(request, "storefront/checkout/you.html", review, {"form": form}, invalid=bool(form.errors))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def getting(request: HttpRequest) -> HttpResponse:
    """Ask how each part is wanted and where it goes; then keep the goods for the shopper."""
    draft, review = _read(request)
    if refusal := _refuse_empty(request, review) or _refuse_before(draft, review, "checkout:getting"):
        return refusal
    form = _delivery_form(request, draft) if review.delivered else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _got(request, draft, form)
    context = {
        "form": form,
        "addresses": addresses_of(request.user) if request.user.is_authenticated and form else (),
        "ways": _shipping_choices(review) if form else [],
        "pickup_places": [place for place in places() if place.offers_pickup],
    }
    invalid = form is not None and bool(form.errors)
    return _page(request, "storefront/checkout/getting.html", review, context, invalid=invalid)


@never_cache
@require_safe
def shipping(request: HttpRequest) -> HttpResponse:
    """Show the ways of delivering to the country that is being chosen, and what it then comes to."""
    draft = read_draft(request)
    draft.address = {**draft.address, "country": request.GET.get("country", "")[:2]}
    draft.shipping_code = request.GET.get("shipping", draft.shipping_code)[:64]
    review = _review(request, draft)
    if review.quote is None:
        return HttpResponse(status=204)
    context = {"ways": _shipping_choices(review)}
    return _page(request, "storefront/checkout/shipping_swap.html", review, context)


@require_POST
def regroup(request: HttpRequest) -> HttpResponse:
    """Let all lines of one way be got in another: delivered, or collected in a shop."""
    review = review_basket(basket=request.basket, at=clock.now())  # type: ignore[attr-defined]
    source, target = parse_key(request.POST.get("from", "")), parse_key(request.POST.get("to", ""))
    for item in review.items:
        if item.line.location_id == source and not item.gone:
            try:
                change_line(
                    basket=request.basket,  # type: ignore[attr-defined]
                    line_id=item.line.id,
                    quantity=item.line.quantity,
                    location_id=target,
                    at=clock.now(),
                )
            except DomainError as refusal:
                messages.error(request, f"{item.line.goods.title}: {refusal}")
    return redirect("checkout:getting")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paying(request: HttpRequest) -> HttpResponse:
    """Show the whole order and ask how to pay; the button places it."""
    draft, review = _read(request)
    if not review.items:
        return _to_last_order(request) or redirect("basket:summary")
    if refusal := _refuse_empty(request, review) or _refuse_before(draft, review, "checkout:paying"):
        return refusal
    if request.method == "POST":
        return _place(request, draft, review)
    return _paying_page(request, draft, review)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the goods for another while."""
    draft, review = _read(request)
    return _keep(request, draft, review) or redirect("checkout:paying")


def _read(request: HttpRequest) -> tuple[Draft, Review]:
    draft = read_draft(request)
    return draft, _review(request, draft)


def _review(request: HttpRequest, draft: Draft) -> Review:
    return review_basket(
        basket=request.basket,  # type: ignore[attr-defined]
        at=clock.now(),
        country=draft.country,
        shipping_code=draft.shipping_code,
    )


def _step(draft: Draft, review: Review) -> str:
    """Return the first page whose question is open."""
    if not draft.knows_who:
        return "checkout:you"
    if review.delivered and not (draft.address.get("line1") and review.shipping):
        return "checkout:getting"
    return "checkout:getting" if not draft.held_until else "checkout:paying"


def _refuse_empty(request: HttpRequest, review: Review) -> HttpResponse | None:
    if not review.items:
        return redirect("basket:summary")
    if review.has_problems or review.quote is None:
        messages.warning(request, _("Something in your basket can't be had as it is. Put it right, then go on."))
        return redirect("basket:summary")
    return None


def _refuse_before(draft: Draft, review: Review, page: str) -> HttpResponse | None:
    """Send back whoever has skipped a question that this page builds on."""
    if not draft.knows_who:
        return redirect("checkout:you")
    if page == "checkout:paying" and review.delivered and not draft.address.get("line1"):
        return redirect("checkout:getting")
    return None


def _delivery_form(request: HttpRequest, draft: Draft) -> DeliveryForm:
    initial = draft.address or {"name": draft.name, "country": web_channel().tax_country}
    saved = parse_key(request.GET.get("address", ""))
    if saved and request.user.is_authenticated:
        initial = fields_of(get_object_or_404(UserAddress, pk=saved, user=request.user))
    return DeliveryForm(
        request.POST or None,
        initial=initial,
        countries=delivery_countries(),
        signed_in=request.user.is_authenticated,
    )


def _shipping_choices(review: Review) -> list[dict[str, Any]]:
    """Return the ways of delivering with what each costs and when it arrives, the chosen one marked."""
    at = clock.now()
    return [
        {
            "way": way,
            "by": way.arrives_by(at),
            "charge": review.quotes[way.code].charges[0].gross if review.quotes[way.code].charges else None,
            "chosen": review.shipping is not None and way.code == review.shipping.code,
        }
        for way in review.ways
        if way.code in review.quotes
    ]


def _got(request: HttpRequest, draft: Draft, form: DeliveryForm | None) -> HttpResponse:
    country_before = draft.country or web_channel().tax_country
    if form is not None:
        fields = dict(form.cleaned_data)
        if fields.pop("keep", False) and request.user.addresses.count() < MOST_ADDRESSES:  # type: ignore[union-attr]
            save_address(user=request.user, fields=fields)  # type: ignore[arg-type]
        draft.address = fields
        draft.shipping_code = request.POST.get("shipping", "")[:64]
    keep_draft(request, draft)
    _again, review = _read(request)
    elsewhere = form is not None and draft.country != country_before
    if elsewhere and review.shipping and review.shipping.code != draft.shipping_code:
        messages.info(request, _("Delivery there has its own ways and prices. Choose one, then go on."))
        return redirect("checkout:getting")
    if review.delivered and review.shipping is None:
        messages.error(request, _("We don't deliver there at the moment. Choose another country, or collect."))
        return redirect("checkout:getting")
    return _keep(request, draft, review) or redirect("checkout:paying")


def _keep(request: HttpRequest, draft: Draft, review: Review) -> HttpResponse | None:
    """Keep the goods; return where to go where there aren't enough."""
    basket = request.basket  # type: ignore[attr-defined]
    if review.quote is None:
        return redirect("basket:summary")
    try:
        until = keep_goods(basket=basket, review=review, at=clock.now())
    except OutOfStock as refusal:
        _tell_shortage(request, refusal)
        return redirect("basket:summary")
    draft.held_for, draft.held_until = basket.pk, until.isoformat()
    keep_draft(request, draft)
    return None


def _tell_shortage(request: HttpRequest, refusal: OutOfStock) -> None:
    """Say which thing has run short and what is left of it."""
    product_id = refusal.params["product_id"]
    goods = describe(product_ids=[product_id]).get(product_id)
    words = {"title": goods.title if goods else "", "left": max(int(refusal.params.get("available", 0)), 0)}
    if words["left"]:
        text = _("Of “%(title)s” only %(left)s are left. Everything else is still in your basket.")
    else:
        text = _("“%(title)s” has just been sold out. Everything else is still in your basket.")
    messages.error(request, text % words)


def _paying_page(
    request: HttpRequest, draft: Draft, review: Review, *, problem: str = "", before: Any = None
) -> HttpResponse:
    basket = request.basket  # type: ignore[attr-defined]
    until = draft.kept_until(basket.pk)
    context = {
        "draft": draft,
        "ways": ways_to_pay(all_collected=not review.delivered),
        "kept_until": until if until and until > clock.now() else None,
        "was_kept": until is not None,
        "problem": problem,
        "before": before,
    }
    return _page(request, "storefront/checkout/paying.html", review, context, invalid=bool(problem))


def _place(request: HttpRequest, draft: Draft, review: Review) -> HttpResponse:
    """Place the order once and go on to its payment; whatever stands against it is said on the page."""
    try:
        way = chosen_way(request.POST.get("way", ""), all_collected=not review.delivered)
        order = order_basket(
            basket=request.basket,  # type: ignore[attr-defined]
            review=review,
            draft=draft,
            user=request.user if request.user.is_authenticated else None,
            way=way,
            fingerprint=request.POST.get("fingerprint", "")[:128],
            language=get_language() or "en",
            at=clock.now(),
        )
    except PriceChanged:
        text = _("A price has changed since you saw this page. Look at the sum again before you order.")
        return _paying_page(request, draft, review, problem=text, before=request.POST.get("total", "")[:32])
    except OutOfStock as refusal:
        _tell_shortage(request, refusal)
        return redirect("basket:summary")
    except OrderedBefore as refusal:
        messages.warning(request, str(refusal))
        return redirect("storefront:track", uuid=refusal.order.uuid)
    except DomainError as refusal:
        return _paying_page(request, draft, review, problem=str(refusal))
    remember_order(request, str(order.uuid))
    return begin_payment(request, order)


def _to_last_order(request: HttpRequest) -> HttpResponse | None:
    """Send whoever presses the button twice to the order that the first time made."""
    order = last_order(request)
    if order is None:
        return None
    if order.status == Order.Status.AWAITING_PAYMENT:
        return redirect("checkout:pay", uuid=order.uuid)
    return redirect("checkout:thanks", uuid=order.uuid)


def _page(
    request: HttpRequest, template: str, review: Review, context: dict[str, Any], *, invalid: bool = False
) -> HttpResponse:
    return render(request, template, {"review": review, **context}, status=422 if invalid else 200)
