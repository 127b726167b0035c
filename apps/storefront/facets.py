"""The values to filter by, written in Python for the reason that cards are: a page shows dozens of them."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from apps.assortment.types import Facet, FacetValue

#: So many values are seen at once; the rest lie behind "Show more".
SEEN = 8


def write_values(facet: Facet) -> SafeString:
    """Return the HTML of a facet's values, each a box to tick with how much there is of it."""
    boxes = [_box(escape(facet.code), number, value) for number, value in enumerate(facet.values, start=1)]
    seen, more = "".join(boxes[:SEEN]), "".join(boxes[SEEN:])
    if more:
        words = escape(_("Show more"))
        more = f'<details class="more"><summary class="link small">{words}</summary>{more}</details>'
    return mark_safe(seen + more)  # noqa: S308  all that comes from data is escaped


def _box(code: str, number: int, value: FacetValue) -> str:
    checked = " checked" if value.is_selected else ""
    return (
        f'<label class="check"><input type="checkbox" id="f-{code}-{number}" name="{code}"'
        f' value="{escape(value.value)}"{checked}>{escape(value.label)}'
        f'<span class="check__count">{value.count}</span></label>'
    )
