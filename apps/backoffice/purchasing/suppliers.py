"""Suppliers: the list, the card with what they sell, and changing both."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.names import names_of
from apps.core.errors import DomainError
from apps.purchasing.models import Supplier, SupplierAgreement
from apps.purchasing.selectors import ACT, agreements_of, orders_for, suppliers
from apps.purchasing.services import agreements as terms
from apps.purchasing.services import suppliers as services
from apps.purchasing.types import NewAgreement

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.listing import listing, wants_export
from ..shell.once import once
from ..shell.pages import done, refused, show
from .filters import SupplierFilter
from .orders import with_sums
from .sheets import sheet
from .supplier_forms import AgreementForm, PriceListForm, SupplierForm, agreement_values, supplier_values

COLUMNS: list[Column] = [
    (gettext_lazy("Code"), lambda row: row.code),
    (gettext_lazy("Name"), lambda row: row.name),
    (gettext_lazy("E-mail"), lambda row: row.email),
    (gettext_lazy("Currency"), lambda row: row.currency),
    (gettext_lazy("Lead time, days"), lambda row: row.lead_days),
    (gettext_lazy("Products"), lambda row: row.products),
]


@staff_only(ACT)
def supplier_list(request: StaffRequest) -> HttpResponseBase:
    """List the suppliers."""
    wanted = suppliers() if request.GET.get("inactive") else suppliers().filter(is_active=True)
    found = listing(
        request,
        wanted,
        filters=SupplierFilter,
        sorts={"name": ["name"], "lead": ["lead_days"]},
        default_sort="name",
    )
    if wants_export(request):
        return csv_answer("suppliers", COLUMNS, found.rows.iterator(chunk_size=500))
    context = {
        "list": found,
        "rows": list(found.page),
        "placeholder": _("Name, code, a product's SKU"),
        "may_change": request.staff.can_everywhere(ACT),
    }
    parts = {"list": "backoffice/purchasing/supplier_rows.html"}
    return show(request, "backoffice/purchasing/suppliers.html", context, parts=parts)


@staff_only(ACT, methods=ANSWER, everywhere=True)
def new(request: StaffRequest) -> HttpResponse:
    """Take up a supplier."""
    form = SupplierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with once(form.cleaned_data["mark"]):
                supplier = services.add_supplier(facts=form.facts(), actor=request.staff.user)
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:supplier", args=[supplier.code]), _("Added"))
    return _form_page(request, form, None)


@staff_only(ACT, methods=ANSWER, everywhere=True)
def change(request: StaffRequest, code: str) -> HttpResponse:
    """Change what is known of a supplier."""
    supplier = get_object_or_404(Supplier, code=code)
    form = SupplierForm(request.POST or None, initial=supplier_values(supplier))
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.change_supplier(
                supplier_id=supplier.pk, facts=form.facts(), actor=request.staff.user
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:supplier", args=[changed.code]), _("Saved"))
    return _form_page(request, form, supplier)


def _form_page(request: StaffRequest, form: SupplierForm, supplier: Supplier | None) -> HttpResponse:
    context = {"form": form, "supplier": supplier}
    status = 422 if form.errors else 200
    return show(request, "backoffice/purchasing/supplier_form.html", context, status=status)


@staff_only(ACT)
def card(request: StaffRequest, code: str) -> HttpResponse:
    """Show one supplier: terms, prices, the latest orders."""
    supplier = get_object_or_404(Supplier, code=code)
    agreed = list(agreements_of(supplier_id=supplier.pk))
    orders = with_sums(orders_for(rights=request.staff.rights).filter(supplier=supplier))
    context = {
        "supplier": supplier,
        "agreements": _rows(agreed),
        "orders": orders.order_by("-created_at", "-pk")[:10],
        "may_change": request.staff.can_everywhere(ACT),
    }
    return show(request, "backoffice/purchasing/supplier.html", context)


def _rows(agreed: Sequence[SupplierAgreement]) -> list[Mapping[str, Any]]:
    """Return each agreement with the product's name and whether it counts today, those that do first."""
    names = names_of([each.product for each in agreed])
    today = timezone.localdate()
    rows = [
        {
            "agreement": each,
            "name": names[each.product_id],
            "is_valid": each.valid_from <= today and (each.valid_to is None or each.valid_to >= today),
            "is_later": each.valid_from > today,
        }
        for each in agreed
    ]
    return sorted(rows, key=lambda row: not (row["is_valid"] or row["is_later"]))


@staff_only(ACT, methods=ANSWER, everywhere=True)
def agree(request: StaffRequest, code: str) -> HttpResponse:
    """Agree on terms for a product, or on others from a day on."""
    supplier = get_object_or_404(Supplier, code=code)
    form = AgreementForm(request.POST or None, initial=_agreed(request, supplier))
    if request.method == "POST" and form.is_valid():
        refusal = _agree(request, supplier, [form.agreement()], form.cleaned_data["mark"])
        if refusal is None:
            return done(request, reverse("backoffice:supplier", args=[code]), _("Agreed"))
        form.refuse(refusal)
    title = _("What %(name)s sells") % {"name": supplier.name}
    return sheet(request, form=form, title=title, act=_("Agree"))


def _agreed(request: StaffRequest, supplier: Supplier) -> dict[str, Any]:
    key = request.GET.get("agreement", "")
    if not key.isdecimal() or len(key) > 15:
        return {}
    found = agreements_of(supplier_id=supplier.pk).filter(pk=int(key)).first()
    return agreement_values(found) if found else {}


@staff_only(ACT, methods=ANSWER, everywhere=True)
def price_list(request: StaffRequest, code: str) -> HttpResponse:
    """Take in a pasted price list: all of it or nothing."""
    supplier = get_object_or_404(Supplier, code=code)
    form = PriceListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        refusal = _agree(request, supplier, _with_prices(supplier, typed), typed["mark"])
        if refusal is None:
            return done(request, reverse("backoffice:supplier", args=[code]), _("Agreed"))
        form.refuse(refusal)
    return sheet(request, form=form, title=_("Paste prices"), act=_("Agree"))


def _with_prices(supplier: Supplier, typed: Mapping[str, Any]) -> list[NewAgreement]:
    """Return terms with the new prices; what isn't on the list stays as it was agreed last."""
    known = {each.product_id: each for each in reversed(agreements_of(supplier_id=supplier.pk))}
    kept = ("supplier_sku", "pack_size", "minimum_quantity", "lead_days", "is_preferred")
    return [
        NewAgreement(
            product_id=product_id,
            breaks=breaks,
            valid_from=typed["valid_from"],
            **{name: getattr(known[product_id], name) for name in kept if product_id in known},
        )
        for product_id, breaks in typed["lines"].items()
    ]


def _agree(
    request: StaffRequest, supplier: Supplier, agreements: Sequence[NewAgreement], mark: str
) -> DomainError | None:
    try:
        with once(mark):
            terms.agree(supplier_id=supplier.pk, agreements=agreements, actor=request.staff.user)
    except DomainError as reason:
        return reason
    return None


@staff_only(ACT, methods=DO, everywhere=True)
def end(request: StaffRequest, code: str, key: int) -> HttpResponse:
    """Let an agreement end yesterday."""
    supplier = get_object_or_404(Supplier, code=code)
    get_object_or_404(supplier.agreements.all(), pk=key)
    back = reverse("backoffice:supplier", args=[code])
    yesterday = timezone.localdate() - timedelta(days=1)
    try:
        terms.end_agreement(agreement_id=key, last_date=yesterday, actor=request.staff.user)
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("Ended"))
