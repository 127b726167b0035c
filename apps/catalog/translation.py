"""Which catalogue texts exist once per language; an empty one falls back to English."""

from modeltranslation.translator import TranslationOptions, register

from .models import AttributeOption, Category, Product, ProductAttribute


@register(Product)
class ProductTranslation(TranslationOptions):
    fields = ("title", "description")


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name", "description")


@register(ProductAttribute)
class ProductAttributeTranslation(TranslationOptions):
    fields = ("name",)


@register(AttributeOption)
class AttributeOptionTranslation(TranslationOptions):
    fields = ("option",)
