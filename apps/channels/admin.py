"""Channels and locations, for merchandisers. What they change is announced to tills and other readers."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from .forms import ChannelForm, LocationForm, OpeningHoursForm
from .models import Channel, ChannelLocation, Location, OpeningHours
from .services import announce_settings

M = TypeVar("M", bound=Model)


class AnnouncedAdmin(admin.ModelAdmin[M]):
    """A page whose changes, those of its inlines included, tills have to hear of."""

    def save_related(
        self, request: HttpRequest, form: ModelForm[M], formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        announce_settings(subject=f"{self.opts.model_name}:{form.instance.pk}")


class ChannelLocationInline(admin.TabularInline[ChannelLocation, Channel]):
    model = ChannelLocation
    extra = 1
    autocomplete_fields = ("location",)
    ordering = ("position", "pk")


class OpeningHoursInline(admin.TabularInline[OpeningHours, Location]):
    model = OpeningHours
    form = OpeningHoursForm
    extra = 1
    ordering = ("date", "weekday", "opens_at")


@admin.register(Channel)
class ChannelAdmin(AnnouncedAdmin[Channel]):
    form = ChannelForm
    list_display = ("name", "code", "kind", "currency", "tax_country", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "code")
    inlines = (ChannelLocationInline,)
    ordering = ("name",)


@admin.register(Location)
class LocationAdmin(AnnouncedAdmin[Location]):
    form = LocationForm
    list_display = ("name", "code", "kind", "city", "country", "ships", "offers_pickup", "is_active")
    list_filter = ("kind", "is_active", "ships", "offers_pickup")
    search_fields = ("name", "code", "city", "postcode")
    inlines = (OpeningHoursInline,)
    ordering = ("name",)
