"""What counts can be looked for by, and their list as a file."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter  # type: ignore[import-untyped]

from apps.catalog.selectors import by_code
from apps.channels.models import Location
from apps.stock.choices import CountScope, CountStatus
from apps.stock.counting_selectors import CountLine, StockCount

from ..shell.export import Column
from .reach import ACT
from .words import what_is_counted

Status = CountStatus
TABS = {
    "open": (_("Open"), (Status.OPEN, Status.REVIEW, Status.APPROVAL)),
    "posted": (_("Posted"), (Status.POSTED,)),
    "cancelled": (_("Called off"), (Status.CANCELLED,)),
}
SORTS = {
    "code": ["code"],
    "location": ["location__name"],
    "counted": ["counted"],
    "differences": ["difference_value"],
    "opened": ["opened_at"],
}
COLUMNS: list[Column] = [
    (_("Count"), lambda each: each.code),
    (_("Location"), lambda each: each.location.name),
    (_("What"), what_is_counted),
    (_("State"), lambda each: each.get_status_display()),
    (_("Products"), lambda each: each.products),
    (_("Counted"), lambda each: each.counted),
    (_("Differences"), lambda each: each.difference_value),
    (_("By"), lambda each: str(each.opened_by or "")),
    (_("Opened"), lambda each: each.opened_at),
    (_("Posted"), lambda each: each.posted_at),
    (_("Note"), lambda each: each.note),
]


def _places(request: Any) -> QuerySet[Location]:
    mine = [place.pk for place in request.staff.places if request.staff.can(ACT, place.pk)]
    return Location.objects.filter(pk__in=mine).order_by("name")


class CountFilter(FilterSet):  # type: ignore[misc]
    """The view chooses by `tab`."""

    q = CharFilter(method="search", label=_("Search"))
    location = ModelChoiceFilter(queryset=_places, label=_("Location"), empty_label=_("Any"))
    scope = ChoiceFilter(choices=CountScope.choices, label=_("What"), empty_label=_("Any"))
    tab = ChoiceFilter(
        choices=[(name, title) for name, (title, _states) in TABS.items()],
        method="as_it_is",
        widget=forms.HiddenInput,
    )

    class Meta:
        model = StockCount
        fields: list[str] = []

    def search(self, counts: QuerySet[StockCount], _name: str, words: str) -> QuerySet[StockCount]:
        """Find by the count's code, note or shelf, by who opened it, and by what was to be counted."""
        found = Q(code__icontains=words) | Q(note__icontains=words) | Q(shelf__iexact=words)
        found |= Q(opened_by__first_name__icontains=words) | Q(opened_by__last_name__icontains=words)
        if product := by_code(code=words):
            found |= Q(pk__in=CountLine.objects.filter(product=product).values("count"))
        return counts.filter(found)

    def as_it_is(self, counts: QuerySet[StockCount], _name: str, _tab: str) -> QuerySet[StockCount]:
        """Leave the counts as they are."""
        return counts
