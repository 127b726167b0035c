"""Purchasing in sentences: why more is ordered than was wanted, what more would give."""

from django.utils.translation import gettext as _

from apps.core.ui import unit_price_words

from .terms import Offer


def rounding_words(*, offer: Offer) -> str:
    """Say why the quantity isn't what was wanted; nothing where it is."""
    if not offer.is_rounded:
        return ""
    words = {
        "quantity": offer.quantity,
        "wanted": offer.wanted,
        "minimum": offer.minimum_quantity,
        "pack": offer.pack_size,
    }
    if offer.is_below_minimum:
        return _("%(quantity)d instead of %(wanted)d: fewer than %(minimum)d aren't sold.") % words
    return _("%(quantity)d instead of %(wanted)d: sold in packs of %(pack)d.") % words


def next_break_words(*, offer: Offer, currency: str) -> str:
    """Say from how many on a unit costs less; nothing where the best price is reached."""
    if offer.next_break is None:
        return ""
    price = unit_price_words(offer.next_break.unit_price, currency)
    return _("From %(quantity)d on: %(price)s each.") % {
        "quantity": offer.next_break.minimum_quantity,
        "price": price,
    }
