"""What proposals and alerts can be looked for by."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter  # type: ignore[import-untyped]

from apps.catalog.barcodes import InvalidGtin, normalize_gtin
from apps.channels.models import Location
from apps.purchasing.models import ReplenishmentProposal, Supplier
from apps.stock.thresholds import LowStockAlert

KINDS = [
    ("purchase", _("Purchase")),
    ("transfer", _("Transfer")),
    ("nobody", _("Nobody sells it")),
]


def _places(request: Any) -> QuerySet[Location]:
    return Location.objects.filter(pk__in=[place.pk for place in request.staff.places]).order_by("name")


class _GoodsFilter(FilterSet):  # type: ignore[misc]
    """Finds rows of a product by its code, barcode or name."""

    q = CharFilter(method="search", label=_("Search"))
    location = ModelChoiceFilter(queryset=_places, label=_("Location"), empty_label=_("Any"))

    def search(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """Find by code, barcode, or name."""
        found = (
            Q(product__sku__istartswith=words)
            | Q(product__title__icontains=words)
            | Q(product__parent__title__icontains=words)
        )
        try:
            found |= Q(product__barcodes__gtin=normalize_gtin(words))
        except InvalidGtin:
            return rows.filter(found)
        return rows.filter(found).distinct()


class ProposalFilter(_GoodsFilter):
    kind = ChoiceFilter(choices=KINDS, method="by_kind", label=_("Kind"), empty_label=_("Any"))
    supplier = ModelChoiceFilter(
        queryset=Supplier.objects.order_by("name"), label=_("Supplier"), empty_label=_("Any")
    )
    origin = ModelChoiceFilter(
        queryset=Location.objects.filter(is_active=True).order_by("name"),
        label=_("Sent from"),
        empty_label=_("Any"),
    )

    class Meta:
        model = ReplenishmentProposal
        fields: list[str] = []

    def by_kind(
        self, proposals: QuerySet[ReplenishmentProposal], _name: str, kind: str
    ) -> QuerySet[ReplenishmentProposal]:
        """Find purchases, transfers, or what nobody sells us."""
        if kind == "nobody":
            return proposals.filter(kind="purchase", supplier__isnull=True)
        return proposals.filter(kind=kind)


class AlertFilter(_GoodsFilter):
    class Meta:
        model = LowStockAlert
        fields: list[str] = []
