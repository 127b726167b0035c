"""What tills send and get, apart from sales, whose format is a document of its own."""

from typing import Any

from rest_framework import serializers

from apps.pos.feeds.cursor import TOPICS
from apps.pos.feeds.reading import MOST
from apps.pos.models import SaleEnvelope


class EnrolmentRequest(serializers.Serializer[Any]):
    code = serializers.CharField(
        max_length=32, help_text="As shown in the back office; case and dashes don't matter."
    )
    device_name = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    app_version = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)


class RequestKey(serializers.Serializer[Any]):
    """The Idempotency-Key header."""

    key = serializers.CharField(min_length=16, max_length=200, required=False, default="")


class Named(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class Enrolment(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="For the Authorization header. It isn't shown again.")
    device = Named()
    channel = Named()
    location = Named()
    next_sequence = serializers.IntegerField(help_text="The number to give to the next sale.")
    server_time = serializers.DateTimeField()


class HeartbeatRequest(serializers.Serializer[Any]):
    clock = serializers.DateTimeField(help_text="What the till's clock shows, with its offset.")
    app_version = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)
    waiting_sales = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False, default=0)
    oldest_waiting_at = serializers.DateTimeField(required=False, default=None, allow_null=True)


class Range(serializers.Serializer[Any]):
    first = serializers.IntegerField()
    last = serializers.IntegerField()


class Heartbeat(serializers.Serializer[Any]):
    server_time = serializers.DateTimeField()
    clock_ahead_seconds = serializers.IntegerField(help_text="The till's clock less ours.")
    last_sequence = serializers.IntegerField(help_text="The largest number that arrived.")
    missing = Range(many=True, help_text="Numbers below it that didn't. Send those sales again.")


class ChangesQuery(serializers.Serializer[Any]):
    cursor = serializers.CharField(
        max_length=200,
        required=False,
        default="",
        allow_blank=True,
        help_text="Of the page before. Left out: everything.",
    )
    topics = serializers.CharField(
        max_length=80,
        required=False,
        default="",
        allow_blank=True,
        help_text=f"Some of {', '.join(TOPICS)}, separated by commas; all if left out. A cursor remembers them.",
    )
    limit = serializers.IntegerField(
        min_value=1,
        max_value=MOST,
        required=False,
        default=2000,
        help_text="Products, later changes, in a page.",
    )


class ComponentEntry(serializers.Serializer[Any]):
    product_id = serializers.IntegerField()
    quantity = serializers.IntegerField(help_text="So many go into one of the bundle.")


class ProductEntry(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    deleted = serializers.BooleanField(
        required=False, help_text="It can't be sold any more; the rest is left out."
    )
    parent_id = serializers.IntegerField(required=False, allow_null=True)
    sku = serializers.CharField(required=False, allow_blank=True)
    barcodes = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="GTINs with 14 digits."
    )
    titles = serializers.DictField(child=serializers.CharField(), required=False, help_text="By language.")
    variant = serializers.DictField(
        child=serializers.CharField(), required=False, help_text="What sets a variant apart, by language."
    )
    brand = serializers.CharField(required=False, allow_blank=True)
    tax_category = serializers.CharField(required=False)
    is_listed = serializers.BooleanField(
        required=False, help_text="Whether to show it; a scan finds it anyway."
    )
    is_discountable = serializers.BooleanField(required=False)
    is_physical = serializers.BooleanField(required=False)
    swatch = serializers.CharField(required=False, allow_blank=True)
    picture = serializers.CharField(required=False, allow_blank=True)
    components = ComponentEntry(
        many=True,
        required=False,
        help_text="What a bundle consists of, empty for anything else. Its stock is that of its components.",
    )


class PriceBreak(serializers.Serializer[Any]):
    from_quantity = serializers.IntegerField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=4)


class PriceStep(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)
    was = serializers.DecimalField(max_digits=14, decimal_places=4, allow_null=True)
    list = serializers.CharField(allow_blank=True)
    breaks = PriceBreak(many=True)


class PriceEntry(serializers.Serializer[Any]):
    product_id = serializers.IntegerField()
    deleted = serializers.BooleanField(required=False, help_text="It has no price; the rest is left out.")
    amount = serializers.DecimalField(max_digits=14, decimal_places=4, required=False, allow_null=True)
    was = serializers.DecimalField(
        max_digits=14, decimal_places=4, required=False, allow_null=True, help_text="What it is reduced from."
    )
    list = serializers.CharField(required=False, allow_blank=True)
    breaks = PriceBreak(
        many=True,
        required=False,
        help_text="Of each unit from a quantity on, all units of the product in the sale counted.",
    )
    next = PriceStep(
        many=True, required=False, help_text="Changes known today, so that a till without network has them."
    )


class StockEntry(serializers.Serializer[Any]):
    product_id = serializers.IntegerField()
    on_hand = serializers.IntegerField()
    available = serializers.IntegerField(
        help_text="On hand here less what is promised or kept back; of a bundle, what its components allow."
    )
    elsewhere = serializers.IntegerField(help_text="Available at the channel's other locations.")


class FeedChannel(Named):
    currency = serializers.CharField()
    prices_include_tax = serializers.BooleanField()
    is_active = serializers.BooleanField()


class FeedLocation(Named):
    address = serializers.ListField(child=serializers.CharField())
    country = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)
    time_zone = serializers.CharField()
    business_day_cutoff = serializers.CharField()
    is_active = serializers.BooleanField()


class TaxRateEntry(serializers.Serializer[Any]):
    country = serializers.CharField()
    category = serializers.CharField()
    rate = serializers.DecimalField(max_digits=6, decimal_places=4)
    valid_from = serializers.DateField()


class FeedSettings(serializers.Serializer[Any]):
    device = Named()
    channel = FeedChannel()
    location = FeedLocation()
    tax_rates = TaxRateEntry(many=True)


class FeedPage(serializers.Serializer[Any]):
    cursor = serializers.CharField(help_text="Ask again with it, at once if there is more.")
    more = serializers.BooleanField()
    complete = serializers.BooleanField(
        help_text="Everything has been read once: forget what you keep and weren't told."
    )
    products = ProductEntry(many=True)
    prices = PriceEntry(many=True)
    stock = StockEntry(many=True)
    settings = FeedSettings(allow_null=True, help_text="Only when it changed.")


class Difference(serializers.Serializer[Any]):
    code = serializers.CharField()
    line = serializers.IntegerField(required=False)
    charged = serializers.CharField(required=False)
    expected = serializers.CharField(required=False)
    value = serializers.CharField(required=False)
    message = serializers.CharField()


class Fault(serializers.Serializer[Any]):
    path = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    message = serializers.CharField()


class SaleProblem(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()
    remedy = serializers.CharField()
    faults = Fault(many=True, help_text="What couldn't be read, member by member.")


class SaleAnswer(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="Its place in the batch, from 0.")
    sale_id = serializers.UUIDField(allow_null=True)
    status = serializers.ChoiceField(
        choices=[*SaleEnvelope.State.values, "conflict", "invalid"],
        help_text="All but invalid: it is kept here and may go from the till's queue.",
    )
    replayed = serializers.BooleanField(help_text="It had been received before.")
    order_number = serializers.CharField(allow_null=True)
    differences = Difference(many=True)
    problem = SaleProblem(allow_null=True)


class SaleAnswers(serializers.Serializer[Any]):
    server_time = serializers.DateTimeField()
    sales = SaleAnswer(many=True)
