"""The audit page: the last runs with their checks, the rows that differ, and what can be done about them."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.channels.models import Location
from apps.core.errors import DomainError
from apps.core.models import AuditRun, Incident
from apps.core.self_audit import KIND, request_audit
from apps.stock.services.rebuild import preview_rebuild, rebuild_level

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.forms import StaffForm
from ..shell.pages import done, refused, show
from .words import checked, counter_words, differing

ACT = "exceptions.resolve"
REPAIR = "stock.adjust"
PER_PAGE = 10


class RebuildForm(StaffForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why, so that others can follow.")},
    )


@staff_only(ACT, everywhere=True)
def audit_page(request: StaffRequest) -> HttpResponse:
    """Show the last runs, and what differs from its ledger now."""
    runs = Paginator(AuditRun.objects.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    open_ones = Incident.objects.filter(kind=KIND, resolved_at__isnull=True).order_by("subject")
    context = {
        "page": runs,
        "runs": [{"run": run, "checks": checked(run)} for run in runs],
        "differing": differing(list(open_ones), staff=request.staff),
        "is_busy": AuditRun.objects.filter(finished_at=None).exists(),
    }
    return show(request, "backoffice/audit/page.html", context, parts={"audit": "backoffice/audit/body.html"})


@staff_only(ACT, methods=DO, everywhere=True)
def run_now(request: StaffRequest) -> HttpResponse:
    """Have everything compared now."""
    request_audit(actor=request.staff.user)
    return done(request, reverse("backoffice:audit"), _("It begins in a moment"))


@staff_only(REPAIR, methods=ANSWER)
def repair(request: StaffRequest, key: int, location: int) -> HttpResponse:
    """Show what a level's counters say and what its ledger says; set them to it for a reason."""
    mine = request.staff.rights.scope(Location.objects.all(), act=REPAIR, location_field="pk")
    place = get_object_or_404(mine, pk=location)
    product = get_object_or_404(Product.objects.select_related("parent"), pk=key)
    changes = preview_rebuild(product_id=product.pk, location_id=place.pk)
    form, back = RebuildForm(request.POST or None), reverse("backoffice:stock-item", args=[product.pk])
    if request.method == "POST" and form.is_valid():
        try:
            rebuild_level(
                product_id=product.pk,
                location_id=place.pk,
                seen=_seen(request),
                reason=form.cleaned_data["reason"],
                actor=request.staff.user,
            )
        except DomainError as reason:
            return refused(request, back, reason)
        return done(request, back, _("The counters say what the ledger says"))
    context: dict[str, Any] = {
        "form": form,
        "product": product,
        "name": names_of([product])[product.pk],
        "place": place,
        "changes": [(each, counter_words(each.counter)) for each in changes],
    }
    return show(
        request,
        "backoffice/audit/repair.html",
        context,
        parts={"dialog": "backoffice/audit/repair_form.html"},
        status=422 if form.errors else 200,
    )


def _seen(request: StaffRequest) -> dict[str, int]:
    """Return what the form showed of the ledger, by counter; what makes no sense fits nothing."""
    pairs = (value.partition(":") for value in request.POST.getlist("seen")[:10])
    return {name: int(units) for name, _colon, units in pairs if units.removeprefix("-").isdecimal()}
