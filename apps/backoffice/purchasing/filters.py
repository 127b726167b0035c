"""What purchase orders, receipts and suppliers can be looked for by."""

from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter  # type: ignore[import-untyped]

from apps.channels.models import Location
from apps.purchasing.choices import EXPECTED, OrderState
from apps.purchasing.models import GoodsReceipt, PurchaseOrder, PurchaseOrderLine, Supplier


def _places(request: Any) -> QuerySet[Location]:
    return Location.objects.filter(pk__in=[place.pk for place in request.staff.places]).order_by("name")


def _day(field: str, lookup: str, label: Any) -> DateFilter:
    return DateFilter(
        field_name=field, lookup_expr=lookup, label=label, widget=forms.DateInput(attrs={"type": "date"})
    )


class SupplierFilter(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", label=_("Search"))
    inactive = BooleanFilter(
        method="by_activity", label=_("No longer used"), widget=forms.CheckboxInput, required=False
    )

    class Meta:
        model = Supplier
        fields: list[str] = []

    def search(self, suppliers: QuerySet[Supplier], _name: str, words: str) -> QuerySet[Supplier]:
        """Find by name, code, address, or by what they sell."""
        mine = Q(name__icontains=words) | Q(code__istartswith=words) | Q(email__icontains=words)
        sold = Q(agreements__product__sku__istartswith=words) | Q(agreements__supplier_sku__iexact=words)
        found = Supplier.objects.filter(mine | sold)
        return suppliers.filter(pk__in=found.values("pk"))

    def by_activity(self, suppliers: QuerySet[Supplier], _name: str, inactive: bool) -> QuerySet[Supplier]:
        """Find those we don't buy from any more."""
        return suppliers.filter(is_active=False) if inactive else suppliers


class PurchaseFilter(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", label=_("Search"))
    state = ChoiceFilter(choices=OrderState.choices, label=_("State"), empty_label=_("Any"))
    supplier = ModelChoiceFilter(
        queryset=Supplier.objects.order_by("name"), label=_("Supplier"), empty_label=_("Any")
    )
    location = ModelChoiceFilter(queryset=_places, label=_("Location"), empty_label=_("Any"))
    late = BooleanFilter(method="by_lateness", label=_("Late"), widget=forms.CheckboxInput, required=False)
    since = _day("created_at", "date__gte", _("From"))
    until = _day("created_at", "date__lte", _("Until"))

    class Meta:
        model = PurchaseOrder
        fields: list[str] = []

    def search(self, orders: QuerySet[PurchaseOrder], _name: str, words: str) -> QuerySet[PurchaseOrder]:
        """Find by code, supplier, delivery note or by a product's code."""
        lines = PurchaseOrderLine.objects.filter(order=OuterRef("pk"))
        goods = lines.filter(Q(product__sku__istartswith=words) | Q(supplier_sku__iexact=words))
        receipts = GoodsReceipt.objects.filter(order=OuterRef("pk"), delivery_note__iexact=words)
        named = Q(code__istartswith=words) | Q(code__istartswith=f"P-{words}")
        return orders.filter(named | Q(supplier__name__icontains=words) | Exists(goods) | Exists(receipts))

    def by_lateness(self, orders: QuerySet[PurchaseOrder], _name: str, late: bool) -> QuerySet[PurchaseOrder]:
        """Find those of which something should have come by now."""
        return orders.filter(is_late()) if late else orders


class ReceiptFilter(FilterSet):  # type: ignore[misc]
    q = CharFilter(method="search", label=_("Search"))
    supplier = ModelChoiceFilter(
        queryset=Supplier.objects.order_by("name"), label=_("Supplier"), empty_label=_("Any")
    )
    location = ModelChoiceFilter(queryset=_places, label=_("Location"), empty_label=_("Any"))
    since = _day("received_at", "date__gte", _("From"))
    until = _day("received_at", "date__lte", _("Until"))

    class Meta:
        model = GoodsReceipt
        fields: list[str] = []

    def search(self, receipts: QuerySet[GoodsReceipt], _name: str, words: str) -> QuerySet[GoodsReceipt]:
        """Find by code, delivery note, order or supplier."""
        return receipts.filter(
            Q(code__istartswith=words)
            | Q(delivery_note__istartswith=words)
            | Q(order__code__istartswith=words)
            | Q(supplier__name__icontains=words)
        )


def is_late() -> Q:
    """Return the condition that something of an order should have come before today."""
    open_lines = PurchaseOrderLine.objects.filter(
        order=OuterRef("pk"),
        quantity__gt=F("received") + F("cancelled"),
        expected_date__lt=timezone.localdate(),
    )
    return Q(Exists(open_lines), state__in=EXPECTED)
