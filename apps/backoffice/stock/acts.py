"""Correcting a level by hand."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.channels.models import Location
from apps.core.errors import DomainError
from apps.stock.selectors import StockLevel
from apps.stock.services.adjust import adjust_stock

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.pages import done, show
from .forms import AdjustForm

ADJUST = "stock.adjust"


def place_in_reach(request: StaffRequest, act: str, location: int) -> Location:
    """Return the location if the act is allowed there; Http404 otherwise."""
    mine = request.staff.rights.scope(Location.objects.all(), act=act, location_field="pk")
    return get_object_or_404(mine, pk=location)


@staff_only(ADJUST, methods=ANSWER)
def adjust(request: StaffRequest, key: int, location: int) -> HttpResponse:
    """Ask by how much the book is wrong and why, and correct it."""
    place = place_in_reach(request, ADJUST, location)
    product = get_object_or_404(
        Product.objects.exclude(structure=Product.PARENT).select_related("parent"), pk=key
    )
    level = StockLevel.objects.filter(product=product, location=place).first()
    on_hand = level.on_hand if level else 0
    form = AdjustForm(request.POST or None, initial={"seen": on_hand})
    if request.method == "POST" and form.is_valid():
        try:
            now = adjust_stock(
                product_id=product.pk,
                location_id=place.pk,
                change=form.change(),
                reason=form.reason(),
                actor=request.staff.user,
                key=form.cleaned_data["mark"],
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            text = _("%(count)s on hand in %(place)s now") % {"count": now, "place": place.name}
            return done(request, reverse("backoffice:stock-item", args=[product.pk]), text)
    name = names_of([product])[product.pk]
    context = {"form": form, "product": product, "place": place, "on_hand": on_hand, "name": name}
    return show(
        request,
        "backoffice/stock/adjust.html",
        context,
        parts={"dialog": "backoffice/stock/adjust_form.html"},
        status=422 if form.errors else 200,
    )
