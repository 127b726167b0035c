"""Why a till's sale couldn't be booked, in words, and what a person can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RETRY, DISMISS = "retry", "dismiss"
WITH_PRODUCT, WITHOUT_PRODUCT = "book-with-product", "book-without-product"
BOOK_COPY = "book-copy"
ACTIONS = (RETRY, DISMISS, WITH_PRODUCT, WITHOUT_PRODUCT, BOOK_COPY)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, what to do, and the acts of `services.resolution` that help, the best first."""

    words: Promise
    remedy: Promise
    actions: tuple[str, ...]


UNKNOWN_PRODUCT = "unknown-product"
WRONG_CURRENCY = "wrong-currency"
MALFORMED = "malformed"
UNIDENTIFIED = "unidentified"
UNKNOWN_VERSION = "unknown-version"
BOOKING_FAILED = "booking-failed"

PROBLEMS: Mapping[str, Problem] = {
    UNKNOWN_PRODUCT: Problem(
        _("It contains a product that the catalogue doesn't know."),
        _("Choose the product for each such line, or book the line by its title without moving stock."),
        (WITH_PRODUCT, WITHOUT_PRODUCT, RETRY, DISMISS),
    ),
    WRONG_CURRENCY: Problem(
        _("It was sold in a currency that isn't the one of the till's channel."),
        _("Correct the currency of the channel and try again, or dismiss the sale."),
        (RETRY, DISMISS),
    ),
    MALFORMED: Problem(
        _("The till sent something that can't be read as a sale."),
        _(
            "Update the till's software, then send the sale again; book the readable copy or dismiss this one."
        ),
        (BOOK_COPY, RETRY, DISMISS),
    ),
    UNIDENTIFIED: Problem(
        _("The till sent a sale without a valid id, so nobody could tell a repetition from another sale."),
        _("Update the till's software: it keeps the sale and sends it again. Then dismiss this one."),
        (DISMISS,),
    ),
    UNKNOWN_VERSION: Problem(
        _("The till's software is newer than this server and reports sales in a format it doesn't know."),
        _("Update the server, then try again."),
        (RETRY, BOOK_COPY, DISMISS),
    ),
    BOOKING_FAILED: Problem(
        _("Booking it failed for a reason that wasn't foreseen. It is in the server's log."),
        _("Try again; if it fails again, tell whoever looks after the server."),
        (RETRY, DISMISS),
    ),
}


def problem_of(code: str) -> Problem:
    """Return the problem; a code from elsewhere is a booking that was refused."""
    return PROBLEMS.get(code, PROBLEMS[BOOKING_FAILED])


FAULTS: Mapping[str, Promise] = {
    "missing": _("is missing"),
    "not-object": _("must be an object"),
    "not-list": _("must be a list"),
    "not-text": _("must be text"),
    "not-whole": _("must be a whole number"),
    "not-true-or-false": _("must be true or false"),
    "not-amount": _("must be an amount such as 24.90, with at most four decimals"),
    "not-share": _("must be a share of one such as 0.22"),
    "not-uuid": _("must be a UUID"),
    "not-moment": _("must be a date and time with an offset, such as 2026-11-21T10:15:00+01:00"),
    "not-date": _("must be a date such as 2026-11-21"),
    "not-currency": _("must be a currency's three capital letters, such as EUR"),
    "out-of-range": _("is too small or too large"),
    "unknown-value": _("isn't one of the known values"),
    "too-few": _("has too few members"),
    "too-many": _("has too many members"),
}

DIFFERENCES: Mapping[str, Promise] = {
    "price": _("Line %(line)s: charged %(charged)s each, our price was %(expected)s."),
    "no-price": _("Line %(line)s: charged %(charged)s each, we had no price."),
    "discount": _("Line %(line)s: a discount of %(charged)s, ours would have been %(expected)s."),
    "tax-rate": _("Line %(line)s: taxed at %(charged)s, our rate was %(expected)s."),
    "line-sum": _(
        "Line %(line)s: quantity times price less discount is %(expected)s, charged was %(charged)s."
    ),
    "line-tax": _("Line %(line)s: %(charged)s without tax, by its rate it would be %(expected)s."),
    "total": _("The lines add up to %(expected)s, charged was %(charged)s."),
    "total-net": _("The lines without tax add up to %(expected)s, the receipt says %(charged)s."),
    "tenders": _("%(charged)s was paid for a sale of %(expected)s."),
    "unknown-tender": _("Paid with %(value)s, which we don't know; booked as paid elsewhere."),
    "unknown-customer": _("We don't know the customer %(value)s."),
    "unknown-cashier": _("We don't know %(value)s as a member of staff."),
    "unknown-location": _("We don't know the location %(value)s; booked at the till's."),
    "location-closed": _("The location %(value)s is no longer active."),
    "channel-closed": _("The channel %(value)s is no longer active."),
    "product-renamed": _("Line %(line)s: sold as %(charged)s, which is now %(expected)s."),
    "tax-category": _("Line %(line)s: tax category %(charged)s, ours is %(expected)s."),
    "clock": _(
        "The till's clock said %(charged)s when we received it at %(expected)s; booked as of the latter."
    ),
    "business-date": _("The till put it on %(charged)s, its own day is %(expected)s."),
    "sequence-reused": _("The till used its number %(value)s for another sale too."),
    "number-unusable": _("The receipt's number %(value)s can't be an order's; this one got its own."),
    "number-taken": _("Another order already has the number %(value)s; this one got its own."),
}


def difference_words(difference: Mapping[str, Any]) -> str:
    """Return a difference as a sentence in the reader's language."""
    return str(DIFFERENCES[difference["code"]]) % difference


def fault_words(code: str) -> str:
    """Return what is wrong with a member, to be read after its name."""
    return str(FAULTS[code])
