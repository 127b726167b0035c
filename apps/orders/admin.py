"""Orders are worked on in the back office; auditors read their ledger and documents here."""

from django.contrib import admin

from apps.core.admin import ReadOnly

from .models import Line, Order, OrderEntry, Return, ReturnLine


class LineInline(ReadOnly, admin.TabularInline[Line, Order]):
    model = Line
    fields = (
        *("position", "kind", "method", "title", "partner_sku", "quantity", "cancelled_quantity"),
        *(
            "returned_quantity",
            "unit_price",
            "discount",
            "line_price_incl_tax",
            "line_price_excl_tax",
            "tax_rate",
        ),
    )
    ordering = ("position",)


class EntryInline(ReadOnly, admin.TabularInline[OrderEntry, Order]):
    model = OrderEntry
    fk_name = "order"
    fields = ("at", "business_date", "kind", "quantity", "gross", "net", "tax_rate", "location", "source")
    ordering = ("pk",)


@admin.register(Order)
class OrderAdmin(ReadOnly, admin.ModelAdmin[Order]):
    list_display = (
        *("number", "status", "channel", "location", "business_date", "date_placed"),
        *("total_incl_tax", "currency", "user"),
    )
    list_filter = ("status", "channel", "location")
    list_select_related = ("channel", "location", "user")
    search_fields = ("=number", "guest_email__iexact", "user__email__iexact", "=source_id")
    date_hierarchy = "business_date"
    ordering = ("-pk",)
    show_full_result_count = False
    inlines = (LineInline, EntryInline)
    fields = (
        *("number", "uuid", "status", "channel", "location", "actor", "user", "guest_email", "contact_name"),
        *("contact_phone", "language", "currency", "total_incl_tax", "total_excl_tax", "shipping_incl_tax"),
        *("shipping_excl_tax", "prices_include_tax", "shipping_address", "shipping_method", "business_date"),
        *("date_placed", "payment_due_at", "confirmed_at", "completed_at", "cancelled_at"),
        *("source_kind", "source_id", "quote_fingerprint"),
    )


@admin.register(OrderEntry)
class OrderEntryAdmin(ReadOnly, admin.ModelAdmin[OrderEntry]):
    list_display = (
        *("business_date", "at", "kind", "channel", "location", "order", "product", "quantity"),
        *("gross", "net", "tax_rate"),
    )
    list_filter = ("kind", "channel", "location", "tax_category")
    list_select_related = ("channel", "location", "order", "product__parent")
    search_fields = ("=order__number", "=product__sku", "=source")
    date_hierarchy = "business_date"
    ordering = ("-pk",)
    show_full_result_count = False


class ReturnLineInline(ReadOnly, admin.TabularInline[ReturnLine, Return]):
    model = ReturnLine
    fields = (
        "position",
        "title",
        "quantity",
        "unit_price",
        "gross",
        "net",
        "tax_rate",
        "disposition",
        "reason",
    )
    ordering = ("position",)


@admin.register(Return)
class ReturnAdmin(ReadOnly, admin.ModelAdmin[Return]):
    list_display = (
        "code",
        "state",
        "order",
        "channel",
        "location",
        "business_date",
        "refund_total",
        "currency",
        "actor",
    )
    list_filter = ("state", "channel", "location")
    list_select_related = ("order", "channel", "location", "actor")
    search_fields = ("=code", "=order__number", "=source_id")
    date_hierarchy = "business_date"
    ordering = ("-received_at",)
    show_full_result_count = False
    inlines = (ReturnLineInline,)
