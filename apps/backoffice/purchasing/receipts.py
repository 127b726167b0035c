"""Deliveries that were booked: the list, one of them, and sending goods back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.names import names_of
from apps.core import clock
from apps.core.errors import DomainError
from apps.purchasing.models import GoodsReceipt, GoodsReceiptLine
from apps.purchasing.selectors import ACT, company_currency, receipts_for
from apps.purchasing.services import costing, returning
from apps.purchasing.types import SentBack

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.forms import FormSentOnce
from ..shell.listing import listing, wants_export
from ..shell.pages import done, show
from ..shell.pictures import add_pictures
from .filters import ReceiptFilter
from .sheets import sheet
from .timeline import happenings

COLUMNS: list[Column] = [
    (gettext_lazy("Receipt"), lambda row: row.code),
    (gettext_lazy("Received"), lambda row: row.received_at),
    (gettext_lazy("Supplier"), lambda row: row.supplier.name),
    (gettext_lazy("Location"), lambda row: row.location.name),
    (gettext_lazy("Order"), lambda row: row.order.code if row.order else ""),
    (gettext_lazy("Delivery note"), lambda row: row.delivery_note),
    (gettext_lazy("Units"), lambda row: row.units),
    (gettext_lazy("Cost"), lambda row: row.cost),
]


def with_sums(receipts: QuerySet[GoodsReceipt]) -> QuerySet[GoodsReceipt]:
    """Add to each receipt how many units came and what they cost."""
    lines = GoodsReceiptLine.objects.filter(receipt=OuterRef("pk")).order_by().values("receipt")
    units = F("quantity") + F("damaged")
    return receipts.annotate(
        units=Subquery(lines.annotate(of=Sum(units)).values("of")),
        broken=Subquery(lines.annotate(of=Sum("damaged")).values("of")),
        over=Subquery(lines.annotate(of=Sum("over")).values("of")),
        cost=Subquery(lines.annotate(of=Sum(units * F("unit_cost"))).values("of")),
    )


@staff_only(ACT)
def receipt_list(request: StaffRequest) -> HttpResponseBase:
    """List what suppliers delivered."""
    receipts = with_sums(receipts_for(rights=request.staff.sight))
    found = listing(
        request,
        receipts,
        filters=ReceiptFilter,
        sorts={"received": ["received_at"]},
        default_sort="-received",
    )
    if wants_export(request):
        return csv_answer("receipts", COLUMNS, found.rows.iterator(chunk_size=500))
    context = {
        "list": found,
        "rows": list(found.page),
        "currency": company_currency(),
        "placeholder": _("Receipt, delivery note, order, supplier"),
    }
    parts = {"list": "backoffice/purchasing/receipt_rows.html"}
    return show(request, "backoffice/purchasing/receipts.html", context, parts=parts)


@staff_only(ACT)
def receipt_page(request: StaffRequest, code: str) -> HttpResponse:
    """Show one delivery: what came, what a unit costs with all that was added since."""
    receipt = mine(request, code)
    lines = lines_of(receipt)
    names = names_of([line.product for line in lines])
    add_pictures(line.product for line in lines)
    added = costing.added_costs(receipt=receipt)
    prices = costing.latest_prices(line_ids=[line.pk for line in lines])
    rows = [
        {
            "line": line,
            "name": names[line.product_id],
            "invoiced": prices.get(line.pk),
            "added": added.get(line.pk, Decimal(0)),
            "unit": line.unit_cost + added.get(line.pk, Decimal(0)) / line.units,
        }
        for line in lines
    ]
    context = {
        "receipt": receipt,
        "rows": rows,
        "currency": company_currency(),
        "units": sum(line.units for line in lines),
        "cost": sum((line.units * line.unit_cost + added.get(line.pk, 0) for line in lines), Decimal(0)),
        "landed": receipt.landed_costs.order_by("pk"),
        "returns": receipt.returns.prefetch_related("lines").order_by("pk"),
        "events": happenings(f"goods-receipt:{receipt.pk}"),
    }
    return show(request, "backoffice/purchasing/receipt.html", context)


@staff_only(ACT)
def by_key(request: StaffRequest, key: int) -> HttpResponse:
    """Go to the receipt that another page knows by its key."""
    receipt = get_object_or_404(receipts_for(rights=request.staff.rights), pk=key)
    return redirect("backoffice:receipt", code=receipt.code)


class SendBackForm(FormSentOnce):
    """How many of each go back, out of the sellable ones and out of quarantine."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why; it stands on the movement.")},
    )

    def __init__(self, *args: Any, lines: Sequence[GoodsReceiptLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        names = names_of([line.product for line in lines])
        for line in lines:
            for prefix, words in (("s", _("%(name)s, fit for sale")), ("d", _("%(name)s, from quarantine"))):
                if prefix == "d" and not line.damaged:
                    continue
                self.fields[f"{prefix}-{line.product_id}"] = forms.IntegerField(
                    label=words % {"name": names[line.product_id]},
                    min_value=0,
                    max_value=1_000_000,
                    required=False,
                    initial=0,
                )

    def goods(self) -> list[SentBack]:
        """Return what goes back."""
        return [
            SentBack(line.product_id, units, from_quarantine=prefix == "d")
            for line in self.lines
            for prefix in ("s", "d")
            if (units := self.cleaned_data.get(f"{prefix}-{line.product_id}"))
        ]


@staff_only(ACT, methods=ANSWER)
def send_back(request: StaffRequest, code: str) -> HttpResponse:
    """Send goods of the delivery back to their supplier."""
    receipt = mine(request, code)
    form = SendBackForm(request.POST or None, lines=lines_of(receipt))
    if request.method == "POST" and form.is_valid():
        try:
            returning.send_back(
                supplier_id=receipt.supplier_id,
                location_id=receipt.location_id,
                receipt_id=receipt.pk,
                goods=form.goods(),
                reason=form.cleaned_data["reason"],
                key=form.cleaned_data["mark"],
                actor=request.staff.user,
                at=clock.now(),
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:receipt", args=[code]), _("Sent back"))
    title = _("Send back to %(name)s") % {"name": receipt.supplier.name}
    return sheet(request, form=form, title=title, act=_("Take out of stock and send back"))


def mine(request: StaffRequest, code: str) -> GoodsReceipt:
    """Return the receipt if it came to one of the person's locations, else 404."""
    return get_object_or_404(receipts_for(rights=request.staff.rights), code=code)


def lines_of(receipt: GoodsReceipt) -> list[GoodsReceiptLine]:
    """Return what came, with products."""
    return list(receipt.lines.select_related("product__parent", "order_line").order_by("pk"))
