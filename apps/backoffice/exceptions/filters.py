"""What incidents can be looked for by."""

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet  # type: ignore[import-untyped]

from apps.catalog.models import Product
from apps.core.models import Incident

from .kinds import KINDS

MOST_PRODUCTS = 200


class IncidentFilter(FilterSet):  # type: ignore[misc]
    """Open incidents, unless those that are settled are asked for."""

    q = CharFilter(method="search", label=_("Search"))
    kind = ChoiceFilter(
        choices=[(code, kind.title) for code, kind in KINDS.items()],
        label=_("What happened"),
        empty_label=_("Anything"),
    )
    tab = ChoiceFilter(
        choices=[("settled", _("Settled"))], method="by_tab", label=_("State"), empty_label=_("Open")
    )

    class Meta:
        model = Incident
        fields: list[str] = []

    def filter_queryset(self, incidents: QuerySet[Incident]) -> QuerySet[Incident]:
        """Leave those that are settled out where they aren't asked for."""
        settled = self.form.cleaned_data.get("tab") == "settled"
        found: QuerySet[Incident] = super().filter_queryset(incidents.filter(resolved_at__isnull=not settled))
        return found

    def search(self, incidents: QuerySet[Incident], _name: str, words: str) -> QuerySet[Incident]:
        """Find by anything an incident names: orders, tills, goods, what was done about it."""
        products = Product.objects.filter(Q(title__icontains=words) | Q(sku__istartswith=words))
        keys = list(products.values_list("pk", flat=True)[:MOST_PRODUCTS])
        return incidents.annotate(told=Cast("data", TextField())).filter(
            Q(told__icontains=words)
            | Q(subject__icontains=words)
            | Q(resolution__icontains=words)
            | Q(data__product_id__in=keys)
        )

    def by_tab(self, incidents: QuerySet[Incident], _name: str, _tab: str) -> QuerySet[Incident]:
        """Change nothing: which tab is asked for is looked at before any filter."""
        return incidents
