"""Why is it 47, and why can't I sell it? All that makes a level what it is, as figures that add up.

    on hand   = the ledger's movements of sellable goods
    available = on hand - allocated - held - safety stock - reserved - buffer, for a channel

The last line is what `selectors.availability` says, of a bundle what its scarcest component allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, Sum

from apps.catalog.models import Product
from apps.catalog.selectors import components_of
from apps.channels.models import Channel, ChannelLocation, Location

from .choices import StockState
from .models import Allocation, ChannelReserve, Hold, ScheduledReceipt, StockLevel, StockMovement
from .selectors import availability, in_transit, movements_of
from .types import UNLIMITED, Claim, GoodsInTransit

LAST_MOVEMENTS = 5


@dataclass(frozen=True, slots=True)
class KeptFor:
    """A reserve that may keep units here: whose, how many, and whether of all its locations together."""

    channel: str
    quantity: int
    everywhere: bool


@dataclass(frozen=True, slots=True)
class PlaceOfChannel:
    """A location with goods, as the channel sees it: what it could promise there if it sold from it."""

    location_id: int
    name: str
    available: int
    is_active: bool = True
    is_allowed: bool = True


@dataclass(frozen=True, slots=True)
class InChannel:
    """What the channel makes of it. `reserved` and `buffered` are what its rules keep back at this location."""

    channel_id: int
    name: str
    sells_here: bool
    is_active: bool
    reserved: int
    buffered: int
    reserves: Sequence[KeptFor]
    places: Sequence[PlaceOfChannel]

    @property
    def available_everywhere(self) -> int:
        """Return what the channel can promise at all of its locations together."""
        return sum(max(0, place.available) for place in self.places if place.is_allowed and place.is_active)


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a bundle: so many go into one, and why there are so many."""

    quantity: int
    why: "Explanation"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a level is what it is, and why no more of it can be sold; expired holds don't count.

    Of goods without `keeps_stock` there is always enough, whatever the figures say. A bundle has `parts` and no
    figures of its own.
    """

    product_id: int
    location_id: int
    on_hand: int
    movements: dict[str, int]
    allocations: list[Claim]
    holds: list[Claim]
    expired_holds: list[Claim]
    safety_stock: int
    transfers: list[GoodsInTransit]
    scheduled: list[ScheduledReceipt]
    last_movements: list[StockMovement]
    quarantined: int = 0
    displayed: int = 0
    keeps_stock: bool = True
    is_public: bool = True
    location_is_active: bool = True
    in_channel: InChannel | None = None
    parts: list[Part] = field(default_factory=list)

    @property
    def allocated(self) -> int:
        return sum(claim.quantity for claim in self.allocations)

    @property
    def held(self) -> int:
        return sum(claim.quantity for claim in self.holds)

    @property
    def in_transit(self) -> int:
        return sum(goods.quantity for goods in self.transfers)

    @property
    def reserved(self) -> int:
        return self.in_channel.reserved if self.in_channel else 0

    @property
    def buffered(self) -> int:
        return self.in_channel.buffered if self.in_channel else 0

    @property
    def available(self) -> int:
        """Return what may still be promised here, in the channel if one was named."""
        if not self.keeps_stock:
            return UNLIMITED
        if self.parts:
            return min(part.why.available // part.quantity for part in self.parts)
        kept = self.safety_stock + self.reserved + self.buffered
        return self.on_hand - self.allocated - self.held - kept


def explain_level(
    *, product_id: int, location_id: int, at: datetime, channel: Channel | None = None
) -> Explanation:
    """Return all that makes the level what it is, seen from the channel if one is named."""
    parts = components_of(bundle_ids=[product_id]).get(product_id, {})
    key = {"product_id": product_id, "location_id": location_id}
    level = StockLevel.objects.filter(**key).first() or StockLevel(**key)
    product = Product.objects.only("needs_shipping", "is_public", "structure").filter(pk=product_id).first()
    kinds = StockMovement.objects.filter(**key, state=StockState.SELLABLE).values_list("kind")
    expected = ScheduledReceipt.objects.filter(**key).order_by(F("due_date").asc(nulls_last=True), "pk")
    return Explanation(
        product_id=product_id,
        location_id=location_id,
        on_hand=level.on_hand,
        movements=dict(kinds.annotate(total=Sum("quantity")).order_by("kind")),
        allocations=_promises(level),
        holds=_holds(level, Q(expires_at__gt=at)),
        expired_holds=_holds(level, Q(expires_at__lte=at)),
        safety_stock=level.safety_stock,
        transfers=in_transit(product_ids=[product_id], destination_id=location_id)[product_id],
        scheduled=list(expected),
        last_movements=list(movements_of(**key)[:LAST_MOVEMENTS]),
        quarantined=level.quarantined,
        displayed=level.displayed,
        keeps_stock=product is None or product.needs_shipping,
        is_public=product is None or product.is_public,
        location_is_active=Location.objects.filter(pk=location_id, is_active=True).exists(),
        in_channel=_in_channel(channel, product_id, location_id, at) if channel else None,
        parts=[
            Part(units, explain_level(product_id=key, location_id=location_id, at=at, channel=channel))
            for key, units in parts.items()
        ],
    )


def _promises(level: StockLevel) -> list[Claim]:
    open_ones = Allocation.objects.filter(level_id=level.pk, quantity__gt=F("consumed") + F("released"))
    return [
        Claim(f"{promise.source_kind}:{promise.source_id}", promise.open_quantity, since=promise.created_at)
        for promise in open_ones.order_by("created_at", "pk")
    ]


def _holds(level: StockLevel, which: Q) -> list[Claim]:
    holds = Hold.objects.filter(which, level_id=level.pk).order_by("expires_at", "pk")
    return [Claim(hold.holder, hold.quantity, until=hold.expires_at) for hold in holds]


def _in_channel(channel: Channel, product_id: int, location_id: int, at: datetime) -> InChannel:
    offers = availability(channel=channel, product_ids=[product_id], at=at)[product_id]
    here = next((offer for offer in offers if offer.location_id == location_id), None)
    of_channel = {offer.location_id: offer.available for offer in offers}
    return InChannel(
        channel_id=channel.pk,
        name=channel.name,
        sells_here=here is not None or _is_allowed(channel, location_id),
        is_active=channel.is_active,
        reserved=here.reserved if here else 0,
        buffered=here.buffered if here else 0,
        reserves=_reserves(channel, product_id, location_id),
        places=_places(channel, product_id, of_channel),
    )


def _is_allowed(channel: Channel, location_id: int) -> bool:
    allowed = ChannelLocation.objects.filter(channel=channel, location_id=location_id)
    return allowed.filter(location__is_active=True).exists()


def _reserves(channel: Channel, product_id: int, location_id: int) -> list[KeptFor]:
    """Return the reserves of other channels that concern the product here."""
    rules = ChannelReserve.objects.filter(
        Q(location=location_id) | Q(location=None, channel__channel_locations__location=location_id),
        product=product_id,
    ).exclude(channel=channel)
    return [
        KeptFor(rule.channel.name, rule.quantity, rule.location_id is None)
        for rule in rules.select_related("channel").order_by("channel__name", "pk").distinct()
    ]


def _places(channel: Channel, product_id: int, of_channel: dict[int, int]) -> list[PlaceOfChannel]:
    """Return where the channel can promise some, and where some lie that it can't promise."""
    allowed = set(ChannelLocation.objects.filter(channel=channel).values_list("location_id", flat=True))
    levels = {level.location_id: level for level in StockLevel.objects.filter(product=product_id)}
    places = Location.objects.filter(pk__in={*of_channel, *levels}).order_by("name")
    return [
        PlaceOfChannel(
            place.pk,
            place.name,
            of_channel.get(place.pk, levels[place.pk].available if place.pk in levels else 0),
            is_active=place.is_active,
            is_allowed=place.pk in allowed,
        )
        for place in places
    ]
