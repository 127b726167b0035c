"""Stock, for auditors: everything to be seen, nothing to be changed past the services."""

from django.contrib import admin

from apps.core.admin import ReadOnly

from .models import Allocation, Hold, StockLevel, StockMovement, Transfer, TransferLine


@admin.register(StockLevel)
class StockLevelAdmin(ReadOnly, admin.ModelAdmin[StockLevel]):
    list_display = ("product", "location", "on_hand", "allocated", "held", "safety_stock")
    list_filter = ("location",)
    list_select_related = ("product", "location")
    search_fields = ("product__sku", "product__title")
    show_full_result_count = False


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
