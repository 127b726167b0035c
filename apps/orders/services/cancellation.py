"""Call off what hasn't been handed over: goods become free, money goes back, the ledger says so."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.locking import lock_row
from apps.core.money import round_money
from apps.core.outbox import publish_all
from apps.core.transactions import durable, transaction_required
from apps.pricing.rates import day_in
from apps.stock.services.allocation import release

from ..events import news_of
from ..lifecycle import InvalidTransition, Status, move, tell
from ..models import Line, Order, OrderEntry
from ..types import ALLOCATED_TO
from .cancelling import Cancellation, CancelledLine, NotOnOrder, PayFirst, TooLateToCancel, plan_cancellation
from .completion import complete
from .paying_back import give_up_payments, pay_back, resize_promise

__all__ = [
    "InvalidTransition",
    "NotOnOrder",
    "PayFirst",
    "ReasonRequired",
    "TooLateToCancel",
    "cancel",
    "cancel_order",
    "preview_cancellation",
]

LONGEST_REASON = 200


class ReasonRequired(DomainError):
    code = "reason-required"
    message = _("Say why, in up to 200 characters.")


def preview_cancellation(*, order_id: int, quantities: Mapping[int, int] | None = None) -> Cancellation:
    """Return what `cancel_order` would do now: the lines, their money and where it goes back to.

    `quantities` are units by line key; without them everything that hasn't been handed over. Raises
    InvalidTransition, TooLateToCancel, NotOnOrder, PayFirst.
    """
    return plan_cancellation(order=Order.objects.get(pk=order_id), quantities=quantities)


def cancel_order(
    *,
    order_id: int,
    actor: User | None,
    reason: str,
    at: datetime,
    quantities: Mapping[int, int] | None = None,
) -> Order:
    """Cancel the order, or some units of its lines, as far as it hasn't been handed over; return it.

    Goods become free, captured money is paid back, money set aside is let go. A cancelled order stays as
    it is. Raises ReasonRequired and what `preview_cancellation` raises; then nothing has changed.
    """
    with durable():
        order: Order = lock_row(Order.objects.filter(pk=order_id))
        if order.status != Status.CANCELLED or quantities:
            cancel(order=order, actor=actor, reason=reason, at=at, quantities=quantities)
    return order


@transaction_required
def cancel(
    *,
    order: Order,
    actor: User | None,
    reason: str,
    at: datetime,
    quantities: Mapping[int, int] | None = None,
) -> Cancellation:
    """Cancel as `cancel_order` does, within the transaction of a caller who has locked the order."""
    reason = _clean(reason)
    plan = plan_cancellation(order=order, quantities=quantities)
    _book(order, plan, at)
    _free_goods(plan)
    _settle_money(order, plan, at)
    _tell(order, plan, actor, reason, at)
    return plan


def _clean(reason: str) -> str:
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ReasonRequired
    return reason


def _book(order: Order, plan: Cancellation, at: datetime) -> None:
    """Write the ledger and the caches beside it."""
    lines = {line.pk: line for line in order.lines.all()}
    day = day_in(order.channel.tax_country, at)
    OrderEntry.objects.bulk_create(_entry(order, lines[each.line_id], each, day, at) for each in plan.lines)
    for each in plan.lines:
        line = lines[each.line_id]
        line.cancelled_quantity += each.quantity
        if line.kind == Line.Kind.DELIVERY:
            order.shipping_incl_tax -= each.gross
            order.shipping_excl_tax -= each.net
    Line.objects.bulk_update((lines[each.line_id] for each in plan.lines), ["cancelled_quantity"])
    order.total_incl_tax -= plan.gross
    order.total_excl_tax -= plan.net
    order.save(update_fields=["total_incl_tax", "total_excl_tax", "shipping_incl_tax", "shipping_excl_tax"])


def _entry(order: Order, line: Line, each: CancelledLine, day: date, at: datetime) -> OrderEntry:
    return OrderEntry(
        order=order,
        line=line,
        channel_id=order.channel_id,
        location_id=order.location_id or line.pickup_location_id,
        product_id=line.product_id,
        kind=OrderEntry.Kind.CANCELLATION,
        quantity=-each.quantity,
        gross=-each.gross,
        net=-each.net,
        tax_category=line.tax_category,
        tax_rate=line.tax_rate,
        business_date=day,
        at=at,
        source=f"order:{order.uuid}:{line.position}:cancel:{line.cancelled_quantity}",
    )


def _free_goods(plan: Cancellation) -> None:
    """Release what the lines still had promised. Raises TooLateToCancel if some was handed over meanwhile."""
    units = {str(each.line_id): each.quantity for each in plan.lines if each.has_goods}
    freed = release(source_kind=ALLOCATED_TO, source_ids=list(units), quantities=units)
    if freed < sum(units.values()):
        raise TooLateToCancel


def _settle_money(order: Order, plan: Cancellation, at: datetime) -> None:
    number = order.entries.filter(kind=OrderEntry.Kind.CANCELLATION).count()
    cause = f"order:{order.uuid}:cancel:{number}"
    pay_back(order=order, shares=plan.pay_back, cause=cause, reason="order cancelled", at=at)
    if plan.becomes == Status.CANCELLED:
        give_up_payments(order=order, at=at)
    else:
        resize_promise(order=order, at=at)


def _tell(order: Order, plan: Cancellation, actor: User | None, reason: str, at: datetime) -> None:
    data = {
        "reason": reason,
        "amount": str(round_money(plan.gross, order.currency)),
        "currency": order.currency,
        "lines": [{"title": each.title, "quantity": each.quantity} for each in plan.lines],
    }
    if plan.becomes == Status.CANCELLED:
        move(order=order, to=Status.CANCELLED, at=at, actor=actor, data=data)
    else:
        tell(order=order, kind="partly-cancelled", at=at, actor=actor, data=data)
        publish_all([news_of("order.partly-cancelled", order)], at=at)
    if plan.becomes == Status.COMPLETED:
        complete(order=order, at=at)
    record_act(actor=actor, action="order.cancelled", subject=f"order:{order.pk}", details=data)
