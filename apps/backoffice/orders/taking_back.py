"""Take goods back over the counter; the preview is reckoned by what then executes it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.channels.models import Location
from apps.core import clock
from apps.core.errors import DomainError
from apps.orders.models import Line, Order, ReturnLine
from apps.orders.services.returning import returnable
from apps.orders.services.returns import ReturnPlan, returns_preview, take_back
from apps.orders.types import TakenBack
from apps.payments.selectors import Payment
from apps.stock.selectors import StockLevel

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.pages import done, refused, show
from ..shell.pictures import add_pictures
from .quantities import QuantitiesForm
from .reach import orders_in_reach

ACT = "orders.refund"
PARTS = {"sheet": "backoffice/orders/return_form.html", "outcome": "backoffice/orders/return_outcome.html"}


class ReturnForm(QuantitiesForm):
    location = forms.ModelChoiceField(
        queryset=Location.objects.none(), label=gettext_lazy("Where"), empty_label=None
    )

    def __init__(self, *args: Any, places: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["location"]
        where.queryset = Location.objects.filter(pk__in=places).order_by("name")
        for line in self.lines:
            self.fields[f"d-{line.pk}"] = forms.ChoiceField(
                label=_("Goes to"), choices=ReturnLine.Disposition.choices, required=False
            )
            self.fields[f"r-{line.pk}"] = forms.CharField(label=_("Why"), max_length=200, required=False)

    def fields_of(self, line: Line) -> dict[str, BoundField]:
        """Return the fields that belong to a line."""
        return {
            "quantity": self[f"q-{line.pk}"],
            "disposition": self[f"d-{line.pk}"],
            "reason": self[f"r-{line.pk}"],
        }

    def taken(self) -> list[TakenBack]:
        """Return what was filled in, as orders take it."""
        return [
            TakenBack(
                line_id=key,
                quantity=quantity,
                disposition=self.cleaned_data.get(f"d-{key}") or "sellable",
                reason=self.cleaned_data.get(f"r-{key}", ""),
            )
            for key, quantity in self.quantities().items()
        ]


@staff_only(ACT, methods=ANSWER)
def take_back_goods(request: StaffRequest, key: int) -> HttpResponse:
    """Show what taking back comes to, and do it."""
    order = get_object_or_404(orders_in_reach(request.staff.rights, act=ACT), pk=key)
    back = reverse("backoffice:order", args=[order.number])
    form = _form(request, order)
    if not form.lines:
        return refused(request, back, _("Nothing of this order can come back."))
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = take_back(
                order_id=order.pk,
                lines=form.taken(),
                location=form.cleaned_data["location"],
                actor=request.staff.user,
                at=clock.now(),
                source_id=form.cleaned_data["mark"],
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, back, _("Taken back as %(code)s") % {"code": handed_in.code})
    context = {"order": order, "form": form, **_preview(order, form)}
    status = 422 if request.method == "POST" else 200
    return show(request, "backoffice/orders/return.html", context, parts=PARTS, status=status)


def _form(request: StaffRequest, order: Order) -> ReturnForm:
    staff = request.staff
    places = [place.pk for place in staff.places if place.accepts_returns and staff.can(ACT, place.pk)]
    lines = list(Line.objects.filter(order=order).select_related("product__parent").order_by("position"))
    add_pictures(line.product for line in lines)
    asked = request.POST if request.method == "POST" else (request.GET if "mark" in request.GET else None)
    here = staff.place.pk if staff.place else order.location_id
    return ReturnForm(
        asked,
        lines=lines,
        left=returnable(order=order),
        preset=False,
        places=places,
        initial={"location": here if here in places else None},
    )


def _preview(order: Order, form: ReturnForm) -> dict[str, Any]:
    """Return what will happen, with what is filled in so far; nothing before a quantity is."""
    plan, refusal = None, ""
    if form.is_bound and not any(name.startswith(("q-", "d-")) for name in form.errors) and form.quantities():
        try:
            plan = returns_preview(order_id=order.pk, lines=form.taken())
        except DomainError as reason:
            refusal = str(reason)
    methods = dict(Payment.Method.choices)
    return {
        "plan": plan,
        "refusal": refusal,
        "units": sum(share.taken.quantity for share in plan.shares) if plan else 0,
        "total": plan.gross if plan else Decimal(0),
        "back": [(methods.get(share.method, share.method), share.amount) for share in plan.pay_back]
        if plan
        else [],
        "in_cash": plan.in_cash if plan else Decimal(0),
        "stock": _stock(plan, form) if plan else [],
    }


def _stock(plan: ReturnPlan, form: ReturnForm) -> list[tuple[str, str, int, int]]:
    """Return what changes on the shelf: title, what becomes of it, on hand before and after."""
    place = form.cleaned_data.get("location")
    products = [share.line.product_id for share in plan.shares if share.line.product_id]
    levels = StockLevel.objects.filter(product__in=products, location=place)
    on_hand = dict(levels.values_list("product_id", "on_hand")) if place else {}
    words = dict(ReturnLine.Disposition.choices)
    rows = []
    for share in plan.shares:
        before = on_hand.get(share.line.product_id or 0, 0)
        comes = share.taken.quantity if share.taken.disposition == "sellable" and share.line.product_id else 0
        on_hand[share.line.product_id or 0] = before + comes
        name = form.names[share.line.pk]
        rows.append((name, str(words[share.taken.disposition]), before, before + comes))
    return rows
