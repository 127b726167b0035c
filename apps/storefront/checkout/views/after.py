"""The checkout after the order: to the bank, back from it, once more if need be, and thank you."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core import clock
from apps.core.errors import DomainError
from apps.orders.models import Line, Order
from apps.orders.services.cancellation import cancel_order
from apps.orders.services.payment import NothingToPay, apply_provider_result, retry_payment
from apps.payments.providers.registry import provider_named
from apps.payments.selectors import Payment
from apps.payments.types import ProviderResult

from ...baskets.closing import refill_from_order
from ...customer.orders import view_order
from ...requests import ShopRequest, person
from ..paying import ask_for_payment, chosen_way, ways_to_pay

#: A payment that the bank still waits for is asked for again; any other makes way for a new one.
STILL_OPEN = {"pending", "action-needed"}


def begin_payment(request: ShopRequest, order: Order) -> HttpResponse:
    """Ask for the money of an order just placed and send the shopper on."""
    if order.status != Order.Status.AWAITING_PAYMENT:
        return redirect("checkout:thanks", uuid=order.uuid)
    try:
        result = ask_for_payment(
            order=order,
            return_url=_return_url(request, order),
            language=get_language() or "en",
            at=clock.now(),
        )
    except NothingToPay:
        return redirect("checkout:pay", uuid=order.uuid)
    return _follow(request, order, result)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: ShopRequest, uuid: UUID) -> HttpResponse:
    """Pay an order that waits for its payment, after a refusal or a walk away, with this or another way."""
    order = get_object_or_404(Order, uuid=uuid)
    if order.status != Order.Status.AWAITING_PAYMENT:
        return redirect("checkout:thanks", uuid=order.uuid)
    problem = ""
    if request.method == "POST":
        try:
            return _pay_again(request, order)
        except DomainError as refusal:
            problem = str(refusal)
    last = _last_payment(order)
    context = {
        "order": order,
        "view": view_order(order),
        "ways": ways_to_pay(all_collected=_all_collected(order)),
        "problem": problem,
        "refused": last is not None and last.state == "declined",
        "asking": last is not None and last.state == "unknown",
    }
    return render(request, "storefront/checkout/pay.html", context, status=422 if problem else 200)


@never_cache
@require_safe
def back(request: ShopRequest, uuid: UUID) -> HttpResponse:
    """Take the shopper back from the bank's page and book what it says, if it really comes from there."""
    order = get_object_or_404(Order, uuid=uuid)
    payment = _last_payment(order)
    if payment is None:
        return redirect("checkout:thanks", uuid=order.uuid)
    try:
        brought = provider_named(payment.provider).verify_return(params=request.GET.dict())
        if order.order_payments.filter(payment_id=brought.payment_id).exists():
            order = apply_provider_result(
                payment_id=brought.payment_id, result=brought.result, source="return", at=clock.now()
            )
            return _follow(request, order, brought.result)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect("checkout:thanks", uuid=order.uuid)


@never_cache
@require_safe
def thanks(request: ShopRequest, uuid: UUID) -> HttpResponse:
    """Say thank you, or that we still wait for the bank; with script this page looks again by itself.

    Whoever looks again gets nothing new while we wait, so that what they do on the page meanwhile stays.
    """
    order = get_object_or_404(Order.objects.select_related("user"), uuid=uuid)
    payment = _last_payment(order)
    waiting = order.status == Order.Status.AWAITING_PAYMENT
    if waiting and (
        payment is None or payment.state in ("declined", "cancelled", "pending", "action-needed")
    ):
        return redirect("checkout:pay", uuid=order.uuid)
    if waiting and request.htmx and not request.htmx.history_restore_request:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"order": order, "view": view_order(order), "waiting": waiting}
    return render(request, "storefront/checkout/thanks.html", context)


@require_POST
def change_order(request: ShopRequest, uuid: UUID) -> HttpResponse:
    """Call an unpaid order off, or take a cancelled one, and put its things back into the basket."""
    order = get_object_or_404(Order, uuid=uuid)
    try:
        if order.status == Order.Status.AWAITING_PAYMENT:
            cancel_order(order_id=order.pk, actor=None, reason="changed by the customer", at=clock.now())
        elif order.status != Order.Status.CANCELLED:
            return redirect("checkout:thanks", uuid=order.uuid)
        refill_from_order(
            order=order,
            basket=request.basket,
            owner=person(request),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("storefront:track", uuid=order.uuid)
    messages.success(request, _("Everything is back in your basket. Change what you like."))
    return redirect("basket:summary")


def _pay_again(request: ShopRequest, order: Order) -> HttpResponse:
    way = chosen_way(request.POST.get("way", "card"), all_collected=_all_collected(order))
    last = _last_payment(order)
    if last is None or last.state not in STILL_OPEN or last.method != way.code:
        retry_payment(order_id=order.pk, method=way.code, provider=way.provider, at=clock.now())
    result = ask_for_payment(
        order=order, return_url=_return_url(request, order), language=get_language() or "en", at=clock.now()
    )
    return _follow(request, order, result)


def _follow(request: ShopRequest, order: Order, result: ProviderResult) -> HttpResponse:
    """Send the shopper to where the payment's outcome leads."""
    if result.outcome == "action-needed" and result.next_url:
        return redirect(result.next_url)
    if result.outcome in ("declined", "cancelled"):
        return redirect("checkout:pay", uuid=order.uuid)
    return redirect("checkout:thanks", uuid=order.uuid)


def _return_url(request: ShopRequest, order: Order) -> str:
    return request.build_absolute_uri(reverse("checkout:back", kwargs={"uuid": order.uuid}))


def _last_payment(order: Order) -> Payment | None:
    return Payment.objects.filter(order_payment__order=order).order_by("-created_at", "-pk").first()


def _all_collected(order: Order) -> bool:
    methods = set(order.lines.values_list("method", flat=True))
    return Line.Method.PICKUP in methods and Line.Method.DELIVERY not in methods
