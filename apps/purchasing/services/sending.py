"""Sending an order fixes it: prices, names and the exchange rate stay as they are from then on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from apps.catalog.names import names_of
from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.transactions import durable
from apps.core.ui import amount_words

from ..choices import EXPECTED, SentBy
from ..choices import OrderState as State
from ..models import PurchaseOrder, PurchaseOrderLine
from ..selectors import sources
from .orders import announce, expect, lock_order, note
from .rates import require_rate


class NothingOrdered(DomainError):
    code = "nothing-ordered"
    message = _("Nothing is on the order yet.")


class NoAddress(DomainError):
    code = "supplier-without-address"
    message = _("%(name)s has no e-mail address. Download the order and note that you sent it yourself.")


class WrongAddress(DomainError):
    code = "wrong-address"
    message = _("“%(address)s” is no e-mail address.")


class BelowMinimumOrder(DomainError):
    code = "below-minimum-order"
    message = _("%(name)s takes orders from %(minimum)s on; this one comes to %(total)s.")


def send_order(
    *,
    order_id: int,
    means: str,
    actor: Actor | None,
    at: datetime,
    to: str = "",
    message: str = "",
    below_minimum: bool = False,
) -> PurchaseOrder:
    """Send a draft by e-mail (to the supplier's address unless another is named), or note that it went by hand.

    Raises UnknownOrder, WrongOrderState, NothingOrdered, MissingRate, NoAddress, WrongAddress, and
    BelowMinimumOrder unless that is known.
    """
    with durable():
        order = lock_order(order_id, State.DRAFT)
        lines = list(order.lines.select_related("order", "product__parent").order_by("pk"))
        if not lines:
            raise NothingOrdered
        if not below_minimum:
            _refuse_small(order, lines)
        recipient = _recipient(order, means, to)
        order.rate = require_rate(currency=order.currency, day=at.date())
        _freeze(order, lines, at)
        order.state, order.sent_at, order.sent_by_id = State.SENT, at, actor.pk if actor else None
        _send(order, actor, at, means=means, to=recipient, message=message)
        expect(order, lines)
    return order


def send_again(
    *, order_id: int, means: str, actor: Actor | None, at: datetime, to: str = "", message: str = ""
) -> PurchaseOrder:
    """Send an order that was sent before, as it is now.

    Raises UnknownOrder, WrongOrderState, NoAddress, WrongAddress.
    """
    with durable():
        order = lock_order(order_id, *EXPECTED, State.RECEIVED)
        _send(order, actor, at, means=means, to=_recipient(order, means, to), message=message)
    return order


def is_below_minimum(*, order: PurchaseOrder) -> bool:
    """Tell whether the order comes to less than its supplier takes."""
    lines = order.lines.select_related("order")
    return sum((line.total for line in lines), Decimal(0)) < order.supplier.minimum_order


def _send(
    order: PurchaseOrder, actor: Actor | None, at: datetime, *, means: str, to: str, message: str
) -> None:
    order.version += 1
    order.sent_by_means = means
    order.save(update_fields=["state", "rate", "sent_at", "sent_by", "version", "sent_by_means"])
    note(order, actor, "sent", at, means=means, to=to, version=order.version)
    announce(order, "sent", at, means=means, to=to, message=message.strip(), version=order.version)


def _freeze(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine], at: datetime) -> None:
    """Write down what goods are called in the supplier's language, and when they are expected."""
    products = [line.product for line in lines]
    sold = sources(product_ids=[each.pk for each in products], day=at.date(), supplier_id=order.supplier_id)
    with translation.override(order.supplier.language):
        titles = names_of(products)
    for line in lines:
        source = next(iter(sold.get(line.product_id, ())), None)
        days = source.lead_days if source else order.supplier.lead_days
        line.title = titles[line.product_id][:255]
        line.expected_date = line.expected_date or at.date() + timedelta(days=days)
    PurchaseOrderLine.objects.bulk_update(lines, ["title", "expected_date"])


def _recipient(order: PurchaseOrder, means: str, to: str) -> str:
    if means != SentBy.EMAIL:
        return ""
    address = to.strip() or order.supplier.email
    if not address:
        raise NoAddress(name=order.supplier.name)
    try:
        validate_email(address)
    except ValidationError:
        raise WrongAddress(address=address[:80]) from None
    return address


def _refuse_small(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine]) -> None:
    total = sum((line.total for line in lines), Decimal(0))
    if total < order.supplier.minimum_order:
        raise BelowMinimumOrder(
            name=order.supplier.name,
            minimum=amount_words(order.supplier.minimum_order, order.currency),
            total=amount_words(total, order.currency),
        )
