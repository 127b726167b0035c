"""Proposals: the list, and why one of them is made, with its past in pictures."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.names import name_of, names_of
from apps.core import clock
from apps.core.formatting import format_short_day
from apps.core.ui import reader_locale
from apps.purchasing.models import ReplenishmentProposal
from apps.purchasing.proposals import open_proposals, proposals_for
from apps.purchasing.replenishment.glance import Glance, glance_at
from apps.purchasing.replenishment.words import sentences
from apps.purchasing.selectors import ACT

from ..shell.access import StaffRequest, staff_only
from ..shell.export import Column, csv_answer
from ..shell.listing import listing, wants_export
from ..shell.pages import show
from .filters import ProposalFilter

PER_PAGE = 50


def source_of(proposal: ReplenishmentProposal) -> str:
    """Return from whom or from where the goods would come."""
    source = proposal.origin or proposal.supplier
    return str(source) if source else ""


def cost_of(proposal: ReplenishmentProposal) -> tuple[Decimal, str] | None:
    """Return what the supplier takes for it, and in which currency; None of a transfer and of what nobody sells."""
    terms = proposal.explanation["terms"]
    if proposal.kind != ReplenishmentProposal.Kind.PURCHASE or not terms:
        return None
    return proposal.quantity * Decimal(terms["unit_price"]), terms["currency"]


SORTS = {
    "cover": ["cover_days", "product__sku"],
    "name": ["product__title", "product__sku"],
    "location": ["location__name", "cover_days"],
    "from": ["kind", "supplier__name", "origin__name", "cover_days"],
    "quantity": ["quantity"],
}
VIEWS = [
    ("", gettext_lazy("All")),
    ("kind=purchase", gettext_lazy("Purchases")),
    ("kind=transfer", gettext_lazy("Transfers")),
    ("kind=nobody", gettext_lazy("Nobody sells it")),
]
COLUMNS: list[Column] = [
    (gettext_lazy("SKU"), lambda each: each.product.sku),
    (gettext_lazy("Product"), lambda each: name_of(each.product)),
    (gettext_lazy("Location"), lambda each: each.location.name),
    (gettext_lazy("Kind"), lambda each: each.get_kind_display()),
    (gettext_lazy("From"), source_of),
    (gettext_lazy("Quantity"), lambda each: each.quantity),
    (gettext_lazy("Position"), lambda each: each.position),
    (gettext_lazy("Days of cover"), lambda each: each.cover_days),
    (gettext_lazy("A day"), lambda each: each.explanation["rate"]),
    (gettext_lazy("Cost"), lambda each: (cost_of(each) or [""])[0]),
    (gettext_lazy("Currency"), lambda each: (cost_of(each) or ["", ""])[1]),
]


@staff_only(ACT)
def proposal_list(request: StaffRequest) -> HttpResponseBase:
    """List what waits to be ordered or sent, what runs out first at the top."""
    found = listing(
        request,
        open_proposals(rights=request.staff.sight),
        filters=ProposalFilter,
        sorts=SORTS,
        default_sort="cover",
        per_page=PER_PAGE,
    )
    if wants_export(request):
        return csv_answer("proposals", COLUMNS, found.rows.iterator(chunk_size=500))
    names = names_of([each.product for each in found.page])
    context = {
        "list": found,
        "rows": [
            {
                "proposal": each,
                "name": names[each.product_id],
                "source": source_of(each),
                "cost": cost_of(each),
                "lasts": round(each.cover_days or 0),
            }
            for each in found.page
        ],
        "views": [(f"?{query}", title, request.GET.get("kind", "") == query[5:]) for query, title in VIEWS],
        "placeholder": _("Name, SKU, barcode"),
        "made_at": open_proposals(rights=request.staff.sight)
        .order_by("-made_at")
        .values_list("made_at", flat=True)
        .first(),
    }
    return show(
        request,
        "backoffice/replenishment/list.html",
        context,
        parts={"list": "backoffice/replenishment/rows.html"},
    )


@staff_only(ACT)
def why(request: StaffRequest, key: int) -> HttpResponse:
    """Say why so many are proposed, with what was sold and left on the days before."""
    proposal = get_object_or_404(proposals_for(rights=request.staff.rights), pk=key)
    currency = str(settings.BOTTEGA_MERCHANT["currency"])
    context = {
        "proposal": proposal,
        "name": names_of([proposal.product])[proposal.product_id],
        "source": source_of(proposal),
        "said": proposal.explanation,
        "sentences": sentences(proposal.explanation, currency=currency),
        **_pictures(glance_at(proposal.product_id, location=proposal.location, at=clock.now())),
    }
    return show(
        request,
        "backoffice/replenishment/why.html",
        context,
        parts={f"why-{key}": "backoffice/replenishment/why_body.html"},
    )


def _pictures(glance: Glance) -> dict[str, Any]:
    locale = reader_locale()
    days = [format_short_day(day, locale=locale) for day in glance.days]
    return {
        "days": days,
        "sold": [(_("Sold"), glance.sold)],
        "left": [(_("On hand"), glance.on_hand)],
    }
