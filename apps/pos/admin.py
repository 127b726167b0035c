"""Tills and what they reported, for auditors. Acts on them are in the back office, with their reasons."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Device, EnvelopeCopy, SaleEnvelope


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Shows and changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Device)
class DeviceAdmin(ReadOnlyAdmin):
    """Tills. They are put up, moved and revoked in the back office; here only their name is changed."""

    list_display = ("code", "name", "location", "channel", "enrolled_at", "revoked_at", "last_seen_at")
    list_filter = ("location", "channel")
    list_select_related = ("location", "channel")
    search_fields = ("code", "name")
    ordering = ("code",)
    fields = (
        *("code", "name", "location", "channel", "enrolled_at", "revoked_at", "last_seen_at"),
        *("last_sequence", "waiting_sales", "clock_skew_seconds", "app_version"),
    )
    readonly_fields = tuple(name for name in fields if name != "name")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_change_permission(self, request, obj)


class EnvelopeCopyInline(admin.TabularInline[EnvelopeCopy, SaleEnvelope]):
    model = EnvelopeCopy
    fk_name = "envelope"
    fields = readonly_fields = ("device", "received_at", "raw", "settled_at", "booked_as")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SaleEnvelope)
class SaleEnvelopeAdmin(ReadOnlyAdmin):
    """Sales exactly as tills sent them, and what became of them."""

    list_display = (
        "sale_id",
        "device",
        "sequence",
        "sold_at",
        "received_at",
        "state",
        "problem_code",
        "order",
    )
    list_filter = ("state", "problem_code", "device")
    list_select_related = ("device", "order")
    search_fields = ("=sale_id", "=order__number")
    ordering = ("-id",)
    show_full_result_count = False
    inlines = (EnvelopeCopyInline,)
