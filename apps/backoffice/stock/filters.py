"""What stock levels can be looked for by."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter  # type: ignore[import-untyped]

from apps.catalog.barcodes import InvalidGtin, normalize_gtin
from apps.catalog.models import Category
from apps.channels.models import Location
from apps.stock.selectors import StockLevel

STATES = [
    ("low", _("Low")),
    ("none", _("Nothing to sell")),
    ("below-zero", _("Below zero")),
    ("promised", _("Promised to orders")),
    ("quarantine", _("In quarantine")),
    ("display", _("On display")),
    ("coming", _("Coming")),
]
SHELVES = [("with", _("On a shelf")), ("without", _("Without a shelf"))]
IS_LOW = Q(low_stock_threshold__isnull=False, to_sell__lte=F("low_stock_threshold"))


def _places(request: Any) -> QuerySet[Location]:
    return Location.objects.filter(pk__in=[place.pk for place in request.staff.places]).order_by("name")


class LevelFilter(FilterSet):  # type: ignore[misc]
    """Expects levels with their figures (`apps.stock.cards.with_figures`)."""

    q = CharFilter(method="search", label=_("Search"))
    location = ModelChoiceFilter(queryset=_places, label=_("Location"), empty_label=_("Any"))
    state = ChoiceFilter(choices=STATES, method="by_state", label=_("Stock"), empty_label=_("Any"))
    category = ModelChoiceFilter(
        queryset=Category.objects.order_by("path"),
        method="in_category",
        label=_("Category"),
        empty_label=_("Any"),
    )
    shelf = ChoiceFilter(choices=SHELVES, method="by_shelf", label=_("Shelf"), empty_label=_("Any"))

    class Meta:
        model = StockLevel
        fields: list[str] = []

    def search(self, levels: QuerySet[StockLevel], _name: str, words: str) -> QuerySet[StockLevel]:
        """Find by code, barcode, name, or shelf."""
        found = (
            Q(product__sku__istartswith=words)
            | Q(product__title__icontains=words)
            | Q(product__parent__title__icontains=words)
            | Q(shelf__iexact=words)
        )
        try:
            found |= Q(product__barcodes__gtin=normalize_gtin(words))
        except InvalidGtin:
            return levels.filter(found)
        return levels.filter(found).distinct()

    def by_state(self, levels: QuerySet[StockLevel], _name: str, state: str) -> QuerySet[StockLevel]:
        """Find what wants a look."""
        which = {
            "low": IS_LOW,
            "none": Q(to_sell__lte=0),
            "below-zero": Q(on_hand__lt=0),
            "promised": Q(allocated__gt=0),
            "quarantine": ~Q(quarantined=0),
            "display": ~Q(displayed=0),
            "coming": Q(coming__gt=0),
        }
        return levels.filter(which[state])

    def by_shelf(self, levels: QuerySet[StockLevel], _name: str, wanted: str) -> QuerySet[StockLevel]:
        """Find what has a shelf, or what hasn't."""
        return levels.exclude(shelf="") if wanted == "with" else levels.filter(shelf="")

    def in_category(self, levels: QuerySet[StockLevel], _name: str, category: Any) -> QuerySet[StockLevel]:
        """Find products of the category or of one below it, variants by their parent's categories."""
        below = Category.objects.filter(path__startswith=category.path).values("pk")
        return levels.filter(
            Q(product__productcategory__category__in=below)
            | Q(product__parent__productcategory__category__in=below)
        ).distinct()
