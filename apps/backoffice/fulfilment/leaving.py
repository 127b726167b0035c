"""Goods leave: handed over to whoever brings the code, or given to a carrier."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core import clock
from apps.core.errors import DomainError
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.handing_over import hand_over
from apps.fulfilment.services.shipping import ship
from apps.payments.selectors import due_on_collection

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.pages import done, show
from .forms import HandOverForm, ShipForm
from .selectors import ACT, fulfilments_in_reach, with_goods

OVERRIDE = "fulfilment.override"


@staff_only(ACT, methods=ANSWER)
def hand_over_form(request: StaffRequest, code: str) -> HttpResponse:
    """Ask for the customer's code and the money that is due, and hand over."""
    fulfilment = get_object_or_404(with_goods(fulfilments_in_reach(request.staff.rights)), code=code)
    due = due_on_collection(subject=f"order:{fulfilment.order_id}")
    form = HandOverForm(
        request.POST or None,
        due=due.amount if due else None,
        may_override=request.staff.can(OVERRIDE, fulfilment.location_id),
    )
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(
                fulfilment_id=fulfilment.pk, actor=request.staff.user, at=clock.now(), **form.cleaned_data
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:fulfilment"), _("Handed over"))
    context = {"form": form, "fulfilment": fulfilment, "due": due, "units": _units(fulfilment)}
    return show(
        request,
        "backoffice/fulfilment/hand_over.html",
        context,
        parts={"dialog": "backoffice/fulfilment/hand_over_form.html"},
        status=422 if form.errors else 200,
    )


@staff_only(ACT, methods=ANSWER)
def ship_form(request: StaffRequest, code: str) -> HttpResponse:
    """Ask who carries the parcel, and record that it left."""
    fulfilment = get_object_or_404(with_goods(fulfilments_in_reach(request.staff.rights)), code=code)
    form = ShipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ship(fulfilment_id=fulfilment.pk, actor=request.staff.user, at=clock.now(), **form.cleaned_data)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:fulfilment"), _("Shipped"))
    context = {"form": form, "fulfilment": fulfilment, "units": _units(fulfilment)}
    return show(
        request,
        "backoffice/fulfilment/ship.html",
        context,
        parts={"dialog": "backoffice/fulfilment/ship_form.html"},
        status=422 if form.errors else 200,
    )


def _units(fulfilment: Fulfilment) -> int:
    return sum(line.picked for line in fulfilment.lines.all())
