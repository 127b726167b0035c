"""A proposal's numbers as sentences for whoever decides about it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.ui import amount_words, unit_price_words

WEEKDAY_MATTERS = 0.25
"""From how far off the week's average a day is worth a word."""


def sentences(explanation: dict[str, Any], *, currency: str) -> list[str]:
    """Return why so many are proposed, in the order of the reckoning; `currency` is the company's."""
    return [
        *_demand(explanation),
        *_levels(explanation),
        *_quantity(explanation),
        *_way(explanation, currency),
    ]


def _demand(said: dict[str, Any]) -> Iterator[str]:
    words = {
        "sold": said["sold_recently"],
        "earlier": said["sold_earlier"],
        "rate": _figure(said["rate"]),
    }
    yield (
        _("%(sold)s sold in the last 28 days, %(earlier)s in the 28 before; %(rate)s a day are expected.")
        % words
    )
    best = max(range(7), key=said["weekdays"].__getitem__)
    if said["weekdays"][best] > 1 + WEEKDAY_MATTERS:
        more = {"day": str(WEEKDAYS[best]), "factor": _figure(said["weekdays"][best])}
        yield _("The strongest day there is %(day)s, with %(factor)s times the average.") % more


def _levels(said: dict[str, Any]) -> Iterator[str]:
    lead = {"days": _figure(said["lead_days"]), "deviation": _figure(said["lead_deviation"])}
    if said["deliveries"]:
        count = said["deliveries"]
        text = ngettext(
            "Delivery takes %(days)s days, give or take %(deviation)s, reckoned from %(count)s delivery.",
            "Delivery takes %(days)s days, give or take %(deviation)s, reckoned from %(count)s deliveries.",
            count,
        )
        yield text % (lead | {"count": count})
    else:
        yield _("Delivery takes %(days)s days as agreed, give or take %(deviation)s.") % lead
    need = {
        "mean": _figure(said["mean"]),
        "deviation": _figure(said["deviation"]),
        "service": _figure(said["service_level"] * 100),
        "safety": _figure(max(0.0, said["safety_stock"])),
        "point": said["reorder_point"],
    }
    yield (
        _(
            "Until then %(mean)s are expected to sell, give or take %(deviation)s. To have enough in %(service)s %% of "
            "cases, %(safety)s more are kept: order at %(point)s."
        )
        % need
    )


def _quantity(said: dict[str, Any]) -> Iterator[str]:
    there = {name: said[name] for name in ("available", "position")}
    coming = said["in_transit"] + said["scheduled"] + said["in_drafts"] - said["leaving"]
    drafted = said["position"] - said["available"] - coming
    if coming or drafted:
        there |= {"coming": coming, "drafted": drafted}
        yield (
            _(
                "%(available)s are available, %(coming)s are coming, %(drafted)s are on drafts: %(position)s together."
            )
            % there
        )
    else:
        yield (
            ngettext(
                "%(available)s is available and nothing is coming.",
                "%(available)s are available and nothing is coming.",
                there["available"],
            )
            % there
        )
    lot = {"wanted": said["wanted"], "target": said["order_up_to"], "lot": _figure(said["lot"])}
    yield _("Up to %(target)s, which is an order of %(lot)s above that point, %(wanted)s are missing.") % lot


def _way(said: dict[str, Any], currency: str) -> Iterator[str]:
    terms, way, other = said["terms"], said["way"], said["other"]
    if way["kind"] == "purchase" and terms:
        yield from _purchase(said["wanted"], terms, way)
    if way["kind"] == "purchase" and not terms:
        yield _("Nobody sells it to us yet, and no other location has enough over.")
    if way["kind"] == "transfer" and way["quantity"] < said["wanted"]:
        yield _("No more than %(quantity)s are over at the nearest location that has enough.") % way
    if other:
        yield _compared(way, other, currency)
    elif way["kind"] == "transfer":
        yield _("Another location has it over; nobody sells it to us.")


def _purchase(wanted: int, terms: dict[str, Any], way: dict[str, Any]) -> Iterator[str]:
    if terms["quantity"] != wanted:
        yield _("Rounded to %(quantity)s: packs of %(pack_size)s, at least %(minimum_quantity)s.") % terms
    amount = Decimal(terms["unit_price"]) * terms["quantity"]
    prices = {
        "price": unit_price_words(Decimal(terms["unit_price"]), terms["currency"]),
        "amount": amount_words(amount, terms["currency"]),
    }
    yield _("At %(price)s each that is %(amount)s.") % prices
    if terms.get("cheaper_in_days"):
        slower = {"days": _figure(way["days"]), "other_days": _figure(terms["cheaper_in_days"])}
        yield (
            _(
                "It comes in %(days)s days. Another supplier is cheaper, but takes %(other_days)s: more would be "
                "missed until then than that saves."
            )
            % slower
        )


def _compared(way: dict[str, Any], other: dict[str, Any], currency: str) -> str:
    words = {
        "days": _figure(way["days"]),
        "cost": amount_words(way["cost"], currency),
        "other_days": _figure(other["days"]),
        "other_cost": amount_words(other["cost"], currency),
    }
    sent = _(
        "Sending it takes %(days)s days and costs %(cost)s with what is missed until then; buying takes "
        "%(other_days)s days and costs %(other_cost)s, with what goes on lying elsewhere."
    )
    bought = _(
        "Buying takes %(days)s days and costs %(cost)s with what is missed until then; sending it from another "
        "location takes %(other_days)s days and costs %(other_cost)s."
    )
    return (sent if way["kind"] == "transfer" else bought) % words


def _figure(value: float) -> str:
    """Return the number in the reader's format, with as many decimals as its size is worth."""
    decimals = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return str(number_format(round(value, decimals), decimals, force_grouping=True))
