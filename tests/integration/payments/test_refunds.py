"""Money goes back in whole or in part, once for each cause, and never more than came."""

from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from apps.core.models import Incident, OutboxEvent
from apps.payments.models import Payment, PaymentEntry, Refund
from apps.payments.services.creation import InvalidAmount
from apps.payments.services.recording import record_result
from apps.payments.services.refunds import (
    RefundConflict,
    RefundNotFailed,
    RefundTooMuch,
    create_refund,
    record_refund,
    refund_again,
    refundable,
)
from apps.payments.services.settled import record_settled
from apps.payments.types import NewSettledPayment, RefundResult
from tests import hosted_page
from tests.factories.payments import NOON, PaymentFactory

pytestmark = pytest.mark.django_db

Deliver = Callable[[], None]


def paid_by_card(client: Client, number: str = hosted_page.APPROVED) -> Payment:
    payment = PaymentFactory()
    hosted_page.pay_with(client, hosted_page.open_page(payment), number)
    from apps.payments.providers.registry import provider_named

    with time_machine.travel(4_000_000_000):
        result = provider_named("sandbox").lookup(key=f"pay:{payment.pk}")
    return record_result(payment_id=payment.pk, result=result, source="return", at=NOON)


def refund(payment: Payment, amount: str, source: str = "return:1") -> Refund:
    return create_refund(payment=payment, amount=Decimal(amount), source=source, reason="Too small", at=NOON)


def test_a_card_refund_is_carried_to_the_bank_and_booked(client: Client, deliver_events: Deliver) -> None:
    payment = paid_by_card(client)
    assert refund(payment, "20.00").state == Refund.State.PENDING
    deliver_events()
    payment.refresh_from_db()
    done = Refund.objects.get()
    assert (done.state, payment.refunded_amount) == (Refund.State.DONE, Decimal("20.00"))
    assert done.reference.startswith("re_")
    entry = PaymentEntry.objects.get(kind="refund")
    assert (entry.amount, entry.source) == (Decimal("20.00"), f"refund:{done.pk}")
    assert OutboxEvent.objects.filter(name="refund.done", subject=f"refund:{done.pk}").count() == 1


def test_several_parts_up_to_the_whole(client: Client, deliver_events: Deliver) -> None:
    payment = paid_by_card(client)
    refund(payment, "20.00", "return:1")
    refund(payment, "29.00", "return:2")
    deliver_events()
    payment.refresh_from_db()
    assert payment.refunded_amount == Decimal("49.00")
    assert refundable(payment) == 0


def test_more_than_is_left_is_refused_even_while_the_first_is_on_its_way(client: Client) -> None:
    payment = paid_by_card(client)
    refund(payment, "20.00", "return:1")
    with pytest.raises(RefundTooMuch, match=r"only 29.00 EUR of this payment is left"):
        refund(payment, "29.01", "return:2")
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("amount", ["0", "-1.00", "1.005"])
def test_an_amount_that_cannot_be_paid_is_refused(client: Client, amount: str) -> None:
    payment = paid_by_card(client)
    with pytest.raises(InvalidAmount):
        refund(payment, amount)
    assert not Refund.objects.exists()


def test_the_same_cause_refunds_once(client: Client, deliver_events: Deliver) -> None:
    payment = paid_by_card(client)
    first = refund(payment, "20.00")
    deliver_events()
    assert refund(payment, "20.00") == first
    deliver_events()
    payment.refresh_from_db()
    assert payment.refunded_amount == Decimal("20.00")
    with pytest.raises(RefundConflict, match=r"20.00 EUR"):
        refund(payment, "21.00")


def test_cash_goes_back_at_once() -> None:
    [payment] = record_settled(
        [NewSettledPayment("cash", "cash", Decimal("12.50"), "EUR", "order:1", "pos:1:0", NOON)]
    )
    assert refund(payment, "12.50").state == Refund.State.DONE
    payment.refresh_from_db()
    assert payment.refunded_amount == Decimal("12.50")


def test_when_the_line_breaks_the_refund_is_asked_for_again_and_made_once(
    client: Client, deliver_events: Deliver
) -> None:
    from apps.payments.models import PaymentAttempt
    from apps.payments.providers.sandbox.bank.models import Operation
    from apps.payments.services.asking import ask

    payment = paid_by_card(client, hosted_page.NO_ANSWER)
    refund(payment, "49.00")
    deliver_events()
    assert Refund.objects.get().state == Refund.State.PENDING
    attempt = PaymentAttempt.objects.get(act="refund")
    assert attempt.ask_after is not None
    ask(attempt_id=attempt.pk, at=attempt.ask_after)
    assert Refund.objects.get().state == Refund.State.DONE
    assert Operation.objects.count() == 1


def test_a_refused_refund_is_shown_to_a_person_and_frees_the_amount(client: Client) -> None:
    payment = paid_by_card(client)
    asked = refund(payment, "20.00")
    record_refund(refund_id=asked.pk, result=RefundResult("failed", reason="account-closed"), at=NOON)
    payment.refresh_from_db()
    assert (Refund.objects.get().state, payment.refunded_amount) == (Refund.State.FAILED, 0)
    assert refundable(payment) == Decimal("49.00")
    assert Incident.objects.get(kind="refund-failed").data["reason"] == "account-closed"
    assert OutboxEvent.objects.filter(name="refund.failed").count() == 1


def test_a_refund_told_done_after_all_is_booked_and_its_incident_closed(client: Client) -> None:
    payment = paid_by_card(client)
    asked = refund(payment, "20.00")
    record_refund(refund_id=asked.pk, result=RefundResult("failed"), at=NOON)
    for _time in range(2):
        record_refund(refund_id=asked.pk, result=RefundResult("done", "re_1"), at=NOON)
    payment.refresh_from_db()
    assert payment.refunded_amount == Decimal("20.00")
    assert Incident.objects.get().resolved_at is not None


def test_done_after_another_refund_took_the_money_is_shown_not_booked(client: Client) -> None:
    payment = paid_by_card(client)
    first = refund(payment, "40.00", "return:1")
    record_refund(refund_id=first.pk, result=RefundResult("failed"), at=NOON)
    second = refund(payment, "40.00", "return:2")
    for asked in [second, first]:
        record_refund(refund_id=asked.pk, result=RefundResult("done"), at=NOON)
    payment.refresh_from_db()
    assert payment.refunded_amount == Decimal("40.00")
    assert Incident.objects.filter(kind="refund-contradiction", resolved_at=None).count() == 1


def test_a_refund_told_failed_after_it_was_done_is_shown(client: Client) -> None:
    asked = refund(paid_by_card(client), "20.00")
    record_refund(refund_id=asked.pk, result=RefundResult("done"), at=NOON)
    record_refund(refund_id=asked.pk, result=RefundResult("failed"), at=NOON)
    assert Refund.objects.get().state == Refund.State.DONE
    assert Incident.objects.filter(kind="refund-contradiction").count() == 1


def test_a_refused_refund_can_be_asked_for_once_more(client: Client, deliver_events: Deliver) -> None:
    payment = paid_by_card(client)
    refused = refund(payment, "20.00")
    record_refund(refund_id=refused.pk, result=RefundResult("failed"), at=NOON)

    again = refund_again(refund_id=refused.pk, at=NOON)
    assert refund_again(refund_id=refused.pk, at=NOON) == again
    deliver_events()

    payment.refresh_from_db()
    again.refresh_from_db()
    assert (again.state, payment.refunded_amount) == (Refund.State.DONE, Decimal("20.00"))


def test_one_that_has_not_failed_is_not_asked_for_again(client: Client) -> None:
    on_its_way = refund(paid_by_card(client), "20.00")

    with pytest.raises(RefundNotFailed):
        refund_again(refund_id=on_its_way.pk, at=NOON)

    assert Refund.objects.count() == 1
