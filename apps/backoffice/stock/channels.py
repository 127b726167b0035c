"""What channels may promise at the locations in reach, as a table that leads to the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from apps.channels.models import Channel, Location
from apps.stock.by_channel import offers_by_channel


@dataclass(frozen=True, slots=True)
class Cell:
    """What a channel may promise at a location; None where it doesn't sell from there."""

    channel: Channel
    quantity: int | None


@dataclass(frozen=True, slots=True)
class ChannelTable:
    """Locations against channels."""

    channels: list[Channel]
    rows: list[tuple[Location, list[Cell]]]


def open_channels() -> QuerySet[Channel]:
    """Return the channels that sell, by name."""
    return Channel.objects.filter(is_active=True).order_by("name")


def channel_table(*, product_id: int, places: Sequence[Location], at: datetime) -> ChannelTable:
    """Return what each open channel may promise of the product at each of the places."""
    channels = list(open_channels())
    offers = offers_by_channel(product_id=product_id, channels=channels, at=at)
    return ChannelTable(
        channels,
        [
            (place, [Cell(channel, offers.get((place.pk, channel.pk))) for channel in channels])
            for place in places
        ],
    )
