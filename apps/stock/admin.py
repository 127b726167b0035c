"""Stock, for auditors: everything to be seen, nothing to be changed past the services."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from .models import Allocation, Hold, StockLevel, StockMovement, Transfer, TransferLine


class ReadOnly:
    """An admin page that shows rows and changes none."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(StockLevel)
class StockLevelAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("product", "location", "on_hand", "allocated", "held", "safety_stock")
    list_filter = ("location",)
    list_select_related = ("product", "location")
    search_fields = ("product__sku", "product__title")
    show_full_result_count = False


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnly, admin.ModelAdmin):
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
class AllocationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("level", "quantity", "consumed", "released", "source_kind", "source_id", "created_at")
    list_select_related = ("level__product", "level__location")
    search_fields = ("=source_id",)
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(Hold)
class HoldAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("level", "holder", "quantity", "expires_at")
    list_select_related = ("level__product", "level__location")
    search_fields = ("=holder",)
    ordering = ("expires_at",)


class TransferLineInline(ReadOnly, admin.TabularInline):
    model = TransferLine
    extra = 0


@admin.register(Transfer)
class TransferAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("code", "origin", "destination", "state", "created_at", "dispatched_at", "received_at")
    list_filter = ("state", "origin", "destination")
    list_select_related = ("origin", "destination")
    search_fields = ("=code",)
    inlines = (TransferLineInline,)
    ordering = ("-pk",)
