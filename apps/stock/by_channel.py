"""What each channel may promise of a product at each location, side by side: where it is and who can't sell it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from apps.channels.models import Channel, ChannelLocation

from .selectors import availability

Offers = Mapping[tuple[int, int], int]
"""Units by location and channel; nothing under a pair means that the channel doesn't sell from there."""


def offers_by_channel(*, product_id: int, channels: Collection[Channel], at: datetime) -> Offers:
    """Return what `availability` says of the product to each channel, nought where a claim goes beyond the goods.

    A query for the locations and one a channel; two more a channel where the product has no level.
    """
    allowed = ChannelLocation.objects.filter(channel__in=channels, location__is_active=True)
    found = dict.fromkeys(allowed.values_list("location_id", "channel_id"), 0)
    for channel in channels:
        for place in availability(channel=channel, product_ids=[product_id], at=at)[product_id]:
            found[place.location_id, channel.pk] = max(0, place.available)
    return found
