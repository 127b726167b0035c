"""Ways of delivering for merchandisers to set; fulfilments to look at."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from apps.core.admin import ReadOnly

from .models import DeliveryMethod, Fulfilment, FulfilmentLine


class DeliveryMethodForm(forms.ModelForm[DeliveryMethod]):
    """Refuses what would offer nothing: codes that aren't countries, a currency the channel doesn't sell in."""

    class Meta:
        model = DeliveryMethod
        fields = (
            "name",
            "code",
            "channel",
            "countries",
            "currency",
            "price",
            "free_from",
            "tax_category",
            "days_min",
            "days_max",
            "position",
            "is_active",
        )

    def clean_countries(self) -> str:
        codes = [code.strip().upper() for code in self.cleaned_data["countries"].split(",") if code.strip()]
        if not codes or any(len(code) != 2 or not code.isascii() or not code.isalpha() for code in codes):
            raise forms.ValidationError(_("Write two-letter codes with commas between, for example IT,FR."))
        return ",".join(dict.fromkeys(codes))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        channel, currency = values.get("channel"), values.get("currency")
        if channel and currency and channel.currency != currency.upper():
            self.add_error(
                "currency",
                _("%(channel)s sells in %(currency)s.") % {"channel": channel, "currency": channel.currency},
            )
        return values


@admin.register(DeliveryMethod)
class DeliveryMethodAdmin(TranslationAdmin[DeliveryMethod]):
    form = DeliveryMethodForm
    list_display = ("name", "channel", "countries", "price", "free_from", "currency", "position", "is_active")
    list_editable = ("position", "is_active")
    list_filter = ("channel", "is_active")
    search_fields = ("name", "code")
    ordering = ("channel", "position")


class FulfilmentLineInline(ReadOnly, admin.TabularInline[FulfilmentLine, Fulfilment]):
    model = FulfilmentLine
    fields = ("order_line", "quantity", "picked")


@admin.register(Fulfilment)
class FulfilmentAdmin(ReadOnly, admin.ModelAdmin[Fulfilment]):
    list_display = ("code", "order", "location", "method", "state", "due_at", "closed_at")
    list_filter = ("state", "method", "location")
    list_select_related = ("order", "location")
    search_fields = ("code", "order__number", "tracking_number")
    ordering = ("-pk",)
    inlines = (FulfilmentLineInline,)
