"""What didn't come: still expected, on another day, or called off."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from apps.core.audit import Actor
from apps.core.errors import DomainError
from apps.core.transactions import durable
from apps.stock.services.checks import check_quantity, clean_reason

from ..choices import EXPECTED
from ..models import PurchaseOrder, PurchaseOrderLine
from .orders import NotOnOrder, expect, lines_by_product, lock_order, note, settle


class NotOpen(DomainError):
    code = "purchase-line-not-open"
    message = _("Only %(open)s of this product are still to come.")


def expect_on(*, order_id: int, days: Mapping[int, date], actor: Actor | None, at: datetime) -> PurchaseOrder:
    """Say on which day what is still to come of each product is expected now.

    Raises UnknownOrder, WrongOrderState, NotOnOrder, NotOpen.
    """
    with durable():
        order = lock_order(order_id, *EXPECTED)
        lines = lines_by_product(order)
        for product_id, day in days.items():
            line = _on_order(lines, product_id)
            if not line.open_quantity:
                raise NotOpen(open=0)
            line.expected_date = day
        PurchaseOrderLine.objects.bulk_update(lines.values(), ["expected_date"])
        expect(order, list(lines.values()))
        told = {str(product_id): str(day) for product_id, day in days.items()}
        note(order, actor, "expected", at, days=told)
    return order


def call_off(
    *, order_id: int, quantities: Mapping[int, int], reason: str, actor: Actor | None, at: datetime
) -> PurchaseOrder:
    """Call off units that are still to come, by product; an order that then brings nothing more is ended.

    Raises UnknownOrder, WrongOrderState, NotOnOrder, NotOpen, WrongQuantity, ReasonRequired.
    """
    reason = clean_reason(reason)
    for units in quantities.values():
        check_quantity(units, least=1)
    with durable():
        order = lock_order(order_id, *EXPECTED)
        lines = lines_by_product(order)
        for product_id, units in quantities.items():
            line = _on_order(lines, product_id)
            if units > line.open_quantity:
                raise NotOpen(open=line.open_quantity)
            line.cancelled += units
        PurchaseOrderLine.objects.bulk_update(lines.values(), ["cancelled"])
        note(order, actor, "called-off", at, units=sum(quantities.values()), reason=reason)
        settle(order, list(lines.values()), at)
    return order


def _on_order(lines: Mapping[int, PurchaseOrderLine], product_id: int) -> PurchaseOrderLine:
    if product_id not in lines:
        raise NotOnOrder
    return lines[product_id]
