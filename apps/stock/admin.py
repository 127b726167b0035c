"""Stock, for auditors: everything to be seen, and nothing but the rules of channels to be changed."""

from typing import Any, TypeVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.core.admin import ReadOnly
from apps.core.errors import DomainError
from apps.core.transactions import durable, savepoint

from .models import (
    Allocation,
    ChannelBuffer,
    ChannelReserve,
    CountLine,
    Hold,
    StockCount,
    StockLevel,
    StockMovement,
    Transfer,
    TransferLine,
)
from .services.checks import check_products
from .services.limits import check_sold_from, tell_concerned

R = TypeVar("R", ChannelReserve, ChannelBuffer)


@admin.register(StockLevel)
class StockLevelAdmin(ReadOnly, admin.ModelAdmin[StockLevel]):
    list_display = ("product", "location", "on_hand", "allocated", "held", "safety_stock", "why")
    list_filter = ("location",)
    list_select_related = ("product__parent", "location")
    search_fields = ("product__sku", "product__title")
    show_full_result_count = False

    @admin.display(description="")
    def why(self, level: StockLevel) -> str:
        """Link the reasons for the figures."""
        url = reverse("admin:catalogue_product_stock", args=[level.product_id])
        return format_html('<a href="{}?location={}">{}</a>', url, level.location_id, _("Why?"))


class RuleForm(ModelForm[Any]):
    """Holds rules to what the services hold them to: of goods that lie somewhere, where the channel sells."""

    def clean(self) -> None:
        """Refuse a rule that nothing would follow."""
        super().clean()
        product, place = self.cleaned_data.get("product"), self.cleaned_data.get("location")
        channel = self.cleaned_data.get("channel")
        try:
            if product:
                check_products([product.pk])
            if channel and place:
                check_sold_from(channel=channel, location_id=place.pk)
        except DomainError as reason:
            raise ValidationError(str(reason)) from None


class RuleAdmin(admin.ModelAdmin[R]):
    """Rules on what a channel may promise; whoever shows stock hears of every change."""

    form = RuleForm
    list_display = ("channel", "product", "location", "quantity")
    list_filter = ("channel", "location")
    list_select_related = ("channel", "product__parent", "location")
    search_fields = ("product__sku", "product__title")
    autocomplete_fields = ("product",)
    ordering = ("channel__name", "product__sku", "pk")
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: R | None = None) -> tuple[str, ...]:
        return ("channel", "product", "location") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[R], change: bool) -> None:
        super().save_model(request, obj, form, change)
        tell_concerned(product_id=obj.product_id, location_id=obj.location_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with savepoint():
            tell_concerned(product_id=obj.product_id, location_id=obj.location_id)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[R]) -> None:
        with durable():
            for rule in queryset:
                self.delete_model(request, rule)


@admin.register(ChannelReserve)
class ChannelReserveAdmin(RuleAdmin[ChannelReserve]):
    """What is kept for a channel."""


@admin.register(ChannelBuffer)
class ChannelBufferAdmin(RuleAdmin[ChannelBuffer]):
    """What is kept from a channel."""


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnly, admin.ModelAdmin[StockMovement]):
    list_display = (
        "at",
        "product",
        "location",
        "kind",
        "quantity",
        "reason",
        "actor",
        "source_kind",
        "source_id",
    )
    list_filter = ("kind", "location")
    list_select_related = ("product", "location", "actor")
    search_fields = ("=product__sku", "=source_id")
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(Allocation)
class AllocationAdmin(ReadOnly, admin.ModelAdmin[Allocation]):
    list_display = ("level", "quantity", "consumed", "released", "source_kind", "source_id", "created_at")
    list_select_related = ("level__product", "level__location")
    search_fields = ("=source_id",)
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(Hold)
class HoldAdmin(ReadOnly, admin.ModelAdmin[Hold]):
    list_display = ("level", "holder", "quantity", "expires_at")
    list_select_related = ("level__product", "level__location")
    search_fields = ("=holder",)
    ordering = ("expires_at",)


class TransferLineInline(ReadOnly, admin.TabularInline[TransferLine, Transfer]):
    model = TransferLine


@admin.register(Transfer)
class TransferAdmin(ReadOnly, admin.ModelAdmin[Transfer]):
    list_display = ("code", "origin", "destination", "state", "created_at", "dispatched_at", "received_at")
    list_filter = ("state", "origin", "destination")
    list_select_related = ("origin", "destination")
    search_fields = ("=code",)
    inlines = (TransferLineInline,)
    ordering = ("-pk",)


class CountLineInline(ReadOnly, admin.TabularInline[CountLine, StockCount]):
    model = CountLine


@admin.register(StockCount)
class StockCountAdmin(ReadOnly, admin.ModelAdmin[StockCount]):
    list_display = ("code", "location", "scope", "status", "opened_at", "posted_at", "difference_value")
    list_filter = ("status", "scope", "location")
    list_select_related = ("location",)
    search_fields = ("=code",)
    inlines = (CountLineInline,)
    ordering = ("-pk",)
