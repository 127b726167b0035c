"""What a payment's outcome means for its order; the same news from several sources counts once."""

from decimal import Decimal

import pytest

from apps.channels.models import Channel, Location
from apps.core.models import Incident, OutboxEvent
from apps.orders.models import Order
from apps.orders.services import payment as service
from apps.orders.services.cancellation import cancel_order
from apps.payments.models import Payment, Refund
from apps.payments.types import ProviderResult
from tests.factories.orders import delivered, mug_at, pay, placed
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def order(web: Channel, altopascio: Location) -> Order:
    return placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2))


def state(order: Order) -> str:
    return Order.objects.get(pk=order.pk).status


def news(order: Order) -> list[str]:
    events = OutboxEvent.objects.filter(subject=f"order:{order.pk}").order_by("pk")
    return [event.name for event in events]


def kinds(order: Order) -> list[str]:
    return [event.kind for event in order.events.order_by("pk")]


@pytest.mark.parametrize("outcome", ["captured", "authorised"])
def test_a_paid_order_is_confirmed(order: Order, outcome: str) -> None:
    pay(order, outcome=outcome)

    assert state(order) == "confirmed"
    assert news(order) == ["order.placed", "order.confirmed"]
    assert kinds(order) == ["placed", "paid", "confirmed"]


def test_browser_and_webhook_confirm_once(order: Order) -> None:
    for _ in range(3):
        pay(order)

    assert news(order).count("order.confirmed") == 1
    assert not Incident.objects.exists()


def test_a_declined_card_leaves_the_order_waiting(order: Order) -> None:
    for _ in range(2):
        pay(order, outcome="declined")

    assert state(order) == "awaiting-payment"
    assert news(order) == ["order.placed", "payment.failed"]
    assert kinds(order) == ["placed", "payment-declined"]


def test_after_a_declined_card_another_can_be_tried(order: Order) -> None:
    pay(order, outcome="declined")

    second = service.retry_payment(order_id=order.pk, method="card", provider="sandbox", at=NOON)
    pay(order, reference="charge-2")

    assert state(order) == "confirmed"
    assert Payment.objects.get(pk=second.pk).state == "captured"


def test_no_other_card_while_the_first_ones_outcome_is_unknown(order: Order) -> None:
    pay(order, outcome="unknown")

    with pytest.raises(service.PaymentUnderWay):
        service.retry_payment(order_id=order.pk, method="card", provider="sandbox", at=NOON)

    assert Payment.objects.count() == 1


def test_a_confirmed_order_has_nothing_to_pay(order: Order) -> None:
    pay(order)

    with pytest.raises(service.NothingToPay):
        service.retry_payment(order_id=order.pk, method="card", provider="sandbox", at=NOON)
    with pytest.raises(service.NothingToPay):
        service.start_payment(order_id=order.pk, at=NOON)


def test_another_amount_confirms_nothing_and_calls_a_person(order: Order) -> None:
    pay(order, amount=D("20.00"))

    assert state(order) == "awaiting-payment"
    mismatch = Incident.objects.get(kind="order-payment-mismatch")
    assert (mismatch.data["amount"], mismatch.data["total"]) == ("20.00", "24.40")


def test_the_rest_of_the_amount_confirms_after_all(order: Order) -> None:
    pay(order, amount=D("20.00"))
    pay(order, amount=D("24.40"))

    assert state(order) == "confirmed"
    assert not Incident.objects.filter(kind="order-payment-mismatch", resolved_at=None).exists()


def test_money_that_comes_twice_goes_back_once(order: Order) -> None:
    first = Payment.objects.get()
    service.retry_payment(order_id=order.pk, method="card", provider="sandbox", at=NOON)
    pay(order, reference="charge-2")
    for _ in range(2):
        late = ProviderResult("captured", reference="charge-1", amount=first.amount)
        service.apply_provider_result(payment_id=first.pk, result=late, source="webhook", at=NOON)

    refund = Refund.objects.get()
    assert (refund.payment_id, refund.amount) == (first.pk, D("24.40"))
    assert Incident.objects.filter(kind="order-paid-twice").count() == 1
    assert state(order) == "confirmed"


def test_what_the_bank_takes_beyond_the_amount_goes_back_each_time_and_no_more(order: Order) -> None:
    payment = Payment.objects.get()
    for total in ("24.40", "30.00", "30.00", "32.00"):
        more = ProviderResult("captured", reference="charge-1", amount=D(total))
        service.apply_provider_result(payment_id=payment.pk, result=more, source="webhook", at=NOON)

    assert [refund.amount for refund in Refund.objects.order_by("pk")] == [D("5.60"), D("2.00")]
    assert state(order) == "confirmed"


def test_money_for_a_cancelled_order_goes_back(order: Order) -> None:
    cancel_order(order_id=order.pk, actor=None, reason="changed her mind", at=NOON)

    pay(order)

    assert state(order) == "cancelled"
    assert Refund.objects.get().amount == D("24.40")
    assert Incident.objects.filter(kind="order-paid-after-cancellation").count() == 1


def test_a_payment_of_no_order_is_refused(db: None) -> None:
    with pytest.raises(service.UnknownPayment):
        service.apply_provider_result(
            payment_id="00000000-0000-7000-8000-000000000000",  # type: ignore[arg-type]
            result=ProviderResult("captured"),
            source="webhook",
            at=NOON,
        )


@pytest.mark.django_db(transaction=True)
def test_starting_to_pay_sends_the_shopper_to_the_bank(order: Order) -> None:
    answers = [
        service.start_payment(order_id=order.pk, at=NOON, return_url="https://shop.example/back")
        for _ in range(2)
    ]

    assert {answer.outcome for answer in answers} == {"action-needed"}
    assert answers[0].next_url == answers[1].next_url != ""
    assert Payment.objects.get().state == "action-needed"
