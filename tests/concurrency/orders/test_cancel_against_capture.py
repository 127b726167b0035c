"""An order is cancelled in the moment its money arrives: whoever is first, the money goes back, once."""

from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest

from apps.channels.models import Channel, Location
from apps.orders.models import Order
from apps.orders.services.cancellation import cancel_order
from apps.orders.services.expiry import expire_order
from apps.orders.services.payment import apply_provider_result
from apps.payments.models import Payment, Refund
from apps.payments.types import ProviderResult
from apps.stock.models import StockLevel
from tests.factories.orders import delivered, drifts, mug_at, placed
from tests.factories.pricing import NOON
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    return placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2))


def arrive(order: Order) -> None:
    payment = Payment.objects.get(order_payment__order=order)
    captured = ProviderResult("captured", reference="charge-1", amount=payment.amount)
    apply_provider_result(payment_id=payment.pk, result=captured, source="webhook", at=NOON)


@pytest.mark.parametrize("number", range(4))
def test_cancelled_and_paid_at_once_the_money_goes_back_once(order: Order, number: int) -> None:
    cancel = partial(cancel_order, order_id=order.pk, actor=None, reason="changed her mind", at=NOON)

    race([cancel, partial(arrive, order), cancel, partial(arrive, order)])

    assert Order.objects.get().status == "cancelled"
    assert [refund.amount for refund in Refund.objects.all()] == [Decimal("24.40")]
    assert StockLevel.objects.get().allocated == 0
    assert drifts() == []


@pytest.mark.parametrize("number", range(4))
def test_expired_and_paid_at_once_it_is_one_or_the_other(order: Order, number: int) -> None:
    expire = partial(expire_order, order_id=order.pk, at=order.payment_due_at)

    race([expire, partial(arrive, order), expire])

    state = Order.objects.get().status
    assert (state, Refund.objects.count()) in {("cancelled", 1), ("confirmed", 0)}
    assert StockLevel.objects.get().allocated == (2 if state == "confirmed" else 0)
    assert drifts() == []


def test_control_each_deciding_by_what_it_saw_keeps_the_money(order: Order) -> None:
    both_looked = Barrier(2, timeout=PATIENCE)

    def cancel() -> None:
        paid = Payment.objects.get().state == "captured"
        both_looked.wait()
        Order.objects.filter(pk=order.pk).update(status="refunding" if paid else "cancelled")

    def capture() -> None:
        waiting = Order.objects.get(pk=order.pk).status == "awaiting-payment"
        both_looked.wait()
        Payment.objects.update(state="captured", captured_amount=order.total_incl_tax)
        if not waiting:
            Order.objects.filter(pk=order.pk).update(status="refunding")

    race([cancel, capture])

    assert Order.objects.get().status == "cancelled"
    assert Payment.objects.get().captured_amount == Decimal("24.40")
