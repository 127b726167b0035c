"""Transfers: the list, one of them, and its acts from draft to receipt."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.core import clock
from apps.core.errors import DomainError
from apps.stock.choices import TransferState
from apps.stock.selectors import Transfer, transfers_for
from apps.stock.services import transfers as services

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.names import names_of
from ..shell.once import once
from ..shell.pages import done, refused, show
from ..shell.pictures import add_pictures
from .forms import DraftForm, ReceiveForm

ACT = "stock.transfer"
PER_PAGE = 30
State = TransferState
TABS = {
    "open": (gettext_lazy("Open"), (State.DRAFT, State.DISPATCHED)),
    "received": (gettext_lazy("Received"), (State.RECEIVED,)),
    "cancelled": (gettext_lazy("Cancelled"), (State.CANCELLED,)),
}


def in_reach(request: StaffRequest, *, narrowed: bool = False) -> QuerySet[Transfer]:
    """Return the transfers that begin or end at one of the person's locations."""
    rights = request.staff.sight if narrowed else request.staff.rights
    return transfers_for(rights=rights).select_related("created_by")


@staff_only(ACT)
def transfer_list(request: StaffRequest) -> HttpResponse:
    """List the goods on their way, or those that were."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "open"
    found = in_reach(request, narrowed=True).filter(state__in=TABS[tab][1])
    counted = found.annotate(products=Count("lines"), units=Sum("lines__quantity")).order_by(
        "-created_at", "-pk"
    )
    context = {
        "tab": tab,
        "tabs": [(name, title, name == tab) for name, (title, _states) in TABS.items()],
        "page": Paginator(counted, PER_PAGE).get_page(request.GET.get("page")),
    }
    return show(
        request, "backoffice/transfers/list.html", context, parts={"list": "backoffice/transfers/rows.html"}
    )


@staff_only(ACT, methods=ANSWER)
def new(request: StaffRequest) -> HttpResponse:
    """Write down what is to be sent from where to where."""
    places = [place for place in request.staff.places if request.staff.can(ACT, place.pk)]
    form = DraftForm(request.POST or None, places=places, initial=_preset(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            with once(typed["mark"]):
                transfer = services.draft_transfer(
                    origin_id=typed["origin"].pk,
                    destination_id=typed["destination"].pk,
                    quantities=typed["goods"],
                    actor=request.staff.user,
                    at=clock.now(),
                    note=typed["note"],
                )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:transfer", args=[transfer.code]), _("Drafted"))
    status = 422 if form.errors else 200
    return show(request, "backoffice/transfers/new.html", {"form": form}, status=status)


def _preset(request: StaffRequest) -> dict[str, Any]:
    key = request.GET.get("product", "")
    product = Product.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 15 else None
    place = request.staff.place
    return {"goods": f"{product.sku} 1\n" if product else "", "origin": place.pk if place else None}


@staff_only(ACT)
def transfer_page(request: StaffRequest, code: str) -> HttpResponse:
    """Show one transfer and what comes next for it."""
    transfer = get_object_or_404(in_reach(request), code=code)
    return show(request, "backoffice/transfers/detail.html", _context(request, transfer))


def _context(request: StaffRequest, transfer: Transfer) -> dict[str, Any]:
    lines = list(transfer.lines.select_related("product__parent").order_by("pk"))
    names = names_of([line.product for line in lines])
    staff = request.staff
    return {
        "transfer": transfer,
        "lines": [(line, names[line.product_id]) for line in lines],
        "units": sum(line.quantity for line in lines),
        "may_send": transfer.state == State.DRAFT and staff.can(ACT, transfer.origin_id),
        "may_receive": transfer.state == State.DISPATCHED and staff.can(ACT, transfer.destination_id),
        "may_cancel": transfer.state in (State.DRAFT, State.DISPATCHED)
        and staff.can(ACT, transfer.origin_id),
    }


@staff_only(ACT, methods=DO)
def dispatch(request: StaffRequest, code: str) -> HttpResponse:
    """Send the goods off."""
    return _act(request, code, services.dispatch_transfer, _("On the way"))


@staff_only(ACT, methods=DO)
def cancel(request: StaffRequest, code: str) -> HttpResponse:
    """Call the transfer off; what is on its way comes back."""
    return _act(request, code, services.cancel_transfer, _("Called off"))


def _act(request: StaffRequest, code: str, act: Callable[..., Transfer], text: str) -> HttpResponse:
    transfer = get_object_or_404(in_reach(request), code=code)
    if not request.staff.can(ACT, transfer.origin_id):
        raise PermissionDenied
    back = reverse("backoffice:transfer", args=[transfer.code])
    try:
        act(transfer_id=transfer.pk, actor=request.staff.user, at=clock.now())
    except services.OutOfStock as short:
        return refused(request, back, _shortage(short))
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, text)


def _shortage(short: services.OutOfStock) -> str:
    product = Product.objects.select_related("parent").get(pk=short.product_id)
    words = {"name": names_of([product])[product.pk], "wanted": short.wanted, "available": short.available}
    return (
        _("%(name)s: %(wanted)s wanted, only %(available)s can be sent. The rest is promised or not there.")
        % words
    )


@staff_only(ACT, methods=ANSWER)
def receive(request: StaffRequest, code: str) -> HttpResponse:
    """Book what arrived."""
    transfer = get_object_or_404(in_reach(request), code=code)
    if not request.staff.can(ACT, transfer.destination_id):
        raise Http404
    lines = list(transfer.lines.select_related("product__parent").order_by("pk"))
    add_pictures(line.product for line in lines)
    form = ReceiveForm(request.POST or None, lines=lines)
    back = reverse("backoffice:transfer", args=[transfer.code])
    if request.method == "POST" and form.is_valid():
        try:
            services.receive_transfer(
                transfer_id=transfer.pk,
                received=form.received(),
                reasons=form.reasons(),
                actor=request.staff.user,
                at=clock.now(),
            )
        except services.WrongTransferState as reason:
            return refused(request, back, reason)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, back, _("Received"))
    names = names_of([line.product for line in lines])
    context = {
        "transfer": transfer,
        "form": form,
        "asked": [(*row, names[row[0].product_id]) for row in form.asked()],
    }
    return show(
        request,
        "backoffice/transfers/receive.html",
        context,
        parts={"sheet": "backoffice/transfers/receive_form.html"},
        status=422 if form.errors else 200,
    )
