"""Products: a list of what shoppers see, and a page for each with all that hangs on it."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product, ProductImage
from apps.catalog.services.upkeep import family_ids, follow_product
from apps.catalog.services.writing import announce
from apps.core.transactions import durable

from .forms import ProductForm
from .inlines import (
    BarcodeInline,
    ComponentInline,
    GoesWithInline,
    ImageInline,
    PictureSourceInline,
    ValueInline,
    VariantInline,
    thumbnail,
)
from .languages import Fieldset, language_fieldsets, missing_filter, missing_languages

TEXTS = ("title", "description")


class StructureFilter(admin.SimpleListFilter):
    """Shoppers' products by default; variants have their place below them."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("parent", _("With variants")),
            ("standalone", _("Without variants")),
            ("child", _("Variants")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        if self.value() in dict(Product.STRUCTURE_CHOICES):
            return queryset.filter(structure=self.value())
        is_list = request.resolver_match and request.resolver_match.url_name == "catalogue_product_changelist"
        is_asking = bool(request.GET.get("q"))  # a SKU typed into the search may be a variant's
        return queryset.exclude(structure=Product.CHILD) if is_list and not is_asking else queryset


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin[Product]):
    form = ProductForm
    list_display = (
        "picture",
        "name",
        "sku_or_variants",
        "brand",
        "is_public",
        "untranslated",
        "date_updated",
    )
    list_display_links = ("picture", "name")
    list_filter = (StructureFilter, "is_public", missing_filter(*TEXTS), "tax_category", "brand")
    list_select_related = ("brand", "parent")
    list_per_page = 50
    search_fields = ("title_en", "title_fr", "title_it", "title_ind", "title_pl", "sku", "barcodes__gtin")
    search_help_text = _("Title in any language, SKU or barcode.")
    autocomplete_fields = ("brand",)
    ordering = ("-date_updated", "-pk")
    actions = ("show", "hide")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        images = Prefetch("images", ProductImage.objects.order_by("display_order", "pk"))
        products: QuerySet[Product] = super().get_queryset(request)
        counted: QuerySet[Product] = products.annotate(variants=Count("children")).prefetch_related(images)
        return counted

    def get_fieldsets(self, request: HttpRequest, obj: Product | None = None) -> list[Fieldset]:  # type: ignore[override]
        """Return what it is, then its texts by language, then what search engines are told."""
        if obj and obj.is_child:
            own: list[Fieldset] = [(None, {"fields": ["sku", "is_public", "weight_grams", "swatch"]})]
            return own + language_fieldsets(None, ["title"])
        own_code = [] if obj and obj.is_parent else ["sku", "weight_grams"]
        facts = ["structure", *own_code, "brand", "tax_category", "needs_shipping", "is_public", "priority"]
        search = {"fields": ["slug", "meta_title", "meta_description"], "classes": ["collapse"]}
        return [
            (None, {"fields": facts}),
            *language_fieldsets(obj, TEXTS),
            (str(_("For search engines")), search),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Product | None = None) -> tuple[str, ...]:
        return ("structure",) if obj else ()

    def get_form(
        self, request: HttpRequest, obj: Product | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False  # made of the title
        return form

    def get_inlines(self, request: HttpRequest, obj: Product | None) -> list[Any]:
        if obj is None:
            return [CategoryInline, ImageInline]
        if obj.is_child:
            return [ValueInline, BarcodeInline, ComponentInline, ImageInline]
        own = [VariantInline] if obj.is_parent else [BarcodeInline, ComponentInline]
        return [*own, CategoryInline, ValueInline, ImageInline, PictureSourceInline, GoesWithInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs on the product, then let its variants follow and tell everybody."""
        super().save_related(request, form, formsets, change)
        follow_product(product_id=form.instance.pk)

    @admin.action(description=_("Show in the shop"), permissions=["change"])
    def show(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        self._publish(queryset, is_public=True)

    @admin.action(description=_("Hide from the shop"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        self._publish(queryset, is_public=False)

    def _publish(self, queryset: QuerySet[Product], *, is_public: bool) -> None:
        ids = list(queryset.values_list("pk", flat=True))
        with durable():
            Product.objects.filter(pk__in=ids).update(is_public=is_public)
            announce(product_ids=family_ids(product_ids=ids))

    @admin.display(description="")
    def picture(self, product: Product) -> str:
        image = next(iter(product.images.all()), None)
        return thumbnail(image.original if image else None, 48)

    @admin.display(description=_("title"), ordering="title_en")
    def name(self, product: Product) -> str:
        return str(product.get_title()) or f"#{product.pk}"

    @admin.display(description=_("SKU or variants"), ordering="sku")
    def sku_or_variants(self, product: Any) -> str:
        if product.is_parent:
            return str(_("%(count)s variants") % {"count": product.variants})
        return product.sku or "—"

    @admin.display(description=_("not in"))
    def untranslated(self, product: Product) -> str:
        return "" if product.is_child else missing_languages(product, TEXTS)


class CategoryInline(admin.TabularInline[Any, Product]):
    model = Product.categories.through
    autocomplete_fields = ("category",)
    extra = 0
    verbose_name = _("category")
    verbose_name_plural = _("categories")
