"""Imports that have run, and the pictures they asked for."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import ImportRun, PictureSource
from apps.catalog.services.pictures import ask_for_pictures
from apps.core.transactions import durable


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Rows to look at: they tell what happened."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "format", "state", "preview", "rows_done", "created_by", "created_at")
    list_filter = ("state", "format")
    list_select_related = ("created_by",)
    ordering = ("-pk",)


@admin.register(PictureSource)
class PictureSourceAdmin(ReadOnlyAdmin):
    list_display = ("url", "product", "state", "reason")
    list_filter = ("state",)
    list_select_related = ("product", "product__parent")
    search_fields = ("url", "product__sku")
    ordering = ("-pk",)
    actions = ("try_again",)

    @admin.action(description=_("Fetch again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[PictureSource]) -> None:
        failed = queryset.filter(state=PictureSource.State.FAILED)
        with durable():
            products = set(failed.values_list("product_id", flat=True))
            failed.update(state=PictureSource.State.WAITING, reason="")
            ask_for_pictures(product_ids=products)
