"""A till sent two contents under the id of one sale: somebody says which of them happened."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.errors import DomainError
from apps.pos.selectors import contradictions
from apps.pos.services.resolution import book_as_another, keep_first

from ..shell.access import DO, StaffRequest, staff_only
from ..shell.pages import done, refused

ACTS = {"keep-first": keep_first, "book-as-another": book_as_another}


@staff_only("exceptions.resolve", methods=DO)
def settle_copy(request: StaffRequest, sale_id: Any, copy: int) -> HttpResponse:
    """Keep the first content only, or book the other one as a sale of its own; with a reason."""
    mine = contradictions(rights=request.staff.rights).filter(envelope__sale_id=sale_id)
    found = get_object_or_404(mine, pk=copy)
    back = reverse("backoffice:till-sale", args=[sale_id])
    act = ACTS.get(request.POST.get("action", ""))
    if act is None:
        return refused(request, back, _("Choose what happened."))
    try:
        act(copy_id=found.pk, reason=request.POST.get("reason", "")[:200], actor=request.staff.user)
    except DomainError as refusal:
        return refused(request, back, refusal)
    return done(request, back, _("Settled"))
