"""Why a level is what it is, and what is kept back there for a channel or from it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.channels.models import Channel, Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.orders.explaining import Told, tell_why
from apps.stock.selectors import rules_of
from apps.stock.services.limits import set_channel_limits

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.forms import StaffForm
from ..shell.pages import done, show
from .acts import place_in_reach
from .channels import open_channels
from .claims import claims_in_words, kinds_in_words

SEE, CHANGE = "stock.view", "stock.adjust"
MOST = 1_000_000


@staff_only(SEE)
def explain(request: StaffRequest, key: int, location: int) -> HttpResponse:
    """Say why a level is what it is, for everybody or for a channel."""
    place = place_in_reach(request, SEE, location)
    product = get_object_or_404(Product.objects.select_related("parent"), pk=key)
    channels = list(open_channels())
    chosen = next((each for each in channels if each.code == request.GET.get("channel")), None)
    told = tell_why(product_id=product.pk, location=place, channel=chosen, at=clock.now())
    context = {
        "product": product,
        "name": names_of([product])[product.pk],
        "place": place,
        "channels": channels,
        "chosen": chosen,
        "can_change": request.staff.can(CHANGE, place.pk),
        **_figures(told),
    }
    return show(
        request,
        "backoffice/stock/explain.html",
        context,
        parts={"sheet": "backoffice/stock/explain_body.html"},
    )


def _figures(told: Told) -> dict[str, Any]:
    why = told.why
    return {
        "told": told,
        "found": why,
        "kinds": kinds_in_words(why.movements),
        "promises": claims_in_words(why.allocations, told.orders),
        "holds": claims_in_words(why.holds, {}),
        "expired": claims_in_words(why.expired_holds, {}),
    }


class LimitsForm(StaffForm):
    """What is kept for a channel at a location, and what is kept from it."""

    channel = forms.ModelChoiceField(label=gettext_lazy("Channel"), queryset=Channel.objects.none())
    reserve = forms.IntegerField(label=gettext_lazy("Kept for it"), min_value=0, max_value=MOST)
    buffer = forms.IntegerField(
        label=gettext_lazy("Kept from it"), min_value=0, max_value=MOST, required=False
    )

    def __init__(self, *args: Any, place: Location, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].queryset = open_channels().filter(locations=place)  # type: ignore[attr-defined]


def _kept_now(request: StaffRequest, product: Product, place: Location) -> dict[str, Any]:
    """Return what is kept for and from the channel that the address names, to begin the form with."""
    channel = open_channels().filter(code=request.GET.get("channel", ""), locations=place).first()
    if channel is None:
        return {"reserve": 0}
    reserve, buffer = rules_of(channel=channel, product_id=product.pk, location_id=place.pk)
    return {"channel": channel, "reserve": reserve, "buffer": buffer}


@staff_only(CHANGE, methods=ANSWER)
def limits(request: StaffRequest, key: int, location: int) -> HttpResponse:
    """Ask what is kept back of a product at a location for a channel and from it."""
    place = place_in_reach(request, CHANGE, location)
    product = get_object_or_404(
        Product.objects.exclude(structure=Product.PARENT).select_related("parent"), pk=key
    )
    form = LimitsForm(request.POST or None, initial=_kept_now(request, product, place), place=place)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_channel_limits(
                channel=given["channel"],
                product_id=product.pk,
                location_id=place.pk,
                reserve=given["reserve"],
                buffer=given["buffer"],
                actor=request.staff.user,
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            text = _("%(channel)s: what is kept back in %(place)s is changed") % {
                "channel": given["channel"].name,
                "place": place.name,
            }
            return done(request, reverse("backoffice:stock-item", args=[product.pk]), text)
    context = {"form": form, "product": product, "place": place, "name": names_of([product])[product.pk]}
    return show(
        request,
        "backoffice/stock/limits.html",
        context,
        parts={"dialog": "backoffice/stock/limits_form.html"},
        status=422 if form.errors else 200,
    )
