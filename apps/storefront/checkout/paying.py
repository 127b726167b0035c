"""Placing the order and asking for its payment: what the button under the sum does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.core.errors import DomainError
from apps.core.transactions import durable
from apps.customers.services import customer_of, find_or_make_guest
from apps.orders.models import Order
from apps.orders.services.payment import start_payment
from apps.orders.services.placement import place_order
from apps.orders.types import PlaceOrder
from apps.payments.types import ProviderResult

from ..basket.models import Basket
from ..baskets.carts import holder_of
from ..baskets.closing import close_basket
from ..baskets.review import Review
from ..channel import web_channel
from ..forms import split_name
from .state import Draft


class UnknownWayToPay(DomainError):
    code = "unknown-way-to-pay"
    message = gettext_lazy("Choose one of the ways to pay.")


class OrderedBefore(DomainError):
    """The basket became an order already, as it was then; `order` is that one."""

    code = "ordered-before"
    message = gettext_lazy("This basket has been ordered already. Here is that order.")

    def __init__(self, order: Order) -> None:
        self.order = order
        super().__init__()


@dataclass(frozen=True, slots=True)
class WayToPay:
    """A way to pay that this shop offers; `why_not` says why it isn't open for this order."""

    code: str
    provider: str
    title: str
    more: str
    why_not: str = ""


def ways_to_pay(*, all_collected: bool) -> Sequence[WayToPay]:
    """Return the ways to pay in the web shop."""
    return [
        WayToPay(
            "card",
            settings.BOTTEGA_CARD_PROVIDER,
            _("Card"),
            _("On the page of our bank. We never see its number."),
        ),
        WayToPay(
            "on-collection",
            "on_collection",
            _("Pay when you collect"),
            _("At the counter, in cash or by card."),
            "" if all_collected else _("Not possible while something is delivered."),
        ),
    ]


def chosen_way(code: str, *, all_collected: bool) -> WayToPay:
    """Return the way to pay with this code. Raises UnknownWayToPay unless it is open for the order."""
    for way in ways_to_pay(all_collected=all_collected):
        if way.code == code and not way.why_not:
            return way
    raise UnknownWayToPay


def order_basket(
    *,
    basket: Basket,
    review: Review,
    draft: Draft,
    user: User | None,
    way: WayToPay,
    fingerprint: str,
    language: str,
    at: datetime,
) -> Order:
    """Turn the basket into an order as the shopper saw it and close the basket; twice is the same order.

    Raises what `place_order` raises, and OrderedBefore if the basket was ordered with other contents.
    """
    order = place_order(
        command=PlaceOrder(
            channel=web_channel(),
            cart=review.cart,
            expected_fingerprint=fingerprint,
            source_kind="basket",
            source_id=str(basket.pk),
            customer_user_id=_customer(user, draft, language),
            email=draft.email,
            contact_name=draft.name,
            phone=draft.phone,
            language=language,
            shipping_address=_shipping_address(draft) if review.delivered else None,
            payment_method=way.code,
            payment_provider=way.provider,
            holder=holder_of(basket),
        ),
        at=at,
    )
    close_basket(basket=basket, at=at)
    if order.quote_fingerprint != fingerprint:
        raise OrderedBefore(order)
    return order


def ask_for_payment(*, order: Order, return_url: str, language: str, at: datetime) -> ProviderResult:
    """Ask for the order's open payment. Raises NothingToPay."""
    return start_payment(
        order_id=order.pk,
        at=at,
        return_url=return_url,
        language=language,
        description=_("Order %(number)s") % {"number": order.number},
    )


def _customer(user: User | None, draft: Draft, language: str) -> int:
    """Return the key of the person who buys; a guest is the one customer with this address."""
    first_name, last_name = split_name(draft.name)
    with durable():
        if user is not None:
            return int(customer_of(user=user).pk)
        guest = find_or_make_guest(
            email=draft.email, first_name=first_name, last_name=last_name, language=language
        )
    return int(guest.pk)


def _shipping_address(draft: Draft) -> dict[str, str]:
    first_name, last_name = split_name(draft.address.get("name") or draft.name)
    return {
        "first_name": first_name,
        "last_name": last_name,
        "line1": draft.address.get("line1", ""),
        "line2": draft.address.get("line2", ""),
        "line4": draft.address.get("city", ""),
        "postcode": draft.address.get("postcode", ""),
        "country": draft.address.get("country", ""),
        "phone_number": draft.phone,
    }
