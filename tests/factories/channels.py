"""Channels and locations: Lucca, Como, Bergamo, Trieste, and the warehouse in Altopascio."""

from typing import Any

import factory

from apps.channels.models import Channel, ChannelLocation, Location


class LocationFactory(factory.django.DjangoModelFactory[Location]):
    class Meta:
        model = Location

    name = "Lucca"
    code = factory.Sequence(lambda n: f"shop-{n}")
    kind = Location.Kind.SHOP
    country = "IT"
    city = factory.SelfAttribute("name")
    time_zone = "Europe/Rome"
    offers_pickup = True


class WarehouseFactory(LocationFactory):
    name = "Altopascio"
    code = factory.Sequence(lambda n: f"warehouse-{n}")
    kind = Location.Kind.WAREHOUSE
    offers_pickup = False


class ChannelFactory(factory.django.DjangoModelFactory[Channel]):
    """A web shop; `sells_from` lists its locations in order of preference."""

    class Meta:
        model = Channel
        skip_postgeneration_save = True

    name = "Web shop"
    code = factory.Sequence(lambda n: f"web-{n}")
    kind = Channel.Kind.WEB
    currency = "EUR"
    tax_country = "IT"

    @factory.post_generation
    def sells_from(self: Channel, create: bool, locations: Any, **kwargs: Any) -> None:  # type: ignore[misc]
        for position, location in enumerate(locations or ()):
            ChannelLocation.objects.create(channel=self, location=location, position=position)


class TillChannelFactory(ChannelFactory):
    name = "Tills"
    code = factory.Sequence(lambda n: f"tills-{n}")
    kind = Channel.Kind.TILL
