"""What the goods of a delivery turned out to cost: shown first, then booked by the same reckoning."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.names import names_of
from apps.core import clock
from apps.core.errors import DomainError
from apps.purchasing.choices import LandedKind, SplitBy
from apps.purchasing.models import GoodsReceipt, GoodsReceiptLine
from apps.purchasing.selectors import ACT, company_currency
from apps.purchasing.services import costing
from apps.purchasing.types import CostShare

from ..shell.access import ANSWER, StaffRequest, staff_only
from ..shell.forms import FormSentOnce
from ..shell.once import once
from ..shell.pages import done
from .receipts import lines_of, mine
from .sheets import sheet


class LandedForm(FormSentOnce):
    kind = forms.ChoiceField(label=gettext_lazy("For"), choices=LandedKind.choices)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=Decimal("0.01"), max_digits=12, decimal_places=3
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3)
    split_by = forms.ChoiceField(label=gettext_lazy("Share by"), choices=SplitBy.choices)
    document = forms.CharField(label=gettext_lazy("Invoice or document"), max_length=64, required=False)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


@staff_only(ACT, methods=ANSWER)
def landed(request: StaffRequest, code: str) -> HttpResponse:
    """Share freight, duty or insurance among the goods: shown first, then booked by the same reckoning."""
    receipt = mine(request, code)
    form = LandedForm(_asked(request), initial={"currency": company_currency()})
    shares, refusal = [], ""
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        facts = {name: typed[name] for name in ("amount", "currency", "split_by")}
        try:
            shares = costing.preview_landed(receipt=receipt, **facts)
            if request.method == "POST":
                with once(typed["mark"]):
                    costing.add_landed_cost(
                        receipt_id=receipt.pk,
                        kind=typed["kind"],
                        document=typed["document"],
                        actor=request.staff.user,
                        at=clock.now(),
                        **facts,
                    )
                return done(request, reverse("backoffice:receipt", args=[code]), _("Added to the cost"))
        except DomainError as reason:
            refusal = _refuse(request, form, reason)
    return _cost_sheet(request, receipt, form, shares, refusal, _("Cost on top"), _("Add to the cost"))


class InvoiceForm(FormSentOnce):
    """What the invoice says a unit of each costs."""

    invoice = forms.CharField(label=gettext_lazy("Invoice"), max_length=64)

    def __init__(self, *args: Any, lines: Sequence[GoodsReceiptLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        known = costing.latest_prices(line_ids=[line.pk for line in lines])
        names = names_of([line.product for line in lines])
        for line in lines:
            price = known.get(line.pk, line.unit_price)
            self.fields[f"p-{line.pk}"] = forms.DecimalField(
                label=names[line.product_id],
                min_value=Decimal(0),
                max_digits=14,
                decimal_places=4,
                initial=f"{price.normalize():f}",
            )

    def prices(self) -> dict[int, Decimal]:
        """Return the price of a unit by receipt line."""
        return {line.pk: self.cleaned_data[f"p-{line.pk}"] for line in self.lines}


@staff_only(ACT, methods=ANSWER)
def invoice(request: StaffRequest, code: str) -> HttpResponse:
    """Take the prices of the invoice into the cost: shown first, then booked by the same reckoning."""
    receipt = mine(request, code)
    form = InvoiceForm(_asked(request), lines=lines_of(receipt))
    shares: list[CostShare] = []
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            shares = costing.preview_invoice(receipt=receipt, prices=form.prices())
            if request.method == "POST":
                with once(form.cleaned_data["mark"]):
                    costing.book_invoice(
                        receipt_id=receipt.pk,
                        invoice=form.cleaned_data["invoice"],
                        prices=form.prices(),
                        actor=request.staff.user,
                        at=clock.now(),
                    )
                return done(request, reverse("backoffice:receipt", args=[code]), _("Invoice booked"))
        except DomainError as reason:
            refusal = _refuse(request, form, reason)
    title = _("Prices of the invoice, in %(currency)s") % {"currency": receipt.currency}
    return _cost_sheet(request, receipt, form, shares, refusal, title, _("Book the invoice"))


def _asked(request: StaffRequest) -> Any:
    if request.method == "POST":
        return request.POST
    return request.GET if "mark" in request.GET else None


def _refuse(request: StaffRequest, form: FormSentOnce, reason: DomainError) -> str:
    """Say a refusal in the form that was sent; in the preview of one that is being filled in, there."""
    if request.method == "POST":
        form.refuse(reason)
        return ""
    return str(reason)


def _cost_sheet(
    request: StaffRequest,
    receipt: GoodsReceipt,
    form: FormSentOnce,
    shares: Sequence[CostShare],
    refusal: str,
    *words: str,
) -> HttpResponse:
    title, act = words
    products = {line.product_id: line.product for line in lines_of(receipt)}
    names = names_of(list(products.values()))
    return sheet(
        request,
        form=form,
        title=title,
        act=act,
        body="backoffice/purchasing/cost_preview.html",
        follow=True,
        shares=[(share, names[share.product_id]) for share in shares],
        total=sum((share.amount for share in shares), Decimal(0)),
        currency=company_currency(),
        refusal=refusal,
    )
