"""Kept sales become orders: a batch in one transaction, and one by one where the batch can't be."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError

from apps.core.errors import DomainError
from apps.core.locking import lock_rows
from apps.core.transactions import durable, transaction_required
from apps.orders.services.sales import record_sales
from apps.orders.types import SaleFact

from ..batches import decode
from ..comparison import arithmetic_differences, difference, price_differences
from ..envelopes import UnknownVersion, read_envelope
from ..envelopes.fields import Malformed
from ..models import SaleEnvelope
from ..problems import BOOKING_FAILED, MALFORMED, UNKNOWN_VERSION
from ..types import Envelope
from .expectations import expectations
from .outcomes import Outcome, write_outcomes
from .planning import Plan, Ruling, Unbookable, plan_sale
from .references import find_references

log = structlog.get_logger(__name__)

State = SaleEnvelope.State
TRY_AGAIN = (OperationalError, InterfaceError)
"""A deadlock, a lost connection: nothing is wrong with the sale, which stays received."""


def book_received(*, sale_ids: Collection[UUID], at: datetime) -> None:
    """Book those of the sales that are kept and not booked yet; wait for whoever is at the same.

    A sale that can't be booked is marked with its problem and holds up no other. Where the database gives up
    the sales stay received and the sweep books them later.
    """
    keys = _waiting_keys(sale_ids)
    if not keys:
        return
    try:
        _book(keys)
    except TRY_AGAIN:
        log.warning("till_batch_postponed", sales=len(keys), exc_info=True)
    except Exception:
        log.warning("till_batch_taken_apart", sales=len(keys), exc_info=True)
        for key in keys:
            _book_alone(key)


def sweep(*, limit: int = 500) -> int:
    """Book sales that were kept but not booked because a process died; return how many were tried.

    Sales that somebody else is booking at the moment are left to them.
    """
    with durable():
        waiting = SaleEnvelope.objects.filter(state=State.RECEIVED).order_by("pk")
        keys = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    for key in keys:
        _book_alone(key)
    return len(keys)


def _waiting_keys(sale_ids: Collection[UUID]) -> list[int]:
    waiting = SaleEnvelope.objects.filter(sale_id__in=sale_ids, state=State.RECEIVED)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def _book(keys: Sequence[int]) -> None:
    with durable():
        rows = lock_rows(_complete(SaleEnvelope.objects.filter(pk__in=keys, state=State.RECEIVED)))
        write_outcomes(book_rows(rows=rows))


def _complete(rows: Any) -> Any:
    return rows.select_related("device__channel", "device__location")


def _book_alone(key: int) -> None:
    try:
        _book([key])
    except TRY_AGAIN:
        log.warning("till_sale_postponed", envelope=key, exc_info=True)
    except Exception as error:
        log.exception("till_sale_failed", envelope=key)
        _set_aside(key, error)


def _set_aside(key: int, error: Exception) -> None:
    code = error.code if isinstance(error, DomainError) else BOOKING_FAILED
    details = error.data if isinstance(error, DomainError) else {"error": type(error).__name__}
    with durable():
        rows = lock_rows(_complete(SaleEnvelope.objects.filter(pk=key, state=State.RECEIVED)))
        write_outcomes([Outcome(row, problem=code, details=details) for row in rows])


@transaction_required
def book_rows(
    *,
    rows: Sequence[SaleEnvelope],
    rulings: Mapping[int, Ruling] | None = None,
    texts: Mapping[int, str] | None = None,
) -> list[Outcome]:
    """Book the locked rows and return what became of each; the rows themselves aren't written.

    `rulings` are what a person decided, `texts` what to read instead of the row's own text, both by key.
    Raises whatever booking raises; then nothing is booked.
    """
    rulings, outcomes, readable = rulings or {}, [], []
    for row in rows:
        try:
            sale = read_envelope(decode((texts or {}).get(row.pk, row.raw)))
            readable.append((row, replace(sale, sale_id=row.sale_id)))
        except Malformed as error:
            faults = [{"path": fault.path, "code": fault.code} for fault in error.faults]
            outcomes.append(Outcome(row, problem=MALFORMED, details={"faults": faults}))
        except UnknownVersion:
            outcomes.append(Outcome(row, problem=UNKNOWN_VERSION, details={"version": row.version}))
    plans, problems = _plan(readable, rulings)
    return [*outcomes, *problems, *_record(plans)]


def _plan(
    readable: Sequence[tuple[SaleEnvelope, Envelope]], rulings: Mapping[int, Ruling]
) -> tuple[list[Plan], list[Outcome]]:
    chosen = {key for ruling in rulings.values() for key in ruling.products.values() if key}
    sales = [(row.device_id, sale) for row, sale in readable]
    known = find_references(sales=sales, extra_products=chosen)
    plans, problems = [], []
    for row, sale in readable:
        try:
            plans.append(plan_sale(row=row, sale=sale, known=known, ruling=rulings.get(row.pk, Ruling())))
        except Unbookable as problem:
            problems.append(Outcome(row, problem=problem.code, details=problem.details))
    return plans, problems


def _with_own_numbers(plans: Sequence[Plan]) -> list[SaleFact]:
    """Return the facts; of sales with the same number only the first keeps it."""
    facts, used = [], set()
    for plan in plans:
        number = plan.fact.number
        facts.append(replace(plan.fact, number=None) if number in used else plan.fact)
        used.add(number)
    return facts


def _record(plans: Sequence[Plan]) -> list[Outcome]:
    if not plans:
        return []
    plans = sorted(plans, key=lambda plan: (plan.row.device_id, plan.sale.sequence))
    orders = record_sales(sales=_with_own_numbers(plans))
    outcomes = []
    for plan, order, expected in zip(plans, orders, expectations(plans), strict=True):
        differences = [
            *plan.differences,
            *arithmetic_differences(plan.sale),
            *price_differences(plan.sale, expected),
        ]
        if plan.fact.number and order.number != plan.fact.number:
            differences.append(difference("number-taken", value=plan.fact.number))
        outcomes.append(Outcome(plan.row, order.pk, differences))
    return outcomes
