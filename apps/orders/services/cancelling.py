"""What a cancellation comes to: preview and execution both read it here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.stock.selectors import promised_to

from ..lifecycle import InvalidTransition, Status
from ..models import Line, Order
from ..money_back import PayBack, share_of, spread
from ..types import ALLOCATED_TO
from .owed import held, payments_for, refundables


class TooLateToCancel(DomainError):
    code = "too-late-to-cancel"
    message = _("This has been handed over. Take it back as a return.")


class NotOnOrder(DomainError):
    code = "not-on-order"
    message = _("Order %(number)s doesn't have that many of this to cancel.")


class PayFirst(DomainError):
    code = "pay-first"
    message = _("Before it is paid an order can only be cancelled as a whole.")


@dataclass(frozen=True, slots=True)
class CancelledLine:
    """Units of a line to cancel, and what they came to after discounts."""

    line_id: int
    title: str
    quantity: int
    gross: Decimal
    net: Decimal
    has_goods: bool


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What is cancelled, what is paid back to which payment, and what becomes of the order.

    `let_go` is what was set aside at the bank and isn't taken. `becomes` is empty where the order's state
    stays.
    """

    lines: tuple[CancelledLine, ...]
    pay_back: tuple[PayBack, ...]
    let_go: Decimal
    becomes: str

    @property
    def gross(self) -> Decimal:
        return sum((line.gross for line in self.lines), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class _Standing:
    """A line, and how many of its units were handed over and are still to come."""

    line: Line
    handed: int

    @property
    def has_goods(self) -> bool:
        return self.line.kind == Line.Kind.GOODS and self.line.method != Line.Method.NONE

    @property
    def left(self) -> int:
        """Return the units that can be cancelled."""
        back = self.line.cancelled_quantity + max(self.line.returned_quantity, self.handed)
        return int(self.line.quantity - back)


def plan_cancellation(*, order: Order, quantities: Mapping[int, int] | None) -> Cancellation:
    """Return what cancelling these units, or everything left, does. Exact only under the order's lock.

    Services and delivery are cancelled with the last goods of an order of which nothing was handed over.
    Raises InvalidTransition, TooLateToCancel, NotOnOrder, PayFirst.
    """
    if order.status not in {Status.AWAITING_PAYMENT, Status.CONFIRMED}:
        raise InvalidTransition(number=order.number, state=Status(order.status).label)
    standings = _standings(order)
    wanted = _wanted(order, standings, quantities)
    goods = [each for each in standings if each.has_goods]
    nothing_to_come = all(each.left == wanted.get(each.line.pk, 0) for each in goods)
    nothing_handed = not any(each.handed for each in goods)
    if nothing_to_come and nothing_handed:
        wanted = {each.line.pk: each.left for each in standings}
    elif order.status == Status.AWAITING_PAYMENT:
        raise PayFirst
    lines = tuple(
        _line(order, each, wanted[each.line.pk]) for each in standings if wanted.get(each.line.pk, 0)
    )
    if not lines:
        raise TooLateToCancel
    becomes = ""
    if nothing_to_come:
        becomes = Status.CANCELLED.value if nothing_handed else Status.COMPLETED.value
    return _with_money(order, lines, becomes)


def _standings(order: Order) -> list[_Standing]:
    lines = list(order.lines.order_by("position"))
    promised = promised_to(source_kind=ALLOCATED_TO, source_ids=[str(line.pk) for line in lines])
    return [
        _Standing(line, promised[str(line.pk)].consumed if str(line.pk) in promised else 0) for line in lines
    ]


def _wanted(
    order: Order, standings: Sequence[_Standing], quantities: Mapping[int, int] | None
) -> dict[int, int]:
    left = {each.line.pk: each.left for each in standings if each.has_goods}
    if quantities is None:
        return left
    if not quantities or any(not 1 <= units <= left.get(key, 0) for key, units in quantities.items()):
        raise NotOnOrder(number=order.number)
    return dict(quantities)


def _line(order: Order, standing: _Standing, count: int) -> CancelledLine:
    line = standing.line
    before = line.cancelled_quantity + line.returned_quantity

    def share(total: Decimal) -> Decimal:
        return share_of(
            total=total, quantity=line.quantity, before=before, count=count, currency=order.currency
        )

    return CancelledLine(
        line_id=line.pk,
        title=line.title,
        quantity=count,
        gross=share(line.line_price_incl_tax),
        net=share(line.line_price_excl_tax),
        has_goods=standing.has_goods,
    )


def _with_money(order: Order, lines: tuple[CancelledLine, ...], becomes: str) -> Cancellation:
    payments = payments_for(order)
    remains = order.total_incl_tax - sum((line.gross for line in lines), Decimal(0))
    set_aside = sum((each.authorised_amount for each in payments if each.state == "authorised"), Decimal(0))
    too_much = held(payments) - set_aside - remains
    shares, _left = spread(amount=max(too_much, Decimal(0)), payments=refundables(payments))
    let_go = set_aside if becomes == Status.CANCELLED else Decimal(0)
    return Cancellation(lines, tuple(shares), let_go, becomes)
