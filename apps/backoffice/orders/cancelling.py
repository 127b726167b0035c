"""Cancel an order or a part of it; the preview is reckoned by what then executes it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core import clock
from apps.core.errors import DomainError
from apps.orders.models import Line, Order
from apps.orders.services.cancellation import cancel_order, preview_cancellation
from apps.orders.services.cancelling import Cancellation
from apps.payments.selectors import Payment

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.once import once
from ..shell.pages import done, refused, show
from ..shell.pictures import add_pictures
from .quantities import QuantitiesForm
from .reach import orders_in_reach

ACT = "orders.cancel"
PARTS = {"sheet": "backoffice/orders/cancel_form.html", "outcome": "backoffice/orders/cancel_outcome.html"}


class CancelForm(QuantitiesForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why; the customer's timeline keeps it.")},
    )


@staff_only(ACT, methods=ANSWER)
def cancel(request: StaffRequest, key: int) -> HttpResponse:
    """Show what cancelling comes to, and do it."""
    order = get_object_or_404(orders_in_reach(request.staff.rights, act=ACT), pk=key)
    back = reverse("backoffice:order", args=[order.number])
    try:
        whole = preview_cancellation(order_id=order.pk)
    except DomainError as reason:
        return refused(request, back, reason)
    form = _form(request, order, whole)
    if request.method == "POST" and form.is_valid():
        try:
            with once(form.cleaned_data["mark"]):
                cancel_order(
                    order_id=order.pk,
                    actor=request.staff.user,
                    reason=form.cleaned_data["reason"],
                    at=clock.now(),
                    quantities=_wanted(form),
                )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, back, _("Cancelled"))
    context = {"order": order, "form": form, "can_choose": _can_choose(order), **_preview(order, form, whole)}
    status = 422 if request.method == "POST" else 200
    return show(request, "backoffice/orders/cancel.html", context, parts=PARTS, status=status)


def _form(request: StaffRequest, order: Order, whole: Cancellation) -> CancelForm:
    left = {line.line_id: line.quantity for line in whole.lines if line.has_goods}
    lines = list(Line.objects.filter(order=order).select_related("product__parent").order_by("position"))
    add_pictures(line.product for line in lines)
    asked = request.POST if request.method == "POST" else (request.GET if "mark" in request.GET else None)
    return CancelForm(asked, lines=lines, left=left if _can_choose(order) else {}, preset=True)


def _can_choose(order: Order) -> bool:
    """Tell whether a part can be cancelled: not before the order is paid."""
    return bool(order.status == Order.Status.CONFIRMED)


def _wanted(form: CancelForm) -> dict[int, int] | None:
    """Return the units to cancel; None for everything, which includes delivery and services."""
    chosen = form.quantities()
    return None if all(chosen.get(line.pk) == form.left[line.pk] for line in form.lines) else chosen


def _preview(order: Order, form: CancelForm, whole: Cancellation) -> dict[str, Any]:
    """Return what will happen, with what is filled in so far."""
    plan, refusal = whole, ""
    if form.is_bound and not any(name.startswith("q-") for name in form.errors):
        try:
            plan = preview_cancellation(order_id=order.pk, quantities=_wanted(form))
        except DomainError as reason:
            refusal = str(reason)
    methods = dict(Payment.Method.choices)
    return {
        "plan": plan,
        "freed": [(line, form.names.get(line.line_id, line.title)) for line in plan.lines],
        "refusal": refusal,
        "units": sum(line.quantity for line in plan.lines if line.has_goods),
        "back": [(methods.get(share.method, share.method), share.amount) for share in plan.pay_back],
        "total_back": sum(share.amount for share in plan.pay_back),
    }
