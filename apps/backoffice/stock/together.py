"""Limits and shelf of many levels at once."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.catalog.names import names_of
from apps.core.errors import DomainError
from apps.stock.selectors import StockLevel, levels_for
from apps.stock.services.limits import set_limits
from apps.stock.services.shelves import LONGEST_SHELF, set_shelf

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.forms import StaffForm
from ..shell.pages import done, refused, show, way_back

ACT = "stock.adjust"
MOST = 200
UNITS: dict[str, Any] = {
    "min_value": 0,
    "max_value": 1_000_000,
    "required": False,
    "error_messages": {"invalid": gettext_lazy("Type a whole number.")},
}


class TogetherForm(StaffForm):
    """What is left empty stays as it is."""

    safety_stock = forms.IntegerField(label=gettext_lazy("Safety stock"), **UNITS)
    low_stock_threshold = forms.IntegerField(label=gettext_lazy("Low stock from"), **UNITS)
    shelf = forms.CharField(label=gettext_lazy("Shelf"), max_length=LONGEST_SHELF, required=False)

    def clean(self) -> None:
        """Require something to change."""
        if not self.errors and all(value in (None, "") for value in self.cleaned_data.values()):
            self.add_error(None, _("Fill in what is to change; what is left empty stays as it is."))


def chosen_levels(request: StaffRequest, act: str) -> list[StockLevel]:
    """Return the levels that the address or the form names, as far as they are in the person's reach."""
    asked = request.POST if request.method == "POST" else request.GET
    keys = [int(key) for key in asked.getlist("level")[:MOST] if key.isdecimal() and len(key) < 18]
    mine = request.staff.rights.scope(levels_for(rights=request.staff.rights), act=act)
    return list(
        mine.filter(pk__in=keys).select_related("product__parent").order_by("product_id", "location_id")
    )


@staff_only(ACT, methods=ANSWER)
def together(request: StaffRequest) -> HttpResponse:
    """Ask what the chosen levels shall have, and set it."""
    levels, back = chosen_levels(request, ACT), way_back(request, reverse("backoffice:stock"))
    if not levels:
        return refused(request, back, _("Choose at least one row."))
    form = TogetherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _set(request, levels, form.cleaned_data)
        except DomainError as reason:
            form.refuse(reason)
        else:
            words = ngettext("%(count)d level changed", "%(count)d levels changed", len(levels))
            return done(request, back, words % {"count": len(levels)})
    names = names_of([level.product for level in levels])
    context = {"form": form, "levels": [(level, names[level.product_id]) for level in levels], "back": back}
    return show(request, "backoffice/stock/together.html", context, status=422 if form.errors else 200)


def _set(request: StaffRequest, levels: list[StockLevel], typed: dict[str, Any]) -> None:
    limits = {
        name: typed[name] for name in ("safety_stock", "low_stock_threshold") if typed[name] is not None
    }
    for level in levels if limits else ():
        now = {"safety_stock": level.safety_stock, "low_stock_threshold": level.low_stock_threshold}
        set_limits(
            product_id=level.product_id,
            location_id=level.location_id,
            actor=request.staff.user,
            **{**now, **limits},
        )
    if typed["shelf"]:
        keys = [(level.product_id, level.location_id) for level in levels]
        set_shelf(keys=keys, shelf=typed["shelf"], actor=request.staff.user)
