"""What shoppers read about deliveries exists once per language; an empty one falls back to English."""

from modeltranslation.translator import TranslationOptions, register

from .models import DeliveryMethod


@register(DeliveryMethod)
class DeliveryMethodTranslation(TranslationOptions):
    fields = ("name",)
