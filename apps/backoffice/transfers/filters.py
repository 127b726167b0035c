"""What transfers can be looked for by, and their list as a file."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter  # type: ignore[import-untyped]

from apps.catalog.selectors import by_code
from apps.channels.models import Location
from apps.stock.choices import ON_THE_WAY, TransferState
from apps.stock.selectors import Transfer, TransferLine, transfers_for

from ..shell.export import Column

State = TransferState
TABS = {
    "open": (_("Open"), (State.DRAFT, *ON_THE_WAY)),
    "received": (_("Received"), (State.RECEIVED,)),
    "cancelled": (_("Cancelled"), (State.CANCELLED,)),
}
SORTS = {
    "code": ["code"],
    "origin": ["origin__name"],
    "destination": ["destination__name"],
    "products": ["products"],
    "units": ["units"],
    "drafted": ["created_at"],
}
COLUMNS: list[Column] = [
    (_("Transfer"), lambda each: each.code),
    (_("From"), lambda each: each.origin.name),
    (_("To"), lambda each: each.destination.name),
    (_("State"), lambda each: each.get_state_display()),
    (_("Products"), lambda each: each.products),
    (_("Units"), lambda each: each.units),
    (_("Drafted"), lambda each: each.created_at),
    (_("Sent"), lambda each: each.dispatched_at),
    (_("Received"), lambda each: each.received_at),
    (_("Note"), lambda each: each.note),
]


def _ends(request: Any) -> QuerySet[Location]:
    """Return where the transfers that the person sees begin or end."""
    mine = transfers_for(rights=request.staff.sight).order_by()
    ends = Q(pk__in=mine.values("origin")) | Q(pk__in=mine.values("destination"))
    return Location.objects.filter(ends).order_by("name")


class TransferFilter(FilterSet):  # type: ignore[misc]
    """The view chooses by `tab`."""

    q = CharFilter(method="search", label=_("Search"))
    origin = ModelChoiceFilter(queryset=_ends, label=_("From"), empty_label=_("Any"))
    destination = ModelChoiceFilter(queryset=_ends, label=_("To"), empty_label=_("Any"))
    tab = ChoiceFilter(
        choices=[(name, title) for name, (title, _states) in TABS.items()],
        method="as_it_is",
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Transfer
        fields: list[str] = []

    def search(self, transfers: QuerySet[Transfer], _name: str, words: str) -> QuerySet[Transfer]:
        """Find by the transfer's code or note, and by what is on it: SKU, barcode or name."""
        goods = Q(product__title__icontains=words) | Q(product__parent__title__icontains=words)
        if product := by_code(code=words):
            goods |= Q(product=product)
        lines = TransferLine.objects.filter(goods).values("transfer")
        return transfers.filter(Q(code__icontains=words) | Q(note__icontains=words) | Q(pk__in=lines))

    def as_it_is(self, transfers: QuerySet[Transfer], _name: str, _tab: str) -> QuerySet[Transfer]:
        """Leave the transfers as they are."""
        return transfers
