"""Settling a till's sale with one of its remedies."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.errors import DomainError
from apps.pos.models import SaleEnvelope
from apps.pos.problems import BOOK_COPY, DISMISS, WITH_PRODUCT, problem_of
from apps.pos.services.resolution import resolve_envelope

from ..exceptions.endings import ending_words
from ..shell.access import DO, StaffRequest, staff_only
from ..shell.pages import done, show
from .attention import ACTION_WORDS, differences_of, faults_of, open_copies, pretty, read
from .forms import ProductsForm, ReasonForm

RESOLVE = "exceptions.resolve"


def _mine(request: StaffRequest, sale_id: Any) -> SaleEnvelope:
    mine = request.staff.rights.scope(
        SaleEnvelope.objects.select_related("device__location", "order"),
        act=RESOLVE,
        location_field="device__location",
    )
    return get_object_or_404(mine, sale_id=sale_id)


@staff_only(RESOLVE)
def sale_page(request: StaffRequest, sale_id: Any) -> HttpResponse:
    """Show the sale as it came, what is wrong with it, and what can be done."""
    return _page(request, _mine(request, sale_id))


def _page(
    request: StaffRequest,
    envelope: SaleEnvelope,
    *,
    refusal: str = "",
    products: ProductsForm | None = None,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    problem = problem_of(envelope.problem_code)
    waits = envelope.state == SaleEnvelope.State.ATTENTION
    copies = open_copies(request.staff, envelope)
    actions = [name for name in problem.actions if name not in (DISMISS, WITH_PRODUCT, BOOK_COPY)]
    context = {
        "envelope": envelope,
        "problem": problem if waits else None,
        "read": read(envelope.raw),
        "pretty": pretty(envelope.raw),
        "faults": faults_of(envelope),
        "differences": differences_of(envelope),
        "copies": [{"copy": copy, "read": read(copy.raw), "pretty": pretty(copy.raw)} for copy in copies],
        "can_book_copy": BOOK_COPY in problem.actions,
        "buttons": [(name, ACTION_WORDS[name]) for name in actions] if waits else [],
        "products": (products or _products(envelope)) if waits and WITH_PRODUCT in problem.actions else None,
        "reason": (reason or ReasonForm()) if waits else None,
        "ending": _ending(envelope),
        "refusal": refusal,
    }
    refused = bool(refusal or (products and products.errors) or (reason and reason.errors))
    return show(request, "backoffice/tills/sale.html", context, status=422 if refused else 200)


def _ending(envelope: SaleEnvelope) -> str:
    """Return who settled the sale and how, nothing while nobody has."""
    words = ending_words(envelope.resolution)
    return f"{envelope.resolved_by}: {words}" if words else ""


def _products(envelope: SaleEnvelope, typed: Any = None) -> ProductsForm:
    return ProductsForm(typed, unknown=envelope.problem.get("lines") or [])


@staff_only(RESOLVE, methods=DO)
def settle(request: StaffRequest, sale_id: Any) -> HttpResponse:
    """Do what was decided about the sale."""
    envelope = _mine(request, sale_id)
    action = request.POST.get("action", "")
    mapping: dict[int, int] = {}
    reason = ""
    if action == WITH_PRODUCT:
        products = _products(envelope, request.POST)
        if not products.is_valid():
            return _page(request, envelope, products=products)
        mapping = products.mapping
    if action == DISMISS:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return _page(request, envelope, reason=form)
        reason = form.cleaned_data["reason"]
    if action == BOOK_COPY:
        copy = request.POST.get("copy", "")
        mapping = {0: int(copy)} if copy.isdecimal() and len(copy) < 18 else {}
    try:
        resolve_envelope(
            envelope_id=envelope.pk, action=action, actor=request.staff.user, mapping=mapping, reason=reason
        )
    except DomainError as refusal:
        return _page(request, envelope, refusal=str(refusal))
    return done(request, reverse("backoffice:till", args=[envelope.device.code]), _("Settled"))
