"""Changing the state of goods where they lie, writing them off, and putting them on a shelf."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.core.errors import DomainError
from apps.stock.choices import COUNTERS, StockState
from apps.stock.selectors import StockLevel
from apps.stock.services.shelves import LONGEST_SHELF, set_shelf
from apps.stock.services.states import BY_HAND, change_state, write_off

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.forms import FormSentOnce, StaffForm
from ..shell.pages import done, show
from .acts import ADJUST, place_in_reach
from .forms import REASONS

WRITE_OFF = "write-off"
STATES = [(state.value, state.label) for state in BY_HAND]


class StateForm(FormSentOnce):
    """From which state into which, how many, and why."""

    origin = forms.ChoiceField(label=gettext_lazy("From"), choices=STATES)
    to = forms.ChoiceField(
        label=gettext_lazy("To"), choices=[*STATES, (WRITE_OFF, gettext_lazy("Write off: it is gone"))]
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Units"),
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Say how many units."),
            "invalid": gettext_lazy("Type a whole number."),
        },
    )
    choice = forms.ChoiceField(label=gettext_lazy("Why"), choices=REASONS, required=False)
    note = forms.CharField(label=gettext_lazy("In your words"), max_length=150, required=False)

    def clean(self) -> None:
        """Require one reason, chosen or written."""
        choice, note = self.cleaned_data.get("choice", ""), self.cleaned_data.get("note", "").strip()
        if (not choice and not note) or (choice == "other" and not note):
            self.add_error("choice" if not choice else "note", _("Say why, so that others can follow."))

    def reason(self) -> str:
        """Return the reason as the ledger keeps it."""
        choice, note = self.cleaned_data["choice"], self.cleaned_data["note"].strip()
        return ": ".join(part for part in (choice if choice != "other" else "", note) if part)


class ShelfForm(StaffForm):
    shelf = forms.CharField(
        label=gettext_lazy("Shelf"),
        max_length=LONGEST_SHELF,
        required=False,
        help_text=gettext_lazy("Such as A-03-2. Empty: none."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


@staff_only(ADJUST, methods=ANSWER)
def state(request: StaffRequest, key: int, location: int) -> HttpResponse:
    """Ask what becomes of how many units, and do it."""
    context = _level(request, key, location)
    form = StateForm(request.POST or None, initial={"quantity": 1, "to": StockState.QUARANTINE})
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(request, form, key, location)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:stock-item", args=[key]), _("State changed"))
    level = context["level"]
    context |= {
        "form": form,
        "lying": [(each.label, getattr(level, COUNTERS[each]) if level else 0) for each in BY_HAND],
    }
    return _answer(request, "state", context, form)


def _carry_out(request: StaffRequest, form: StateForm, key: int, location: int) -> None:
    typed = form.cleaned_data
    given: dict[str, Any] = {
        "product_id": key,
        "location_id": location,
        "quantity": typed["quantity"],
        "reason": form.reason(),
        "actor": request.staff.user,
        "key": typed["mark"],
    }
    origin = StockState(typed["origin"])
    if typed["to"] == WRITE_OFF:
        write_off(state=origin, **given)
    else:
        change_state(origin=origin, to=StockState(typed["to"]), **given)


@staff_only(ADJUST, methods=ANSWER)
def shelf(request: StaffRequest, key: int, location: int) -> HttpResponse:
    """Ask on which shelf the product lies, and note it."""
    context = _level(request, key, location)
    level = context["level"]
    form = ShelfForm(request.POST or None, initial={"shelf": level.shelf if level else ""})
    if request.method == "POST" and form.is_valid():
        set_shelf(keys=[(key, location)], shelf=form.cleaned_data["shelf"], actor=request.staff.user)
        return done(request, reverse("backoffice:stock-item", args=[key]), _("Shelf noted"))
    return _answer(request, "shelf", context | {"form": form}, form)


def _level(request: StaffRequest, key: int, location: int) -> dict[str, Any]:
    place = place_in_reach(request, ADJUST, location)
    product = get_object_or_404(
        Product.objects.exclude(structure=Product.PARENT).select_related("parent"), pk=key
    )
    return {
        "product": product,
        "name": names_of([product])[product.pk],
        "place": place,
        "level": StockLevel.objects.filter(product=product, location=place).first(),
    }


def _answer(request: StaffRequest, name: str, context: dict[str, Any], form: StaffForm) -> HttpResponse:
    return show(
        request,
        f"backoffice/stock/{name}.html",
        context,
        parts={"dialog": f"backoffice/stock/{name}_form.html"},
        status=422 if form.errors else 200,
    )
