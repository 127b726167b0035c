"""Take back, anywhere, what was bought anywhere: goods come in, money goes out, the ledger says so."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.channels.business_day import business_date
from apps.channels.models import Location
from apps.core.audit import record_act
from apps.core.errors import DomainError
from apps.core.ids import speakable_code
from apps.core.locking import lock_row, lock_rows
from apps.core.money import round_money
from apps.core.outbox import publish_all
from apps.core.transactions import durable
from apps.payments.services.settled import record_settled
from apps.payments.types import NewSettledPayment
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

from ..events import return_news
from ..lifecycle import tell
from ..models import Line, Order, OrderEntry, OrderPayment, Return, ReturnLine
from ..types import TakenBack
from .paying_back import pay_back
from .recorded_returns import record_returns
from .returning import MoreThanSold, NothingReturned, NotReturnable, ReturnedShare, ReturnPlan, plan_return

__all__ = [
    "MoreThanSold",
    "NotReturnable",
    "NothingReturned",
    "ReturnPlan",
    "ReturnsElsewhere",
    "record_returns",
    "returns_preview",
    "take_back",
]


_WAYS = {
    "sellable": ("return",),
    "quarantine": ("return",),
    "write-off": ("return", "write-off"),
    "not-stocked": (),
}
"""How goods of each disposition move: what is written off comes in and goes out, so that both are seen."""


class ReturnsElsewhere(DomainError):
    code = "returns-elsewhere"
    message = _("%(location)s doesn't take returns.")


def returns_preview(*, order_id: int, lines: Sequence[TakenBack]) -> ReturnPlan:
    """Return what `take_back` would do now. Raises NothingReturned, NotReturnable, MoreThanSold."""
    return plan_return(order=Order.objects.get(pk=order_id), lines=lines)


def take_back(
    *,
    order_id: int,
    lines: Sequence[TakenBack],
    location: Location,
    actor: User | None,
    at: datetime,
    source_id: str,
    source_kind: str = "take-back",
) -> Return:
    """Take goods of the order back at the location and pay for them; return the return.

    Sellable goods go on the shelf, others are written off. The money goes back to the payments it came by,
    what none of them is left for in cash. The same source again is answered with the return it made.

    Raises ReturnsElsewhere, NothingReturned, NotReturnable, MoreThanSold; then nothing has changed.
    """
    if not location.accepts_returns or not location.is_active:
        raise ReturnsElsewhere(location=location.name)
    with durable():
        order = lock_row(Order.objects.filter(pk=order_id))
        earlier = Return.objects.filter(source_kind=source_kind, source_id=source_id).first()
        if earlier:
            return earlier
        lock_rows(Line.objects.filter(order=order))
        plan = plan_return(order=order, lines=lines)
        handed_in = Return.objects.create(
            code=f"R-{speakable_code()}",
            order=order,
            channel_id=order.channel_id,
            location=location,
            customer_id=order.user_id,
            actor=actor,
            state=Return.State.SETTLED,
            currency=order.currency,
            refund_total=plan.gross,
            business_date=business_date(location, at),
            received_at=at,
            settled_at=at,
            source_kind=source_kind,
            source_id=source_id,
        )
        _write_lines(handed_in, order, plan, at)
        _count_back(order, plan)
        _move_goods(handed_in, plan, at)
        _pay(handed_in, order, plan, at)
        _tell(handed_in, order, plan, actor, at)
    return handed_in


def _write_lines(handed_in: Return, order: Order, plan: ReturnPlan, at: datetime) -> None:
    """Write what came back, and take it off the ledger, in two statements."""
    numbered = list(enumerate(plan.shares))
    ReturnLine.objects.bulk_create(_line(handed_in, place, share) for place, share in numbered)
    OrderEntry.objects.bulk_create(_entry(handed_in, order, place, share, at) for place, share in numbered)


def _line(handed_in: Return, place: int, share: ReturnedShare) -> ReturnLine:
    return ReturnLine(
        handed_in=handed_in,
        order_line=share.line,
        product_id=share.line.product_id,
        title=share.line.title,
        position=place,
        quantity=share.taken.quantity,
        unit_price=share.line.unit_price,
        gross=share.gross,
        net=share.net,
        tax_category=share.line.tax_category,
        tax_rate=share.line.tax_rate,
        disposition=share.taken.disposition,
        reason=share.taken.reason[:200],
    )


def _entry(handed_in: Return, order: Order, place: int, share: ReturnedShare, at: datetime) -> OrderEntry:
    return OrderEntry(
        order=order,
        handed_in=handed_in,
        line=share.line,
        channel_id=order.channel_id,
        location_id=handed_in.location_id,
        product_id=share.line.product_id,
        kind=OrderEntry.Kind.RETURN,
        quantity=-share.taken.quantity,
        gross=-share.gross,
        net=-share.net,
        tax_category=share.line.tax_category,
        tax_rate=share.line.tax_rate,
        business_date=handed_in.business_date,
        at=at,
        source=f"return:{handed_in.pk}:{place}",
    )


def _count_back(order: Order, plan: ReturnPlan) -> None:
    for share in plan.shares:
        units = F("returned_quantity") + share.taken.quantity
        Line.objects.filter(pk=share.line.pk).update(returned_quantity=units)
    order.total_incl_tax -= plan.gross
    order.total_excl_tax -= plan.net
    order.save(update_fields=["total_incl_tax", "total_excl_tax"])


def _move_goods(handed_in: Return, plan: ReturnPlan, at: datetime) -> None:
    """Book the goods in where they were handed in, and out again what can't be sold any more."""
    record_movements(
        movements=[
            _movement(handed_in, place, share, kind, at)
            for place, share in enumerate(plan.shares)
            if share.line.product_id is not None and share.line.method != Line.Method.NONE
            for kind in _WAYS[share.taken.disposition]
        ]
    )


def _movement(handed_in: Return, place: int, share: ReturnedShare, kind: str, at: datetime) -> NewMovement:
    return NewMovement(
        product_id=share.line.product_id,
        location_id=handed_in.location_id,
        kind=kind,
        quantity=share.taken.quantity if kind == "return" else -share.taken.quantity,
        at=at,
        source_kind="return-line",
        source_id=str(handed_in.pk),
        source_line=str(place),
        actor_id=handed_in.actor_id,
        reason=share.taken.reason[:200],
        state="quarantine" if share.taken.disposition == "quarantine" else "sellable",
    )


def _pay(handed_in: Return, order: Order, plan: ReturnPlan, at: datetime) -> None:
    cause = f"return:{handed_in.pk}"
    pay_back(order=order, shares=plan.pay_back, cause=cause, reason=f"return {handed_in.code}", at=at)
    if plan.in_cash:
        paid_out = NewSettledPayment(
            method="cash",
            provider="cash",
            amount=-plan.in_cash,
            currency=order.currency,
            subject=f"order:{order.pk}",
            source=f"{cause}:cash",
            at=at,
        )
        (payment,) = record_settled(payments=[paid_out])
        OrderPayment.objects.create(order=order, payment=payment)


def _tell(handed_in: Return, order: Order, plan: ReturnPlan, actor: User | None, at: datetime) -> None:
    data = {
        "return": handed_in.code,
        "amount": str(round_money(plan.gross, order.currency)),
        "currency": order.currency,
        "lines": [{"title": share.line.title, "quantity": share.taken.quantity} for share in plan.shares],
    }
    tell(order=order, kind="returned", at=at, actor=actor, data=data)
    publish_all([return_news(handed_in.pk, order_id=order.pk)], at=at)
    record_act(actor=actor, action="order.returned", subject=f"order:{order.pk}", details=data)
