"""Which counts a person works on."""

from django.shortcuts import get_object_or_404

from apps.stock.counting_selectors import StockCount, counts_for

from ..shell.access import StaffRequest

ACT = "stock.count"
APPROVE = "stock.approve"


def count_in_reach(request: StaffRequest, code: str) -> StockCount:
    """Return the count at one of the person's locations; Http404 otherwise."""
    return get_object_or_404(counts_for(rights=request.staff.rights), code=code)
