"""Attributes and the lists of values that shoppers choose from, in every language."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import AttributeOption, AttributeOptionGroup, ProductAttribute
from apps.catalog.services.upkeep import follow_values
from apps.catalog.texts import LANGUAGES, localized

from .languages import language_fieldsets, missing_filter, missing_languages


@admin.register(ProductAttribute)
class ProductAttributeAdmin(admin.ModelAdmin[ProductAttribute]):
    list_display = ("name", "code", "product_class", "type", "untranslated")
    list_filter = ("type", "product_class", missing_filter("name"))
    list_select_related = ("product_class",)
    search_fields = ("code", *(localized("name", language) for language in LANGUAGES))
    ordering = ("code", "product_class")

    def get_fieldsets(self, request: HttpRequest, obj: ProductAttribute | None = None) -> Any:
        facts = {"fields": ["code", "product_class", "type", "option_group"]}
        return [(None, facts), *language_fieldsets(obj, ["name"])]

    def save_model(self, request: HttpRequest, obj: ProductAttribute, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        follow_values(attribute_ids=[obj.pk])

    @admin.display(description=_("not in"))
    def untranslated(self, attribute: ProductAttribute) -> str:
        return missing_languages(attribute, ("name",))


class OptionInline(admin.TabularInline[AttributeOption, AttributeOptionGroup]):
    model = AttributeOption
    fields = tuple(localized("option", language) for language in LANGUAGES)
    extra = 0


@admin.register(AttributeOptionGroup)
class AttributeOptionGroupAdmin(admin.ModelAdmin[AttributeOptionGroup]):
    list_display = ("name", "code")
    search_fields = ("name", "code")
    ordering = ("name",)
    inlines = (OptionInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = [option.pk for formset in formsets for option, _fields in formset.changed_objects]
        follow_values(option_ids=changed)


@admin.register(AttributeOption)
class AttributeOptionAdmin(admin.ModelAdmin[AttributeOption]):
    """Only looked up from products' pages; options are kept in their group."""

    search_fields = ("group__name", *(localized("option", language) for language in LANGUAGES))

    def get_queryset(self, request: HttpRequest) -> QuerySet[AttributeOption]:
        return super().get_queryset(request).select_related("group").order_by("group__name", "option")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False
