"""Lists: search and filters from the address, sorting, pages, an export of what is filtered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet  # type: ignore[import-untyped]

from apps.core import ui

M = TypeVar("M", bound=Model)
PER_PAGE = 25
LONGEST_SEARCH = 100
FILES = ("csv", "xlsx")
NO_CHIP = ("q", "tab")
"""The search stands in its field, and a tab of a list is shown as chosen."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, in words, and the address without it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing(Generic[M]):
    """One page of a list, and all that its toolbar shows."""

    rows: QuerySet[M]
    page: Page[M]
    filters: FilterSet
    chips: list[Chip]
    search: str
    sort: str
    export_url: str
    workbook_url: str
    problems: list[str]

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything beyond the person's own locations hides rows."""
        return bool(self.chips or self.search)


def listing(
    request: HttpRequest,
    queryset: QuerySet[M],
    *,
    filters: type[FilterSet],
    sorts: Mapping[str, Sequence[str]],
    default_sort: str,
    per_page: int = PER_PAGE,
) -> Listing[M]:
    """Return the page that the address asks for. What it asks for in vain is said and left out."""
    query = _clean(request.GET)
    filtered = filters(query, queryset=queryset, request=request)
    problems = [str(error) for errors in filtered.form.errors.values() for error in errors]
    rows, sort = _sorted(filtered.qs, query.get("sort", ""), sorts, default_sort)
    return Listing(
        rows=rows,
        page=Paginator(rows, per_page).get_page(query.get("page")),
        filters=filtered,
        chips=_chips(filtered, query),
        search=query.get("q", ""),
        sort=sort,
        export_url=ui.with_query(query, {"export": "csv", "page": None}),
        workbook_url=ui.with_query(query, {"export": "xlsx", "page": None}),
        problems=problems,
    )


def wants_export(request: HttpRequest) -> bool:
    """Tell whether the list is asked for as a file."""
    return request.GET.get("export") in FILES


def _clean(asked: QueryDict) -> QueryDict:
    """Return the address without what no database takes: zero characters, searches of a novel's length."""
    clean = asked.copy()
    for key, values in asked.lists():
        clean.setlist(key, [value.replace("\0", "")[:LONGEST_SEARCH].strip() for value in values])
    return clean


def _sorted(
    rows: QuerySet[M], wanted: str, sorts: Mapping[str, Sequence[str]], default: str
) -> tuple[QuerySet[M], str]:
    key = wanted if wanted.removeprefix("-") in sorts else default
    backwards = key.startswith("-")
    fields = [*sorts[key.removeprefix("-")], "pk"]
    return rows.order_by(*(f"-{field}" if backwards else field for field in fields)), key


def _chips(filtered: FilterSet, query: QueryDict) -> list[Chip]:
    chips = []
    for name, field in filtered.form.fields.items():
        value = filtered.form.cleaned_data.get(name) if filtered.form.is_bound else None
        if name in NO_CHIP or value in (None, "", [], False):
            continue
        words = _("%(filter)s: %(value)s") % {"filter": field.label, "value": _value_words(field, value)}
        chips.append(Chip(words, ui.with_query(query, {name: None, "page": None})))
    return chips


def _value_words(field: Any, value: Any) -> str:
    if value is True:
        return _("yes")
    choices = dict(getattr(field, "choices", ()) or ()) if isinstance(value, str) else {}
    return str(choices.get(value, value))
