"""What taking goods back comes to: preview and execution both read it here."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.stock.selectors import promised_to

from ..lifecycle import Status
from ..models import Line, Order, ReturnLine
from ..money_back import PayBack, share_of, spread
from ..types import ALLOCATED_TO, TakenBack
from .owed import payments_for, refundables


class NothingReturned(DomainError):
    code = "nothing-returned"
    message = _("Say which goods come back, and how many.")


class NotReturnable(DomainError):
    code = "not-returnable"
    message = _("%(title)s can't be returned: only goods can.")


class UnknownDisposition(DomainError):
    code = "unknown-disposition"
    message = _("Say whether the goods can be sold again or are written off.")


class MoreThanSold(DomainError):
    code = "more-than-sold"
    message = _("Only %(left)s of %(title)s can still come back.")


@dataclass(frozen=True, slots=True)
class ReturnedShare:
    """Units of a line that come back, and what is paid back for them after discounts."""

    line: Line
    taken: TakenBack
    gross: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class ReturnPlan:
    """What comes back and how the money does: to the payments it came by, the rest in cash."""

    shares: tuple[ReturnedShare, ...]
    pay_back: tuple[PayBack, ...]
    in_cash: Decimal

    @property
    def gross(self) -> Decimal:
        return sum((share.gross for share in self.shares), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((share.net for share in self.shares), Decimal(0))


def plan_return(*, order: Order, lines: Sequence[TakenBack]) -> ReturnPlan:
    """Return what taking these goods back does. Exact only under the order's lock.

    Each unit is worth its share of what its line was sold for, so that however a line comes back the money
    sums to it. Raises NothingReturned, NotReturnable, MoreThanSold,
    UnknownDisposition.
    """
    if not lines or len({taken.line_id for taken in lines}) < len(lines):
        raise NothingReturned
    sold = {line.pk: line for line in order.lines.filter(pk__in=[taken.line_id for taken in lines])}
    left = returnable(order=order)
    shares = tuple(_share(order, sold, left, taken) for taken in lines)
    gross = sum((share.gross for share in shares), Decimal(0))
    pay_back, in_cash = spread(amount=gross, payments=refundables(payments_for(order)))
    return ReturnPlan(shares, tuple(pay_back), in_cash)


def returnable(*, order: Order) -> dict[int, int]:
    """Return how many units of each line are with the customer and can come back, by line key; two queries."""
    goods = list(order.lines.filter(kind=Line.Kind.GOODS))
    if order.status == Status.COMPLETED:
        handed = {line.pk: line.quantity - line.cancelled_quantity for line in goods}
    else:
        promised = promised_to(source_kind=ALLOCATED_TO, source_ids=[str(line.pk) for line in goods])
        handed = {line.pk: promised[str(line.pk)].consumed for line in goods if str(line.pk) in promised}
    return {line.pk: max(0, handed.get(line.pk, 0) - line.returned_quantity) for line in goods}


def _share(order: Order, sold: dict[int, Line], left: dict[int, int], taken: TakenBack) -> ReturnedShare:
    line = sold.get(taken.line_id)
    if line is None or taken.quantity < 1:
        raise NothingReturned
    if taken.disposition not in ReturnLine.Disposition.values:
        raise UnknownDisposition
    if line.kind != Line.Kind.GOODS:
        raise NotReturnable(title=line.title)
    if taken.quantity > left[line.pk]:
        raise MoreThanSold(title=line.title, left=left[line.pk])
    before = line.cancelled_quantity + line.returned_quantity

    def share(total: Decimal) -> Decimal:
        return share_of(
            total=total, quantity=line.quantity, before=before, count=taken.quantity, currency=order.currency
        )

    return ReturnedShare(line, taken, share(line.line_price_incl_tax), share(line.line_price_excl_tax))
