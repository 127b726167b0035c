"""What hangs on a product, on its own page: variants, barcodes, values, pictures, what goes with it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import (
    Barcode,
    BundleComponent,
    PictureSource,
    Product,
    ProductAttributeValue,
    ProductImage,
    ProductRecommendation,
)

from .forms import BarcodeForm, ComponentForm, ValueForm, VariantForm


class VariantInline(admin.TabularInline[Product, Product]):
    model = Product
    form = VariantForm
    fk_name = "parent"
    fields = ("sku", "options", "is_public", "weight_grams", "swatch")
    readonly_fields = ("options",)
    extra = 0
    show_change_link = True
    verbose_name = _("variant")
    verbose_name_plural = _("variants: save, then open one to choose its colour or size and its barcodes")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        values = "attribute_values__value_option"
        return (
            super()
            .get_queryset(request)
            .prefetch_related(values, "attribute_values__attribute")
            .order_by("pk")
        )

    @admin.display(description=_("options"))
    def options(self, product: Product) -> str:
        if not product.pk:
            return "—"
        values = [value for value in product.attribute_values.all() if value.value_option]
        return ", ".join(str(value.value_option) for value in values) or "—"


class BarcodeInline(admin.TabularInline[Barcode, Product]):
    model = Barcode
    form = BarcodeForm
    extra = 0


class ValueInline(admin.TabularInline[ProductAttributeValue, Product]):
    model = ProductAttributeValue
    form = ValueForm
    autocomplete_fields = ("attribute", "value_option")
    extra = 0
    verbose_name = _("attribute")
    verbose_name_plural = _("attributes")


class ComponentInline(admin.TabularInline[BundleComponent, Product]):
    model = BundleComponent
    form = ComponentForm
    fk_name = "bundle"
    autocomplete_fields = ("component",)
    extra = 0


class ImageInline(admin.TabularInline[ProductImage, Product]):
    model = ProductImage
    fields = ("preview", "original", "caption", "display_order")
    readonly_fields = ("preview",)
    extra = 0

    @admin.display(description="")
    def preview(self, image: ProductImage) -> str:
        return thumbnail(image.original)


class PictureSourceInline(admin.TabularInline[PictureSource, Product]):
    model = PictureSource
    fields = ("url", "state", "reason")
    readonly_fields = fields
    extra = 0
    can_delete = False
    verbose_name_plural = _("pictures by address, from imports")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class GoesWithInline(admin.TabularInline[ProductRecommendation, Product]):
    model = ProductRecommendation
    fk_name = "primary"
    autocomplete_fields = ("recommendation",)
    extra = 0
    verbose_name = _("goes with")
    verbose_name_plural = _("goes with")


def thumbnail(file: Any, size: int = 64) -> str:
    """Return a small picture, or a dash."""
    return format_html('<img src="{}" alt="" width="{}" loading="lazy">', file.url, size) if file else "—"
