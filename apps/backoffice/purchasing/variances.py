"""Variances: where goods cost another amount than was ordered, and why."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy

from apps.catalog.names import names_of
from apps.purchasing.selectors import ACT, company_currency
from apps.purchasing.variances import Variance, variances

from ..shell.access import StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.pages import show

COLUMNS: list[Column] = [
    (gettext_lazy("Receipt"), lambda row: row.line.receipt.code),
    (gettext_lazy("Received"), lambda row: row.line.receipt.received_at),
    (gettext_lazy("Supplier"), lambda row: row.line.receipt.supplier.name),
    (gettext_lazy("SKU"), lambda row: row.line.product.sku),
    (gettext_lazy("Units"), lambda row: row.line.units),
    (gettext_lazy("By the price"), lambda row: row.by_price),
    (gettext_lazy("By the exchange rate"), lambda row: row.by_rate),
    (gettext_lazy("Not in stock any more"), lambda row: row.uncarried),
]


@staff_only(ACT)
def variance_list(request: StaffRequest) -> HttpResponseBase:
    """List the deliveries whose goods cost another amount than was ordered."""
    found = variances(rights=request.staff.sight)
    if request.GET.get("export") == "csv":
        return csv_answer("variances", COLUMNS, found)
    return show(request, "backoffice/purchasing/variances.html", _context(found))


def _context(found: list[Variance]) -> dict[str, Any]:
    names = names_of([each.line.product for each in found])
    return {
        "rows": [(each, names[each.line.product_id]) for each in found],
        "by_price": sum(each.by_price for each in found),
        "by_rate": sum(each.by_rate for each in found),
        "uncarried": sum(each.uncarried for each in found),
        "currency": company_currency(),
    }
