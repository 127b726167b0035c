"""Why there are so many of a product to sell, sentence by sentence in the reader's language.

Stock has the figures; the orders that goods are promised to and the price are known from here up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.catalog.models import Product
from apps.catalog.names import names_of
from apps.channels.models import Channel, Location
from apps.core import formatting, ui
from apps.core.errors import DomainError
from apps.pricing.selectors import prices_for
from apps.stock.choices import MovementKind
from apps.stock.explanation import Explanation, InChannel, KeptFor, explain_level
from apps.stock.types import Claim

from .models import Line
from .types import ALLOCATED_TO


@dataclass(frozen=True, slots=True)
class Told:
    """The figures, the sentences that tell them, and why none can be sold at all; `orders` by claimant."""

    why: Explanation
    sentences: tuple[str, ...]
    obstacles: tuple[str, ...]
    orders: dict[str, str]
    parts: tuple["ToldPart", ...] = ()

    @property
    def can_sell(self) -> bool:
        return not self.obstacles and self.why.available > 0


@dataclass(frozen=True, slots=True)
class ToldPart:
    """A component of a bundle, so many to one, and what is told of it."""

    sku: str
    title: str
    quantity: int
    told: Told


def tell_why(*, product_id: int, location: Location, at: datetime, channel: Channel | None = None) -> Told:
    """Return why there are so many of the product at the location, for the channel if one is named."""
    why = explain_level(product_id=product_id, location_id=location.pk, at=at, channel=channel)
    return _told(why, location, channel, at)


def order_numbers(claims: Iterable[Claim]) -> dict[str, str]:
    """Return the number of the order that each claim of an order line belongs to; one query."""
    keys = {}
    for claim in claims:
        kind, _colon, key = claim.claimant.partition(":")
        if kind == ALLOCATED_TO and key.isdigit():
            keys[int(key)] = claim.claimant
    lines = Line.objects.filter(pk__in=keys).values_list("pk", "order__number") if keys else ()
    return {keys[key]: str(number) for key, number in lines}


def _told(why: Explanation, location: Location, channel: Channel | None, at: datetime) -> Told:
    orders = order_numbers(why.allocations)
    products = Product.objects.select_related("parent").in_bulk([part.why.product_id for part in why.parts])
    names = names_of(list(products.values()))
    parts = tuple(
        ToldPart(
            sku=str(products[part.why.product_id].sku),
            title=names[part.why.product_id],
            quantity=part.quantity,
            told=_told(part.why, location, channel, at),
        )
        for part in why.parts
    )
    return Told(
        why=why,
        sentences=tuple(_sentences(why, location, orders, parts)),
        obstacles=tuple(_obstacles(why, location, channel, at)),
        orders=orders,
        parts=parts,
    )


def _sentences(
    why: Explanation, location: Location, orders: dict[str, str], parts: Sequence[ToldPart]
) -> Iterator[str]:
    if not why.keeps_stock:
        yield _("No stock is kept of this product: there is always enough of it.")
        return
    yield _result(why, location)
    if parts:
        yield from _of_bundle(parts)
    else:
        yield from _on_hand(why)
        yield from _claims(why, orders)
        yield from _kept_back(why)
        yield from _elsewhere_in_the_house(why)
        yield from _coming(why)
    if why.in_channel:
        yield from _other_places(why.in_channel, location)


def _result(why: Explanation, location: Location) -> str:
    words = {"count": _number(max(0, why.available)), "place": location.name}
    if not why.in_channel:
        return _("%(count)s can be promised from %(place)s.") % words
    return _("%(channel)s can promise %(count)s from %(place)s.") % {**words, "channel": why.in_channel.name}


def _of_bundle(parts: Sequence[ToldPart]) -> Iterator[str]:
    yield _("It is a bundle: it is put together of what lies there.")
    for part in parts:
        words = {"quantity": _number(part.quantity), "title": part.title}
        if part.told.why.keeps_stock:
            count = _number(max(0, part.told.why.available))
            text = _("Into one go %(quantity)s × %(title)s, of which %(count)s can be promised.")
            yield text % {**words, "count": count}


def _on_hand(why: Explanation) -> Iterator[str]:
    moved = [f"{MovementKind(kind).label} {_signed(total)}" for kind, total in why.movements.items()]
    if not moved:
        yield _("Nothing of it has ever moved there.")
        return
    words = {"count": _number(why.on_hand), "movements": ", ".join(moved)}
    yield _("On hand: %(count)s (%(movements)s).") % words
    last = why.last_movements[0]
    yield _("The last movement was on %(day)s: %(kind)s %(quantity)s.") % {
        "day": _moment(last.at, "full"),
        "kind": last.get_kind_display(),
        "quantity": _signed(last.quantity),
    }


def _claims(why: Explanation, orders: dict[str, str]) -> Iterator[str]:
    for claim in why.allocations:
        words = {"count": _number(claim.quantity), "claimant": orders.get(claim.claimant, claim.claimant)}
        text = ngettext(
            "%(count)s is promised to order %(claimant)s.",
            "%(count)s are promised to order %(claimant)s.",
            claim.quantity,
        )
        yield text % words
    for claim in why.holds:
        text = ngettext(
            "%(count)s is held for a checkout until %(time)s.",
            "%(count)s are held for a checkout until %(time)s.",
            claim.quantity,
        )
        until = _moment(claim.until, "time") if claim.until else ""
        yield text % {"count": _number(claim.quantity), "time": until}


def _kept_back(why: Explanation) -> Iterator[str]:
    if why.safety_stock:
        yield _("Safety stock, which is never promised: %(count)s.") % {"count": _number(why.safety_stock)}
    if not why.in_channel:
        return
    if why.reserved:
        rules = ", ".join(_rule(rule) for rule in why.in_channel.reserves)
        words = {"count": _number(why.reserved), "rules": rules}
        yield _("Kept for other channels: %(count)s (%(rules)s).") % words
    if why.buffered:
        words = {"count": _number(why.buffered), "channel": why.in_channel.name}
        yield _("A buffer that %(channel)s doesn't offer, in case the book is wrong: %(count)s.") % words


def _rule(rule: KeptFor) -> str:
    words = {"channel": rule.channel, "count": _number(rule.quantity)}
    if rule.everywhere:
        return _("%(channel)s, %(count)s wherever it sells from") % words
    return _("%(channel)s, %(count)s here") % words


def _elsewhere_in_the_house(why: Explanation) -> Iterator[str]:
    if why.quarantined:
        yield _("In quarantine, not for sale: %(count)s more.") % {"count": _number(why.quarantined)}
    if why.displayed:
        yield _("On display, not for sale: %(count)s more.") % {"count": _number(why.displayed)}


def _coming(why: Explanation) -> Iterator[str]:
    for goods in why.transfers:
        words = {"count": _number(goods.quantity), "code": goods.code}
        yield _("On the way here with transfer %(code)s: %(count)s.") % words
    for receipt in why.scheduled:
        words = {"count": _number(receipt.quantity)}
        if receipt.due_date:
            day = formatting.format_day(receipt.due_date, locale=ui.reader_locale())
            yield _("Expected from outside on %(day)s: %(count)s.") % {**words, "day": day}
        else:
            yield _("Expected from outside, nobody knows when: %(count)s.") % words


def _other_places(seen: InChannel, location: Location) -> Iterator[str]:
    others = [place for place in seen.places if place.location_id != location.pk]
    sold = [place for place in others if place.is_allowed and place.is_active]
    if sold:
        listed = ", ".join(f"{place.name} {_number(max(0, place.available))}" for place in sold)
        words = {"channel": seen.name, "places": listed, "count": _number(seen.available_everywhere)}
        yield _("%(channel)s also sells from: %(places)s. That makes %(count)s in all.") % words
    barred = [place.name for place in others if not (place.is_allowed and place.is_active)]
    if barred:
        words = {"channel": seen.name, "places": ", ".join(barred)}
        yield _("What lies elsewhere doesn't count for %(channel)s: %(places)s.") % words


def _obstacles(why: Explanation, location: Location, channel: Channel | None, at: datetime) -> Iterator[str]:
    words = {"place": location.name, "channel": channel.name if channel else ""}
    if not why.location_is_active:
        yield _("%(place)s is closed for good, so nothing is sold from there.") % words
    if not why.is_public:
        yield _("The product isn't shown: it is hidden from all channels.")
    if channel is None or why.in_channel is None:
        return
    if not channel.is_active:
        yield _("%(channel)s is switched off.") % words
    if why.location_is_active and not why.in_channel.sells_here:
        yield _("%(channel)s doesn't sell from %(place)s.") % words
    if not _has_price(channel, why.product_id, at):
        yield _("The product has no price in %(channel)s.") % words


def _has_price(channel: Channel, product_id: int, at: datetime) -> bool:
    try:
        return product_id in prices_for(channel=channel, product_ids=[product_id], at=at)
    except DomainError:  # a tax rate that nobody has entered: nothing can be priced there
        return False


def _number(value: int) -> str:
    return formatting.format_number(value, locale=ui.reader_locale())


def _signed(value: int) -> str:
    return f"+{_number(value)}" if value > 0 else _number(value)


def _moment(at: datetime, style: str) -> str:
    moment = timezone.localtime(at)
    return formatting.format_moment(moment, style=style, now=moment, locale=ui.reader_locale())
