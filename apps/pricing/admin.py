"""Where merchandisers keep price lists, prices and tax rates. Every change is told to those who show prices."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.transactions import durable, savepoint

from .models import Price, PriceList, TaxRate
from .services import announce_list, announce_prices


@admin.register(PriceList)
class PriceListAdmin(admin.ModelAdmin[PriceList]):
    """Price lists; a list's prices, which may be many thousands, stand on a page of their own."""

    list_display = (
        *("name", "code", "currency", "channel", "priority", "includes_tax", "is_reduction"),
        *("valid_from", "valid_to", "is_active", "prices"),
    )
    list_filter = ("is_active", "is_reduction", "currency", "channel")
    list_select_related = ("channel",)
    search_fields = ("name", "code")
    ordering = ("-priority", "name")
    prepopulated_fields = {"code": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[PriceList]:
        return super().get_queryset(request).annotate(price_count=Count("prices"))

    @admin.display(description=_("prices"))
    def prices(self, price_list: Any) -> str:
        address = f"{reverse('admin:pricing_price_changelist')}?price_list__id__exact={price_list.pk}"
        count = ngettext("%(count)d price", "%(count)d prices", price_list.price_count)
        return format_html('<a href="{}">{}</a>', address, count % {"count": price_list.price_count})

    def save_model(
        self, request: HttpRequest, obj: PriceList, form: forms.ModelForm[PriceList], change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            announce_list(price_list_id=obj.pk)

    def delete_model(self, request: HttpRequest, obj: PriceList) -> None:
        with savepoint():
            announce_list(price_list_id=obj.pk)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[PriceList]) -> None:
        with durable():
            for price_list in queryset:
                self.delete_model(request, price_list)


@admin.register(Price)
class PriceAdmin(admin.ModelAdmin[Price]):
    """Prices, to be found by product and changed in the list."""

    list_display = ("product", "sku", "amount", "price_list", "from_quantity")
    list_editable = ("amount",)
    list_filter = ("price_list",)
    list_select_related = ("product__parent", "price_list")
    search_fields = ("product__sku", "product__title", "product__parent__title", "=product__barcodes__gtin")
    autocomplete_fields = ("price_list",)
    raw_id_fields = ("product",)
    ordering = ("price_list", "product", "from_quantity")
    show_full_result_count = False
    list_per_page = 50

    @admin.display(description=_("SKU"), ordering="product__sku")
    def sku(self, price: Price) -> str:
        return price.product.sku or ""

    def save_model(
        self, request: HttpRequest, obj: Price, form: forms.ModelForm[Price], change: bool
    ) -> None:
        moved_from = form.initial.get("product")
        super().save_model(request, obj, form, change)
        announce_prices(product_ids={obj.product_id, moved_from or obj.product_id})

    def delete_model(self, request: HttpRequest, obj: Price) -> None:
        with savepoint():
            super().delete_model(request, obj)
            announce_prices(product_ids=[obj.product_id])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Price]) -> None:
        with durable():
            told = set(queryset.values_list("product_id", flat=True))
            super().delete_queryset(request, queryset)
            announce_prices(product_ids=told)


@admin.register(TaxRate)
class TaxRateAdmin(admin.ModelAdmin[TaxRate]):
    list_display = ("country", "category", "rate", "valid_from")
    list_filter = ("country", "category")
    ordering = ("country", "category", "-valid_from")
