"""What all acts on a purchase order begin and end with: the order under lock, its state, the news about it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor, record_act
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.outbox import publish
from apps.core.transactions import transaction_required
from apps.stock.services.incoming import Expected, set_scheduled

from ..choices import EXPECTED
from ..choices import OrderState as State
from ..models import PurchaseOrder, PurchaseOrderLine

SOURCE = "purchase-order"


class UnknownOrder(DomainError):
    code = "unknown-purchase-order"
    message = _("There is no such purchase order.")


class WrongOrderState(DomainError):
    code = "wrong-purchase-order-state"
    message = _("This can't be done with order %(code)s: it is “%(state)s”.")


class NotOnOrder(DomainError):
    code = "not-on-purchase-order"
    message = _("This product isn't on the order.")


@transaction_required
def lock_order(order_id: int, *states: str) -> PurchaseOrder:
    """Lock and return the order; raise UnknownOrder, or WrongOrderState unless it is in one of the states."""
    try:
        order = lock_row(PurchaseOrder.objects.select_related("supplier").filter(pk=order_id))
    except PurchaseOrder.DoesNotExist:
        raise UnknownOrder from None
    if states and order.state not in states:
        raise WrongOrderState(code=order.code, state=order.get_state_display())
    return order


@transaction_required
def lines_by_product(order: PurchaseOrder) -> dict[int, PurchaseOrderLine]:
    """Return the lines of an order that is locked, by product."""
    return {line.product_id: line for line in order.lines.order_by("pk")}


@transaction_required
def expect(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine]) -> None:
    """Tell stock what the order still brings: nothing unless it is sent and goods are to come."""
    still = [line for line in lines if line.open_quantity] if order.state in EXPECTED else []
    set_scheduled(
        source_kind=SOURCE,
        source_id=str(order.pk),
        lines=[
            Expected(
                line=str(line.pk),
                product_id=line.product_id,
                location_id=order.location_id,
                quantity=line.open_quantity,
                due_date=line.expected_date,
            )
            for line in still
        ],
    )


@transaction_required
def settle(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine], at: datetime) -> None:
    """Bring the order's state up to what has come and been called off, and tell stock and subscribers."""
    before = order.state
    order.state = _state_of(order, lines)
    if order.state in (State.CLOSED, State.CANCELLED):
        order.closed_at = order.closed_at or at
    order.save(update_fields=["state", "closed_at"])
    expect(order, lines)
    if order.state != before and order.state in (State.CLOSED, State.CANCELLED):
        announce(order, str(order.state), at)


def _state_of(order: PurchaseOrder, lines: Sequence[PurchaseOrderLine]) -> str:
    if order.state not in EXPECTED:
        return order.state
    has_come = any(line.received for line in lines)
    if any(line.open_quantity for line in lines):
        return State.PARTLY_RECEIVED if has_come else State.SENT
    if not has_come:
        return State.CANCELLED
    is_short = any(line.received < line.quantity for line in lines)
    return State.CLOSED if is_short else State.RECEIVED


@transaction_required
def announce(order: PurchaseOrder, what: str, at: datetime, **facts: object) -> None:
    """Publish `purchase.<what>`."""
    payload = {"order_id": order.pk, "code": order.code, "location_id": order.location_id, **facts}
    publish(name=f"purchase.{what}", subject=f"purchase-order:{order.pk}", payload=payload, at=at)


@transaction_required
def note(
    order: PurchaseOrder, actor: Actor | None, what: str, at: datetime | None = None, **details: object
) -> None:
    """Write down who did what to the order, and when; its timeline is made of these."""
    if at:
        details["at"] = at.isoformat()
    record_act(
        actor=actor,
        action=f"purchase.{what}",
        subject=f"purchase-order:{order.pk}",
        details={"code": order.code, **details},
    )
