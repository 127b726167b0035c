"""Transfers: the list, one of them, and its acts from draft to receipt."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.core import clock
from apps.core.errors import DomainError
from apps.stock.choices import ON_THE_WAY, TransferState
from apps.stock.selectors import Transfer, acts_on_transfer, transfers_for
from apps.stock.services import transfers as services
from apps.stock.services.checks import ReasonRequired
from apps.stock.services.receiving import receive_transfer

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.export import file_answer
from ..shell.listing import listing, wants_export
from ..shell.once import once
from ..shell.pages import done, refused, show
from ..shell.pictures import add_pictures
from ..shell.scanned import scan_codes
from .filters import COLUMNS, SORTS, TABS, TransferFilter
from .forms import CallOffForm, DraftForm, ReceiveForm
from .words import story_of

ACT = "stock.transfer"
State = TransferState


def in_reach(request: StaffRequest, *, narrowed: bool = False) -> QuerySet[Transfer]:
    """Return the transfers that begin or end at one of the person's locations."""
    rights = request.staff.sight if narrowed else request.staff.rights
    return transfers_for(rights=rights).select_related("created_by")


@staff_only(ACT)
def transfer_list(request: StaffRequest) -> HttpResponseBase:
    """List the goods on their way, or those that were."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "open"
    transfers = in_reach(request, narrowed=True).filter(state__in=TABS[tab][1])
    found = listing(
        request,
        transfers.annotate(products=Count("lines"), units=Sum("lines__quantity")),
        filters=TransferFilter,
        sorts=SORTS,
        default_sort="-drafted",
    )
    if wants_export(request):
        return file_answer(request.GET["export"], "transfers", COLUMNS, found.rows.iterator(chunk_size=500))
    context = {
        "list": found,
        "tab": tab,
        "views": [(f"?tab={name}", title, name == tab) for name, (title, _states) in TABS.items()],
        "placeholder": _("Code, note, product"),
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
    staff, on_the_way = request.staff, transfer.state in ON_THE_WAY
    may_work_at_origin = staff.can(ACT, transfer.origin_id)
    return {
        "transfer": transfer,
        "lines": [(line, names[line.product_id]) for line in lines],
        "events": story_of(acts_on_transfer(transfer=transfer)),
        "units": sum(line.quantity for line in lines),
        "on_the_way": on_the_way,
        "may_send": transfer.state == State.DRAFT and may_work_at_origin,
        "may_receive": on_the_way and staff.can(ACT, transfer.destination_id),
        "may_cancel": (transfer.state == State.DRAFT or on_the_way) and may_work_at_origin,
    }


@staff_only(ACT, methods=DO)
def dispatch(request: StaffRequest, code: str) -> HttpResponse:
    """Send the goods off."""
    transfer = _at_its_origin(request, code)
    back = reverse("backoffice:transfer", args=[transfer.code])
    try:
        services.dispatch_transfer(transfer_id=transfer.pk, actor=request.staff.user, at=clock.now())
    except services.OutOfStock as short:
        return refused(request, back, _shortage(short))
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("On the way"))


def _at_its_origin(request: StaffRequest, code: str) -> Transfer:
    """Return a transfer in reach for an act that only those at its origin may do."""
    transfer = get_object_or_404(in_reach(request), code=code)
    if not request.staff.can(ACT, transfer.origin_id):
        raise PermissionDenied
    return transfer


@staff_only(ACT, methods=ANSWER)
def cancel(request: StaffRequest, code: str) -> HttpResponse:
    """Call the transfer off, and say what becomes of goods that are on their way."""
    transfer = _at_its_origin(request, code)
    back = reverse("backoffice:transfer", args=[transfer.code])
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_transfer(
                transfer_id=transfer.pk, actor=request.staff.user, at=clock.now(), **form.cleaned_data
            )
        except services.WrongTransferState as reason:
            return refused(request, back, reason)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, back, _("Called off"))
    units = sum(line.open_quantity for line in transfer.lines.all())
    return show(
        request,
        "backoffice/transfers/cancel.html",
        {"transfer": transfer, "form": form, "units": units, "on_the_way": transfer.state in ON_THE_WAY},
        parts={"dialog": "backoffice/transfers/cancel_form.html"},
        status=422 if form.errors else 200,
    )


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
    goods = transfer.lines.select_related("product__parent").order_by("pk")
    lines = [line for line in goods if line.open_quantity]
    add_pictures(line.product for line in lines)
    form = ReceiveForm(request.POST or None, lines=lines)
    back = reverse("backoffice:transfer", args=[transfer.code])
    if request.method == "POST" and form.is_valid():
        try:
            receive_transfer(
                transfer_id=transfer.pk,
                arrivals=form.arrivals(),
                key=form.cleaned_data["mark"],
                actor=request.staff.user,
                at=clock.now(),
            )
        except services.WrongTransferState as reason:
            return refused(request, back, reason)
        except ReasonRequired:
            form.ask_why()
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, back, _("Received"))
    names = names_of([line.product for line in lines])
    codes = scan_codes([line.product for line in lines])
    context = {
        "transfer": transfer,
        "form": form,
        "asked": [(*row, names[row[0].product_id], codes[row[0].product_id]) for row in form.asked()],
    }
    return show(
        request,
        "backoffice/transfers/receive.html",
        context,
        parts={"sheet": "backoffice/transfers/receive_form.html"},
        status=422 if form.errors else 200,
    )
