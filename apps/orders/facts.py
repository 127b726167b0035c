"""What a record must have to be a fact: otherwise its sender keeps it and a person looks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError

from .types import ReturnFact, SaleFact

MOST_MONEY = Decimal(10) ** 10
MOST_UNITS = 2**31 - 1


class UnbookableSale(DomainError):
    code = "unbookable-sale"
    message = _("Sale %(sale)s can't be booked: %(reason)s")


class UnbookableReturn(DomainError):
    code = "unbookable-return"
    message = _("Return %(return_id)s can't be booked: %(reason)s")


def check_sales(sales: Sequence[SaleFact]) -> None:
    """Raise UnbookableSale for the first record that can't be a sale."""
    for sale in sales:
        reason = _problem_of(
            sale,
            name=sale.number or "",
            quantities=[line.quantity for line in sale.lines],
            rates=[line.tax_rate for line in sale.lines],
            amounts=_amounts(sale),
        )
        if reason:
            raise UnbookableSale(sale=sale.id, reason=reason)


def check_returns(returns: Sequence[ReturnFact]) -> None:
    """Raise UnbookableReturn for the first record that can't be a return."""
    for fact in returns:
        amounts = [amount for line in fact.lines for amount in (line.unit_price, line.gross, line.net)]
        reason = _problem_of(
            fact,
            name=fact.code,
            quantities=[line.quantity for line in fact.lines],
            rates=[line.tax_rate for line in fact.lines],
            amounts=amounts + [tender.amount for tender in fact.tenders],
        )
        if reason:
            raise UnbookableReturn(return_id=fact.id, reason=reason)


def without_repetitions(sales: Sequence[SaleFact]) -> list[SaleFact]:
    """Return the sales, each once by its id and by its source, the first of equals."""
    seen: set[object] = set()
    once = []
    for sale in sales:
        source = (sale.source_kind, sale.source_id)
        if sale.id not in seen and source not in seen:
            seen.update((sale.id, source))
            once.append(sale)
    return once


def _problem_of(
    fact: SaleFact | ReturnFact,
    *,
    name: str,
    quantities: Iterable[int],
    rates: Iterable[Decimal],
    amounts: Iterable[Decimal],
) -> Promise | None:
    if not fact.source_kind or not fact.source_id or len(fact.source_kind) > 24 or len(fact.source_id) > 64:
        return _("it doesn't say where it comes from.")
    if len(name) > 128:
        return _("its number is too long.")
    if not all(1 <= quantity <= MOST_UNITS for quantity in quantities):
        return _("a quantity isn't a whole number from 1 on.")
    if not all(map(_is_money, amounts)):
        return _("an amount isn't a number of money.")
    if not all(0 <= rate < 100 for rate in rates):
        return _("a tax rate isn't a share of one.")
    return None


def _amounts(sale: SaleFact) -> Iterable[Decimal]:
    yield sale.rounding
    for line in sale.lines:
        yield from (line.unit_price, line.discount, line.gross, line.net)
    for tender in sale.tenders:
        yield tender.amount


def _is_money(amount: Decimal) -> bool:
    return amount.is_finite() and abs(amount) < MOST_MONEY
