"""The category tree: a list in the tree's order, and a page for each with its place in it."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Category
from apps.catalog.services.upkeep import follow_category
from apps.catalog.texts import best_text, texts_of
from apps.core.transactions import durable

from .forms import CategoryForm
from .languages import Fieldset, language_fieldsets, missing_filter, missing_languages

TEXTS = ("name", "description")


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    form = CategoryForm
    list_display = ("place", "products", "is_public", "exclude_from_menu", "untranslated")
    list_filter = ("is_public", "exclude_from_menu", missing_filter("name"))
    search_fields = ("name_en", "name_fr", "name_it", "name_ind", "name_pl", "code")
    ordering = ("path",)
    list_per_page = 200
    actions = ("move_up", "move_down")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        categories: QuerySet[Category] = super().get_queryset(request)
        counted: QuerySet[Category] = categories.annotate(product_count=Count("productcategory"))
        return counted

    def get_fieldsets(self, request: HttpRequest, obj: Category | None = None) -> list[Fieldset]:  # type: ignore[override]
        facts = ["below", "is_public", "exclude_from_menu", "image", "code"]
        return [(None, {"fields": facts}), *language_fieldsets(obj, TEXTS)]

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        """Put the category where it should lie; its products follow."""
        below = form.cleaned_data["below"]
        obj.slug = obj.slug or slugify(best_text(texts_of(obj, "name")))[:255] or "category"
        tree = Category.objects
        if not change:
            added = tree.add_child(below, instance=obj) if below else tree.add_root(instance=obj)
            obj.pk = added.pk
            return
        super().save_model(request, obj, form, change)
        if "below" in form.changed_data:
            target = below or tree.get_last_root_node()
            tree.move(tree.get(pk=obj.pk), target, "last-child" if below else "last-sibling")
            obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        follow_category(category_id=form.instance.pk)

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        follow_category(category_id=obj.pk)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        with durable():
            for category in queryset.order_by("-depth"):
                self.delete_model(request, Category.objects.get(pk=category.pk))

    @admin.action(description=_("Move up among its neighbours"), permissions=["change"])
    def move_up(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        self._move(queryset.order_by("path"), "left")

    @admin.action(description=_("Move down among its neighbours"), permissions=["change"])
    def move_down(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        self._move(queryset.order_by("-path"), "right")

    def _move(self, queryset: QuerySet[Category], way: str) -> None:
        with durable():
            for pk in queryset.values_list("pk", flat=True):
                category = Category.objects.get(pk=pk)
                tree = Category.objects
                other = tree.get_prev_sibling(category) if way == "left" else tree.get_next_sibling(category)
                if other:
                    tree.move(category, other, way)

    @admin.display(description=_("category"), ordering="path")
    def place(self, category: Category) -> str:
        return format_html("{}{}", "— " * (category.depth - 1), category.name)

    @admin.display(description=_("products"))
    def products(self, category: Any) -> int:
        return int(category.product_count)

    @admin.display(description=_("not in"))
    def untranslated(self, category: Category) -> str:
        return missing_languages(category, ("name",))
