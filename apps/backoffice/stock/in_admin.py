"""Why there are so many, for merchandisers: a product's page in Django's admin, by location and channel."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from apps.accounts.rights import rights_of
from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.channels.models import Location
from apps.core import clock
from apps.orders.explaining import tell_why

from ..shell.places import zone_of
from .channels import channel_table
from .claims import claims_in_words, kinds_in_words

SEE = "stock.view"


def why_in_stock(request: HttpRequest, key: int) -> HttpResponse:
    """Show what each channel may promise of the product where the person may see stock, and the reasons for the
    location and channel that the address names; of a family, lead to its variants.
    """
    rights = rights_of(request.user)  # type: ignore[arg-type]
    if not (rights.can(SEE) and request.user.has_perm("catalogue.view_product")):
        raise PermissionDenied
    product = get_object_or_404(Product.objects.select_related("parent"), pk=key)
    active = Location.objects.filter(is_active=True).order_by("name")
    places = list(rights.scope(active, act=SEE, location_field="pk"))
    with timezone.override(zone_of(places, None)):
        context = {
            **admin.site.each_context(request),
            "opts": Product._meta,
            "product": product,
            "title": names_of([product])[product.pk],
            **_reasons(request, product, places),
        }
        return render(request, "admin/stock/why.html", context)


def _reasons(request: HttpRequest, product: Product, places: Sequence[Location]) -> dict[str, Any]:
    if product.structure == Product.PARENT:
        return {"variants": names_of(list(product.children.select_related("parent").order_by("pk")))}
    at = clock.now()
    table = channel_table(product_id=product.pk, places=places, at=at)
    place = next((each for each in places if str(each.pk) == request.GET.get("location")), None)
    channel = next((each for each in table.channels if each.code == request.GET.get("channel")), None)
    found: dict[str, Any] = {"by_channel": table, "place": place, "channel": channel}
    if place is None:
        return found
    told = tell_why(product_id=product.pk, location=place, channel=channel, at=at)
    return found | {
        "told": told,
        "kinds": kinds_in_words(told.why.movements),
        "promises": claims_in_words(told.why.allocations, told.orders),
        "holds": claims_in_words(told.why.holds, {}),
    }
