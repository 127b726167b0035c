"""Orders: one's own, and one that is found without an account."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.errors import DomainError
from apps.orders.models import Order
from apps.orders.selectors import timeline

from ...limits import count_try
from ...requests import SignedInRequest
from ..finding import find_order
from ..forms import FindOrderForm
from ..orders import orders_of, rows_of, view_order

ORDERS_A_PAGE = 10


@login_required
@require_safe
def order_list(request: SignedInRequest) -> HttpResponse:
    """Show the person's orders of every channel."""
    page = Paginator(orders_of(request.user), ORDERS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows_of(page.object_list), "tab": "orders"}
    return render(request, "storefront/account/orders.html", context)


@login_required
@require_safe
def own_order(request: SignedInRequest, order_number: str) -> HttpResponse:
    """Show one of the person's orders."""
    return _page(request, get_object_or_404(Order, number=order_number, user=request.user))


@never_cache
@require_safe
def tracked_order(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the order whose unguessable address was given to whoever placed it."""
    return _page(request, get_object_or_404(Order, uuid=uuid))


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find an order by number and address; what is wrong is never told apart."""
    form = FindOrderForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    status = 200
    if request.method == "POST" and form.is_valid():
        number, email = form.cleaned_data["number"], form.cleaned_data["email"]
        try:
            count_try(request, scope="find-order", most=10, about=number)
            return redirect("storefront:track", uuid=find_order(number=number, email=email).uuid)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = 429 if refusal.code == "too-many-tries" else 422
    elif form.errors:
        status = 422
    return render(request, "storefront/tracking/find.html", {"form": form}, status=status)


def _page(request: HttpRequest, order: Order) -> HttpResponse:
    context = {"view": view_order(order), "order": order, "events": list(reversed(timeline(order=order)))}
    return render(request, "storefront/tracking/order.html", context)
