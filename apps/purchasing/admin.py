"""Suppliers, their terms and exchange rates, for merchandisers to set; orders, receipts and costs to look at."""

from typing import Any

from babel.numbers import is_currency
from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from apps.core.admin import ReadOnly

from .models import (
    ExchangeRate,
    GoodsReceipt,
    GoodsReceiptLine,
    InvoicedPrice,
    LandedCost,
    PriceBreak,
    PurchaseOrder,
    PurchaseOrderLine,
    Supplier,
    SupplierAgreement,
    SupplierReturn,
)
from .selectors import company_currency


class CurrencyForm(forms.ModelForm[Any]):
    """Refuses what is no currency, and a rate of the company's own."""

    own_is_fine = True

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        if not is_currency(currency) or (currency == company_currency() and not self.own_is_fine):
            raise forms.ValidationError(_("Write the three letters of another currency, such as USD."))
        return currency


class SupplierForm(CurrencyForm):
    class Meta:
        model = Supplier
        fields = "__all__"  # noqa: DJ007  all of it is for merchandisers


class ExchangeRateForm(CurrencyForm):
    own_is_fine = False

    class Meta:
        model = ExchangeRate
        fields = ("currency", "valid_from", "rate")


@admin.register(Supplier)
class SupplierAdmin(admin.ModelAdmin[Supplier]):
    form = SupplierForm
    list_display = ("name", "code", "currency", "language", "lead_days", "minimum_order", "is_active")
    list_filter = ("is_active", "currency")
    search_fields = ("name", "code", "email")
    ordering = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Supplier | None = None) -> Any:
        """Keep the currency that prices are agreed in."""
        return ("currency",) if obj and obj.agreements.exists() else ()


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin[ExchangeRate]):
    form = ExchangeRateForm
    list_display = ("currency", "valid_from", "rate")
    list_filter = ("currency",)
    ordering = ("currency", "-valid_from")


class PriceBreakInline(ReadOnly, admin.TabularInline[PriceBreak, SupplierAgreement]):
    model = PriceBreak
    extra = 0


@admin.register(SupplierAgreement)
class SupplierAgreementAdmin(ReadOnly, admin.ModelAdmin[SupplierAgreement]):
    list_display = ("supplier", "product", "valid_from", "valid_to", "pack_size", "is_preferred")
    list_filter = ("supplier", "is_preferred")
    list_select_related = ("supplier", "product")
    search_fields = ("product__sku", "supplier_sku")
    inlines = (PriceBreakInline,)
    ordering = ("supplier", "product", "-valid_from")


class OrderLineInline(ReadOnly, admin.TabularInline[PurchaseOrderLine, PurchaseOrder]):
    model = PurchaseOrderLine
    extra = 0


@admin.register(PurchaseOrder)
class PurchaseOrderAdmin(ReadOnly, admin.ModelAdmin[PurchaseOrder]):
    list_display = ("code", "supplier", "location", "state", "currency", "created_at", "sent_at")
    list_filter = ("state", "supplier", "location")
    list_select_related = ("supplier", "location")
    search_fields = ("code",)
    inlines = (OrderLineInline,)
    ordering = ("-pk",)


class ReceiptLineInline(ReadOnly, admin.TabularInline[GoodsReceiptLine, GoodsReceipt]):
    model = GoodsReceiptLine
    extra = 0


@admin.register(GoodsReceipt)
class GoodsReceiptAdmin(ReadOnly, admin.ModelAdmin[GoodsReceipt]):
    list_display = ("code", "supplier", "location", "order", "delivery_note", "received_at")
    list_filter = ("supplier", "location")
    list_select_related = ("supplier", "location", "order")
    search_fields = ("code", "delivery_note")
    inlines = (ReceiptLineInline,)
    ordering = ("-pk",)


@admin.register(InvoicedPrice)
class InvoicedPriceAdmin(ReadOnly, admin.ModelAdmin[InvoicedPrice]):
    list_display = ("at", "invoice", "line", "unit_price", "amount")
    list_select_related = ("line__product",)
    ordering = ("-pk",)


@admin.register(LandedCost)
class LandedCostAdmin(ReadOnly, admin.ModelAdmin[LandedCost]):
    list_display = ("at", "receipt", "kind", "amount", "currency", "split_by")
    list_select_related = ("receipt",)
    ordering = ("-pk",)


@admin.register(SupplierReturn)
class SupplierReturnAdmin(ReadOnly, admin.ModelAdmin[SupplierReturn]):
    list_display = ("code", "supplier", "location", "reason", "returned_at")
    list_select_related = ("supplier", "location")
    ordering = ("-pk",)
