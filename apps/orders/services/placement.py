"""Place an order: reserve, then pay, then confirm. Here goods are reserved and the payment is written down."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.channels.models import Location
from apps.core.bulk import copy_rows
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.outbox import publish_all
from apps.core.prepared import Given, Prepared
from apps.core.transactions import durable
from apps.payments.services.creation import create_payment
from apps.pricing.quote import quote
from apps.pricing.types import Quote
from apps.stock.services.allocation import OutOfStock, reserve
from apps.stock.types import Demand

from ..drafts import LineDraft, OrderDraft
from ..events import news_of
from ..goods import goods_of
from ..lifecycle import Status, move, tell
from ..models import Order, OrderPayment, ShippingAddress
from ..types import ALLOCATED_TO, PlaceOrder
from .addresses import AddressElsewhere, NothingToDeliverTo, check_destination, keep_address
from .drafting import draft_order
from .writing import insert_lines, insert_orders, order_of

__all__ = [
    "AddressElsewhere",
    "CollectionOnly",
    "EmptyCart",
    "NoCollectionThere",
    "NothingToDeliverTo",
    "OutOfStock",
    "PriceChanged",
    "TakenAlong",
    "place_order",
]

ON_COLLECTION = "on-collection"


class EmptyCart(DomainError):
    code = "empty-cart"
    message = _("There is nothing in the cart.")


class NoCollectionThere(DomainError):
    code = "no-collection-there"
    message = _("Nothing can be collected there. Choose another shop.")


class TakenAlong(DomainError):
    code = "taken-along"
    message = _("What the customer takes along at once is sold at the till. Choose delivery or collection.")


class CollectionOnly(DomainError):
    code = "collection-only"
    message = _("Paying on collection is for orders that are collected. Choose another way to pay.")


class PriceChanged(DomainError):
    """The cart costs something else than the shopper saw; `quote` is what it costs now."""

    code = "price-changed"
    message = _("Prices have changed: the order now comes to %(total)s %(currency)s. Look at it again.")

    def __init__(self, quote: Quote) -> None:
        self.quote = quote
        super().__init__(total=quote.total_gross, currency=quote.currency, fingerprint=quote.fingerprint)


def place_order(*, command: PlaceOrder, at: datetime) -> Order:
    """Place the order that the shopper agreed to and reserve its goods; the same submission again is answered
    with the order it already made.

    It awaits its payment (see `services.payment.start_payment`), for as long as the channel says; paid on
    collection or for nothing it is confirmed at once.

    Raises PriceChanged, OutOfStock, EmptyCart, NothingToDeliverTo, AddressElsewhere, NoCollectionThere,
    TakenAlong, CollectionOnly, UnknownProvider and what `pricing.quote` raises; then nothing is written.
    """
    _check(command)
    with durable():
        return _placed(command) or _place(command, at)


def _check(command: PlaceOrder) -> None:
    if not command.cart.lines:
        raise EmptyCart
    if any(line.method == "carry-out" for line in command.cart.lines):
        raise TakenAlong
    check_destination(cart=command.cart, address=command.shipping_address)
    methods = {line.method for line in command.cart.lines}
    if command.payment_method == ON_COLLECTION and ("delivery" in methods or "pickup" not in methods):
        raise CollectionOnly


def _placed(command: PlaceOrder) -> Order | None:
    found = _PLACED.rows(kind=command.source_kind, source=command.source_id)
    return Order.objects.get(pk=found[0][0]) if found else None


_PLACED = Prepared(
    "pk", of=lambda: Order.objects.filter(source_kind=Given("kind"), source_id=Given("source")).order_by()
)


def _place(command: PlaceOrder, at: datetime) -> Order:
    _check_collection(command)
    quoted = quote(cart=command.cart, at=at, channel=command.channel)
    if quoted.fingerprint != command.expected_fingerprint:
        raise PriceChanged(quoted)
    goods = goods_of(product_ids={line.product_id for line in command.cart.lines}, language=command.language)
    if any(line.method == "none" and goods[line.product_id].is_physical for line in command.cart.lines):
        raise NothingToDeliverTo
    draft = draft_order(command=command, quoted=quoted, goods=goods, at=at)
    if command.shipping_address and any(line.method == "delivery" for line in draft.lines):
        draft.shipping_address_id = keep_address(address=command.shipping_address)
    order, is_new = _insert(draft)
    if not is_new:
        ShippingAddress.objects.filter(pk=draft.shipping_address_id).delete()
        return order
    line_keys = insert_lines([draft], {draft.uuid: order.pk})[draft.uuid]
    _reserve(command, draft.lines, line_keys, at)
    _ask_for_payment(command, order, at)
    return order


def _check_collection(command: PlaceOrder) -> None:
    """Raise NoCollectionThere for a collection in a shop that the channel has none of or that offers none."""
    wished = {line.location_id or 0 for line in command.cart.lines if line.method == "pickup"}
    if not wished:
        return
    offering = Location.objects.filter(is_active=True, offers_pickup=True, channels=command.channel)
    if wished - set(offering.filter(pk__in=wished).values_list("pk", flat=True)):
        raise NoCollectionThere


def _insert(draft: OrderDraft) -> tuple[Order, bool]:
    """Insert the order and return it, or the one that somebody has just placed with the same submission."""
    while not (keys := insert_orders([draft])):
        placed = Order.objects.filter(source_kind=draft.source_kind, source_id=draft.source_id).first()
        if placed:
            return placed, False
        draft.number = speakable_code()
    return order_of(draft, keys[draft.uuid]), True


def _reserve(command: PlaceOrder, lines: Sequence[LineDraft], keys: Sequence[int], at: datetime) -> None:
    """Take the goods out of what others can still buy, the shopper's own holds first. Raises OutOfStock."""
    demands = [
        Demand(str(key), line.product_id, line.quantity, line.pickup_location_id)
        for key, line in zip(keys, lines, strict=True)
        if line.product_id is not None and line.method != "none"
    ]
    reserve(
        demands=demands,
        channel=command.channel,
        source_kind=ALLOCATED_TO,
        at=at,
        holder=command.holder or None,
    )


def _ask_for_payment(command: PlaceOrder, order: Order, at: datetime) -> None:
    tell(order=order, kind="placed", at=at, actor=command.actor)
    if order.total_incl_tax:
        payment = create_payment(
            method=command.payment_method,
            provider=command.payment_provider,
            amount=order.total_incl_tax,
            currency=order.currency,
            subject=f"order:{order.pk}",
            at=at,
        )
        copy_rows(model=OrderPayment, fields=("order", "payment"), rows=[(order.pk, payment.pk)])
    if order.total_incl_tax and command.payment_method != ON_COLLECTION:
        publish_all([news_of("order.placed", order)], at=at)
    else:
        move(order=order, to=Status.CONFIRMED, at=at)
