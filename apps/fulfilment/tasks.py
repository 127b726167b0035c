"""What happens to fulfilments by itself: planned when an order is confirmed, called off when it is cancelled."""

from datetime import timedelta
from typing import Any

from celery import shared_task

from apps.core import clock

from .planning import orders_to_plan, plan_order
from .selectors import orders_to_call_off
from .services.calling_off import call_off, drop_cancelled_goods

#: News normally arrives within seconds; after this it is taken for lost.
MISSED = timedelta(minutes=1)


@shared_task(name="apps.fulfilment.tasks.plan_confirmed")
def plan_confirmed(*, event: dict[str, Any]) -> None:
    """Plan the order that was confirmed."""
    plan_order(order_id=event["payload"]["order_id"], at=clock.now())


@shared_task(name="apps.fulfilment.tasks.call_off_cancelled")
def call_off_cancelled(*, event: dict[str, Any]) -> None:
    """Stop working on the order that was cancelled."""
    call_off(order_id=event["payload"]["order_id"], at=clock.now())


@shared_task(name="apps.fulfilment.tasks.drop_cancelled")
def drop_cancelled(*, event: dict[str, Any]) -> None:
    """Stop working on the goods that were cancelled."""
    drop_cancelled_goods(order_id=event["payload"]["order_id"], at=clock.now())


@shared_task(name="apps.fulfilment.tasks.catch_up", ignore_result=True)
def catch_up() -> None:
    """Plan and call off what no news arrived of."""
    for order_id in orders_to_plan(confirmed_before=clock.now() - MISSED):
        plan_order(order_id=order_id, at=clock.now())
    for order_id in orders_to_call_off():
        call_off(order_id=order_id, at=clock.now())
