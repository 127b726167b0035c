"""The end of an order: called off before anything came, or closed when nothing more is awaited."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.transactions import durable
from apps.stock.services.checks import clean_reason

from ..choices import OrderState as State
from ..models import PurchaseOrder, PurchaseOrderLine
from .orders import announce, expect, lock_order, note


class GoodsHaveCome(DomainError):
    code = "purchase-goods-have-come"
    message = _("Goods of order %(code)s have come already. Close it instead: what is missing is called off.")


class NothingHasCome(DomainError):
    code = "purchase-nothing-has-come"
    message = _("Nothing of order %(code)s has come. Cancel it instead.")


def cancel_order(*, order_id: int, reason: str, actor: Actor | None, at: datetime) -> PurchaseOrder:
    """Call a whole order off; a draft needs no reason. Nothing is told to the supplier.

    Raises UnknownOrder, GoodsHaveCome, WrongOrderState, ReasonRequired.
    """
    with durable():
        order = lock_order(order_id)
        if order.state in (State.PARTLY_RECEIVED, State.RECEIVED):
            raise GoodsHaveCome(code=order.code)
        order = lock_order(order_id, State.DRAFT, State.SENT)
        why = reason.strip()[:200] if order.state == State.DRAFT else clean_reason(reason)
        _end(order, State.CANCELLED, why, actor, at)
    return order


def close_order(*, order_id: int, reason: str, actor: Actor | None, at: datetime) -> PurchaseOrder:
    """Await nothing more of an order; where goods are missing the reason says why they won't come.

    Raises UnknownOrder, NothingHasCome, WrongOrderState, ReasonRequired.
    """
    with durable():
        order = lock_order(order_id)
        if order.state in (State.DRAFT, State.SENT):
            raise NothingHasCome(code=order.code)
        order = lock_order(order_id, State.PARTLY_RECEIVED, State.RECEIVED)
        is_short = order.state == State.PARTLY_RECEIVED
        _end(order, State.CLOSED, clean_reason(reason) if is_short else reason.strip()[:200], actor, at)
    return order


def _end(order: PurchaseOrder, state: State, reason: str, actor: Actor | None, at: datetime) -> None:
    lines = list(order.lines.order_by("pk"))
    if order.sent_at:
        for line in lines:
            line.cancelled += line.open_quantity
        PurchaseOrderLine.objects.bulk_update(lines, ["cancelled"])
    order.state, order.closed_at = state, at
    order.save(update_fields=["state", "closed_at"])
    expect(order, lines)
    note(order, actor, str(state), at, reason=reason)
    announce(order, str(state), at)
