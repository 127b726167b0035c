"""What a till is told about why there is as much of something as there is."""

from typing import Any

from rest_framework import serializers


class ExplanationQuery(serializers.Serializer[Any]):
    location = serializers.CharField(
        default="", allow_blank=True, max_length=32, help_text="A code. Without one, the till's own."
    )
    channel = serializers.CharField(
        default="", allow_blank=True, max_length=32, help_text="A code. Without one, the till's own."
    )


class StockFigures(serializers.Serializer[Any]):
    on_hand = serializers.IntegerField()
    allocated = serializers.IntegerField(help_text="Promised to orders.")
    held = serializers.IntegerField(help_text="Kept for checkouts that haven't expired.")
    safety_stock = serializers.IntegerField()
    reserved = serializers.IntegerField(help_text="Kept here for other channels.")
    buffered = serializers.IntegerField(help_text="Kept here from this channel.")


class MovementSum(serializers.Serializer[Any]):
    kind = serializers.CharField()
    quantity = serializers.IntegerField()


class StockClaim(serializers.Serializer[Any]):
    order = serializers.CharField(allow_blank=True, help_text="Its number, where an order has the claim.")
    quantity = serializers.IntegerField()
    since = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)


class IncomingGoods(serializers.Serializer[Any]):
    transfer = serializers.CharField(allow_blank=True, help_text="Its code; empty for goods from outside.")
    quantity = serializers.IntegerField()
    due = serializers.DateField(allow_null=True)


class LevelExplanation(serializers.Serializer[Any]):
    available = serializers.IntegerField(
        help_text="On hand less all other figures; of a bundle, what its components allow."
    )
    can_sell = serializers.BooleanField()
    keeps_stock = serializers.BooleanField(help_text="Without it there is always enough.")
    figures = StockFigures()
    movements = MovementSum(many=True, help_text="They sum up to on hand.")
    allocations = StockClaim(many=True)
    holds = StockClaim(many=True)
    incoming = IncomingGoods(many=True)
    sentences = serializers.ListField(child=serializers.CharField())
    obstacles = serializers.ListField(
        child=serializers.CharField(), help_text="Why none can be sold, whatever the figures say."
    )


class ComponentExplanation(LevelExplanation):
    product_id = serializers.IntegerField()
    quantity = serializers.IntegerField(help_text="So many go into one of the bundle.")


class StockExplanation(LevelExplanation):
    product_id = serializers.IntegerField()
    location = serializers.CharField()
    channel = serializers.CharField()
    at = serializers.DateTimeField()
    components = ComponentExplanation(many=True, help_text="Of a bundle.")
