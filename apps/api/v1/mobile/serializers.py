"""What apps ask and get."""

from typing import Any

from rest_framework import serializers

SORTS = ("relevance", "popular", "new", "price-up", "price-down", "rating")
STATES = ("available", "low", "none")


class ChannelQuery(serializers.Serializer[Any]):
    channel = serializers.SlugField(
        max_length=32, required=False, default="", allow_blank=True, help_text="Left out: the shop's own app."
    )


class CatalogueQuery(ChannelQuery):
    q = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    category = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False, default=None)
    sort = serializers.ChoiceField(choices=SORTS, required=False, default="relevance")
    page = serializers.IntegerField(min_value=1, max_value=10_000, required=False, default=1)
    page_size = serializers.IntegerField(min_value=1, max_value=100, required=False, default=24)


class Swatch(serializers.Serializer[Any]):
    colour = serializers.CharField()
    name = serializers.CharField()


class ProductCard(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField(allow_blank=True)
    line = serializers.CharField(allow_blank=True)
    brand = serializers.CharField(allow_blank=True)
    price = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)
    price_to = serializers.DecimalField(
        max_digits=14, decimal_places=4, allow_null=True, help_text="Of the dearest variant."
    )
    was = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)
    currency = serializers.CharField()
    includes_tax = serializers.BooleanField()
    availability = serializers.ChoiceField(choices=STATES)
    picture = serializers.CharField(allow_blank=True)
    rating = serializers.FloatField(allow_null=True)
    reviews = serializers.IntegerField()
    is_new = serializers.BooleanField()
    has_variants = serializers.BooleanField()
    swatches = Swatch(many=True)


class CategoryCount(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    count = serializers.IntegerField()


class FacetValue(serializers.Serializer[Any]):
    value = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()


class Facet(serializers.Serializer[Any]):
    code = serializers.CharField(
        help_text="Narrow by it with ?<code>=<value>, several times for alternatives."
    )
    name = serializers.CharField()
    values = FacetValue(many=True)


class CataloguePage(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    query = serializers.CharField(allow_blank=True)
    corrected = serializers.CharField(allow_blank=True, help_text="What the question was understood as.")
    is_partial = serializers.BooleanField(
        help_text="Whether nothing has all words of the question, and these have most."
    )
    suggestions = serializers.ListField(child=serializers.CharField())
    products = ProductCard(many=True)
    categories = CategoryCount(many=True)
    facets = Facet(many=True)


class Supply(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=STATES)
    left = serializers.IntegerField(allow_null=True, help_text="How few; null where there are plenty.")


class PickupSupply(Supply):
    location = serializers.CharField()
    name = serializers.CharField()
    city = serializers.CharField(allow_blank=True)


class VariantAvailability(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    sku = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    variant = serializers.CharField(allow_blank=True, help_text="What sets it apart, such as Green.")
    price = serializers.DecimalField(max_digits=14, decimal_places=4)
    was = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)
    currency = serializers.CharField()
    includes_tax = serializers.BooleanField()
    delivery = Supply()
    pickup = PickupSupply(many=True)


class ProductAvailability(serializers.Serializer[Any]):
    product_id = serializers.IntegerField()
    at = serializers.DateTimeField()
    variants = VariantAvailability(many=True)


class OrderQuestion(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=128)
    email = serializers.EmailField(max_length=254)


class OrderLine(serializers.Serializer[Any]):
    title = serializers.CharField()
    quantity = serializers.IntegerField()
    total = serializers.DecimalField(max_digits=14, decimal_places=4)


class OrderHappening(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    kind = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)


class OrderStatus(serializers.Serializer[Any]):
    number = serializers.CharField()
    status = serializers.CharField()
    status_name = serializers.CharField()
    placed_at = serializers.DateTimeField()
    currency = serializers.CharField()
    total = serializers.DecimalField(max_digits=14, decimal_places=4)
    lines = OrderLine(many=True)
    events = OrderHappening(many=True)
