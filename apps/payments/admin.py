"""Payments for auditors: what was asked, what happened, and every message about it. Nothing can be changed."""

from django.contrib import admin

from apps.core.admin import ReadOnly

from .models import Payment, PaymentAttempt, PaymentEntry, Refund, WebhookDelivery


class PaymentEntryInline(ReadOnly, admin.TabularInline[PaymentEntry, Payment]):
    model = PaymentEntry
    fields = ("kind", "amount", "at", "recorded_at", "reference", "source")


class PaymentAttemptInline(ReadOnly, admin.TabularInline[PaymentAttempt, Payment]):
    model = PaymentAttempt
    fields = ("act", "amount", "state", "outcome", "reason", "tries", "asked_at", "ask_after")


class RefundInline(ReadOnly, admin.TabularInline[Refund, Payment]):
    model = Refund
    fields = ("amount", "state", "reason", "reference", "source", "created_at", "done_at")


@admin.register(Payment)
class PaymentAdmin(ReadOnly, admin.ModelAdmin[Payment]):
    list_display = (
        "created_at",
        "method",
        "amount",
        "currency",
        "state",
        "captured_amount",
        "refunded_amount",
        "subject",
    )
    list_filter = ("state", "method", "provider", "currency")
    search_fields = ("reference", "subject", "id")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    show_full_result_count = False
    inlines = (PaymentEntryInline, PaymentAttemptInline, RefundInline)


@admin.register(Refund)
class RefundAdmin(ReadOnly, admin.ModelAdmin[Refund]):
    list_display = ("created_at", "amount", "state", "reason", "payment", "done_at")
    list_filter = ("state",)
    list_select_related = ("payment",)
    search_fields = ("reference", "source", "payment__subject")
    ordering = ("-created_at",)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnly, admin.ModelAdmin[WebhookDelivery]):
    list_display = ("received_at", "provider", "event_id", "handled_at", "problem")
    list_filter = ("provider", ("handled_at", admin.EmptyFieldListFilter))
    search_fields = ("event_id",)
    ordering = ("-received_at",)
