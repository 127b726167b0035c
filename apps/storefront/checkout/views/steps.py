"""The checkout before its last page: who, and how to get it. One page a decision."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oscar.apps.address.models import UserAddress

from apps.core import clock
from apps.core.errors import DomainError

from ...baskets.carts import BasketLine, lines_of
from ...baskets.changes import change_line
from ...baskets.review import Review, review_basket
from ...channel import web_channel
from ...customer.addresses import MOST_ADDRESSES, addresses_of, fields_of, save_address
from ...delivery import delivery_countries, pick, served_countries, ways_to
from ...numbers import parse_key
from ...requests import ShopRequest, person
from ...shops.selectors import places
from ..forms import ContactForm, DeliveryForm
from ..state import Draft, keep_draft, read_draft
from .common import read_checkout, refuse_before, refuse_empty, refuse_unsaleable, review_now, show
from .paying import keep_for_shopper


@never_cache
@require_safe
def index(request: ShopRequest) -> HttpResponse:
    """Go to the first thing that isn't known yet."""
    draft, review = read_checkout(request)
    return redirect(_step(draft, review) if review.items else "basket:summary")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: ShopRequest) -> HttpResponse:
    """Ask who is buying."""
    draft, review = read_checkout(request)
    if refusal := refuse_empty(request, review):
        return refusal
    initial = {"email": draft.email, "name": draft.name, "phone": draft.phone}
    form = ContactForm(request.POST or None, initial=initial, signed_in=request.user.is_authenticated)
    if request.method == "POST" and form.is_valid():
        draft.email = form.cleaned_data.get("email", draft.email)
        draft.name, draft.phone = form.cleaned_data["name"], form.cleaned_data["phone"]
        keep_draft(request, draft)
        return redirect("checkout:getting")
    return show(request, "storefront/checkout/you.html", review, {"form": form}, invalid=bool(form.errors))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def getting(request: ShopRequest) -> HttpResponse:
    """Ask how each part is wanted and where it goes; then keep the goods for the shopper."""
    draft = read_draft(request)
    if request.method != "POST":
        return _getting_page(request, draft)
    lines = lines_of(request.basket, in_full=False)
    form = _delivery_form(request, draft) if any(line.is_delivered for line in lines) else None
    if form is None or form.is_valid():
        return _got(request, draft, form, lines)
    return _getting_page(request, draft, form)


def _getting_page(request: ShopRequest, draft: Draft, form: DeliveryForm | None = None) -> HttpResponse:
    """Show the page, with the form as it was filled in if it was."""
    review = review_now(request, draft)
    if refusal := refuse_empty(request, review) or refuse_before(draft, review, "checkout:getting"):
        return refusal
    if review.delivered and form is None:
        form = _delivery_form(request, draft)
    context = {
        "form": form,
        "addresses": addresses_of(request.user) if request.user.is_authenticated and form else (),
        "ways": _shipping_choices(review) if form else [],
        "pickup_places": [place for place in places() if place.offers_pickup],
    }
    invalid = form is not None and bool(form.errors)
    return show(request, "storefront/checkout/getting.html", review, context, invalid=invalid)


@never_cache
@require_safe
def shipping(request: ShopRequest) -> HttpResponse:
    """Show the ways of delivering to the country that is being chosen, and what it then comes to."""
    draft = read_draft(request)
    country = request.GET.get("country", "")
    draft.address = {**draft.address, "country": country}
    draft.shipping_code = request.GET.get("shipping", draft.shipping_code)[:64]
    review = review_now(request, draft)
    if review.quote is None:
        return HttpResponse(status=204)
    context = {"ways": _shipping_choices(review) if country in served_countries() else []}
    return show(request, "storefront/checkout/shipping_swap.html", review, context)


@require_POST
def regroup(request: ShopRequest) -> HttpResponse:
    """Let all lines of one way be got in another: delivered, or collected in a shop."""
    review = review_basket(basket=request.basket, at=clock.now())
    source, target = parse_key(request.POST.get("from", "")), parse_key(request.POST.get("to", ""))
    for item in review.items:
        if item.line.location_id == source and not item.gone:
            try:
                change_line(
                    basket=request.basket,
                    line_id=item.line.id,
                    quantity=item.line.quantity,
                    location_id=target,
                    at=clock.now(),
                )
            except DomainError as refusal:
                messages.error(request, f"{item.line.goods.title}: {refusal}")
    return redirect("checkout:getting")


def _step(draft: Draft, review: Review) -> str:
    """Return the first page whose question is open."""
    if not draft.knows_who:
        return "checkout:you"
    if review.delivered and not (draft.address.get("line1") and review.shipping):
        return "checkout:getting"
    return "checkout:getting" if not draft.held_until else "checkout:paying"


def _delivery_form(request: ShopRequest, draft: Draft) -> DeliveryForm:
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
            "charge": review.offer.by_code[way.code].charges[0].gross,
            "chosen": review.shipping is not None and way.code == review.shipping.code,
        }
        for way in review.ways
        if way.code in review.offer.by_code
    ]


def _got(
    request: ShopRequest, draft: Draft, form: DeliveryForm | None, lines: Sequence[BasketLine]
) -> HttpResponse:
    """Keep what was told and the goods with it, and go on, unless something still has to be chosen.

    What it all comes to, and whether it has a price, is for the next page to say.
    """
    country_before = draft.country or web_channel().tax_country
    if form is not None:
        _note_address(request, draft, form)
    keep_draft(request, draft)
    if refusal := refuse_unsaleable(request, lines):
        return refusal
    if not draft.knows_who:
        return redirect("checkout:you")
    shipping = pick(ways_to(draft.country or country_before), draft.shipping_code) if form else None
    if form is not None and shipping is None:
        messages.error(
            request, _("We don't deliver there at the moment. Choose another country, or collect.")
        )
        return redirect("checkout:getting")
    elsewhere = form is not None and draft.country != country_before
    if elsewhere and shipping and shipping.code != draft.shipping_code:
        messages.info(request, _("Delivery there has its own ways and prices. Choose one, then go on."))
        return redirect("checkout:getting")
    return keep_for_shopper(request, draft, lines) or redirect("checkout:paying")


def _note_address(request: ShopRequest, draft: Draft, form: DeliveryForm) -> None:
    fields = dict(form.cleaned_data)
    user = person(request)
    if fields.pop("keep", False) and user and len(addresses_of(user)) < MOST_ADDRESSES:
        save_address(user=user, fields=fields)
    draft.address = fields
    draft.shipping_code = request.POST.get("shipping", "")[:64]
