"""What happens to orders by itself: answers of providers are applied, unpaid orders end."""

from typing import Any
from uuid import UUID

from celery import shared_task

from apps.core import clock
from apps.payments.types import ProviderResult

from .services.expiry import expire_order, unpaid_due
from .services.payment import apply_provider_result


@shared_task(name="apps.orders.tasks.apply_answer")
def apply_answer(*, event: dict[str, Any]) -> None:
    """Book what a provider answered when it was asked again."""
    payload = event["payload"]
    apply_provider_result(
        payment_id=UUID(payload["payment_id"]),
        result=ProviderResult.from_json(payload["result"]),
        source=payload["source"],
        at=clock.now(),
    )


@shared_task(name="apps.orders.tasks.expire_unpaid", ignore_result=True)
def expire_unpaid() -> None:
    """Send each order whose time to pay is over on its way, so that one with trouble holds up no other."""
    for order_id in unpaid_due(at=clock.now()):
        expire_one.delay(order_id=order_id)


@shared_task(name="apps.orders.tasks.expire_one", ignore_result=True)
def expire_one(*, order_id: int) -> None:
    """End one order whose time to pay is over."""
    expire_order(order_id=order_id, at=clock.now())
