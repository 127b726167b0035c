"""What can go wrong: each kind of incident with its name, what to do about it, and what can be tried again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.outbox import UNDELIVERED
from apps.core.self_audit import KIND as DRIFT


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of incident is called, and what to do about it.

    `retry` are the words of the button that has it tried again, for those who may do the act `needs`.
    """

    title: str | Promise
    advice: str | Promise
    icon: str = "alert"
    retry: str | Promise = ""
    needs: str = ""
    page: str = ""
    """Where to look, if not at the page of the incident's subject."""


_MONEY: Mapping[str, Kind] = {
    "payment-unresolved": Kind(
        _("A payment's outcome is still unknown"),
        _(
            "We have stopped asking the bank by ourselves. Ask it once more, or look it up in the bank's list."
        ),
        "card",
        retry=_("Ask the bank again"),
    ),
    "payment-contradiction": Kind(
        _("The bank contradicts itself about a payment"),
        _("It said that the money came, and then that it didn't. Compare with the bank's own list."),
        "card",
    ),
    "payment-captured-twice": Kind(
        _("The bank took the money twice"),
        _("What is too much for the order goes back by itself. Compare with the bank's own list."),
        "card",
    ),
    "payment-late": Kind(
        _("Money came for a payment that was given up"),
        _("If its order is cancelled or paid otherwise it goes back by itself; else look at the order."),
        "card",
    ),
    "payment-amount-differs": Kind(
        _("The bank took another amount than was asked for"),
        _("Look at the order: pay back what is too much, or ask for what is missing."),
        "card",
    ),
    "order-paid-after-cancellation": Kind(
        _("Money came for an order that was given up"),
        _("It is paid back by itself; tell the customer that the order was cancelled."),
        "card",
    ),
    "order-paid-twice": Kind(
        _("An order was paid twice"),
        _("What is too much is paid back by itself; tell the customer."),
        "card",
    ),
    "order-payment-mismatch": Kind(
        _("What was paid isn't what the order comes to"),
        _("Look at the payments: pay back what is too much, or ask for what is missing."),
        "card",
    ),
    "refund-failed": Kind(
        _("A refund failed"),
        _("Have it tried again, or pay it back in another way and tell the customer."),
        "card",
        retry=_("Pay it back again"),
        needs="orders.refund",
    ),
    "refund-contradiction": Kind(
        _("The bank contradicts itself about a refund"),
        _("Compare with the bank's own list before paying anything back again."),
        "card",
    ),
    "webhook-unmatched": Kind(
        _("The bank told of a payment that we don't know"),
        _("Look it up with the bank; it may belong to another system."),
        "card",
    ),
}

_GOODS: Mapping[str, Kind] = {
    "stock-below-zero": Kind(
        _("Sold more than there was"),
        _("Count the shelf and correct the stock; a receipt may not have been booked yet."),
        "box",
    ),
    "stock-overpromised": Kind(
        _("Promised goods are gone"),
        _("Find the goods, move some from another location, or cancel an order that can't be kept."),
        "box",
    ),
    "count-late": Kind(
        _("Something was told after a count was posted"),
        _("Look at the count: one click books what makes the stock right again."),
        "scan",
    ),
    "pick-missing": Kind(
        _("Goods weren't on the shelf"),
        _("Look again, count them, or send them from another location."),
        "hand",
    ),
    "over-delivered": Kind(
        _("A supplier delivered more than was ordered"),
        _("Keep it, or send back what is too much; then look whether the invoice is right."),
        "truck",
    ),
}

_TILLS: Mapping[str, Kind] = {
    "till-sale-attention": Kind(
        _("A till's sale couldn't be booked"), _("Open it under Tills and choose what to do."), "till"
    ),
    "till-sale-conflict": Kind(
        _("A till sent one sale with two contents"),
        _("Compare both under Tills and say which one happened."),
        "till",
    ),
    "till-sales-missing": Kind(
        _("Sales of a till are missing"),
        _("Switch the till on with a network so that it sends them; they may still be in it."),
        "offline",
    ),
}

KINDS: Mapping[str, Kind] = {
    **_GOODS,
    **_TILLS,
    **_MONEY,
    "letter-not-sent": Kind(
        _("An e-mail couldn't be sent"),
        _("Look whether the address is right and the mail server answers, then have it sent again."),
        "mail",
        retry=_("Send it again"),
    ),
    UNDELIVERED: Kind(
        _("News couldn't be delivered inside the system"),
        _("What should follow from it hasn't happened. Have it tried again once the cause is mended."),
        retry=_("Try again"),
    ),
    DRIFT: Kind(
        _("A counter differs from its ledger"),
        _("Look at the rows on the audit page; nothing is repaired by itself."),
        page="audit",
    ),
}


def kind_of(code: str) -> Kind:
    """Return the kind; one from elsewhere is called by its code."""
    return KINDS.get(code) or Kind(code.replace("-", " ").capitalize(), "")
