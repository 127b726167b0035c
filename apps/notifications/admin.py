"""What was written to whom, for customer service."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.admin import ReadOnly

from .models import Message, StockInterest


@admin.register(StockInterest)
class StockInterestAdmin(ReadOnly, admin.ModelAdmin[StockInterest]):
    """Demand that couldn't be met: who waits for what, and how many wait for the same."""

    list_display = ("product", "channel", "location", "waiting", "email", "asked_at")
    list_filter = ("channel", "location")
    list_select_related = ("product__parent", "channel", "location")
    search_fields = ("product__sku", "product__title", "=email")
    ordering = ("-asked_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockInterest]:
        same = StockInterest.objects.filter(product=OuterRef("product"), channel=OuterRef("channel"))
        counted = same.order_by().values("product").annotate(count=Count("pk")).values("count")
        return super().get_queryset(request).annotate(waiting_count=Subquery(counted))

    @admin.display(description=_("waiting for it"), ordering="waiting_count")
    def waiting(self, interest: Any) -> int:
        return int(interest.waiting_count)


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin[Message]):
    list_display = ("created_at", "kind", "recipient", "subject", "state", "attempts")
    list_filter = ("state", "kind", "language")
    search_fields = ("recipient", "subject", "cause")
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False
