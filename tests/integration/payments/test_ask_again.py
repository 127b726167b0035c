"""A payment whose outcome isn't known is asked for again, ever less often, until it is."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from apps.core.models import Incident, OutboxEvent
from apps.payments.models import Payment, PaymentAttempt
from apps.payments.patience import MOST_TRIES, patience
from apps.payments.selectors import attempts_due
from apps.payments.services.asking import ask, ask_again, resume_asking
from apps.payments.services.recording import record_result
from apps.payments.services.requesting import request_payment
from apps.payments.types import ProviderResult
from tests.factories.payments import NOON, PaymentFactory
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_doubt() -> PaymentAttempt:
    """A payment that got no answer."""
    payment = PaymentFactory()
    with time_machine.travel(NOON, tick=False):
        result = request_payment(payment_id=payment.pk, at=NOON, instrument="tok_0119")
        with transaction.atomic():
            record_result(payment_id=payment.pk, result=result, source="request", at=NOON)
    return PaymentAttempt.objects.get()


def ask_at(attempt: PaymentAttempt, at: datetime) -> PaymentAttempt:
    with time_machine.travel(at, tick=False):
        ask(attempt_id=attempt.pk, at=at)
    attempt.refresh_from_db()
    return attempt


def test_nobody_is_asked_before_the_time_has_come(in_doubt: PaymentAttempt) -> None:
    assert attempts_due(at=NOON + timedelta(seconds=9)) == []
    assert ask_at(in_doubt, NOON + timedelta(seconds=9)).tries == 1


def test_no_answer_again_means_waiting_longer(in_doubt: PaymentAttempt) -> None:
    PaymentAttempt.objects.update(ask_after=NOON)
    again = ask_at(in_doubt, NOON + timedelta(seconds=9))
    assert again.state == PaymentAttempt.State.UNKNOWN
    assert again.ask_after == NOON + timedelta(seconds=9) + patience(2)
    assert not OutboxEvent.objects.exists()


def test_the_answer_is_news_for_whoever_sold(in_doubt: PaymentAttempt) -> None:
    later = NOON + timedelta(seconds=11)
    assert attempts_due(at=later) == [in_doubt.pk]
    ask_at(in_doubt, later)
    event = OutboxEvent.objects.get()
    assert (event.name, event.subject) == ("payment.answered", f"payment:{in_doubt.payment_id}")
    assert ProviderResult.from_json(event.payload["result"]).outcome == "captured"


def test_once_the_answer_is_booked_nobody_asks_any_more(in_doubt: PaymentAttempt) -> None:
    result = ProviderResult("captured", "ch_1", in_doubt.amount)
    record_result(payment_id=in_doubt.payment_id, result=result, source="lookup", at=NOON)
    assert attempts_due(at=NOON + timedelta(days=9)) == []
    assert ask_at(in_doubt, NOON + timedelta(days=9)).tries == 1


def test_a_request_that_never_arrived_is_cancelled() -> None:
    payment = PaymentFactory()
    attempt = PaymentAttempt.objects.create(
        payment=payment,
        act="pay",
        amount=payment.amount,
        key=f"pay:{payment.pk}",
        created_at=NOON,
        ask_after=NOON,
    )
    ask_at(attempt, NOON)
    result = ProviderResult.from_json(OutboxEvent.objects.get().payload["result"])
    assert (result.outcome, result.reason) == ("cancelled", "never-arrived")


def test_a_customer_still_at_the_payment_page_is_no_news() -> None:
    payment = PaymentFactory()
    with time_machine.travel(NOON, tick=False):
        result = request_payment(payment_id=payment.pk, at=NOON)
    record_result(payment_id=payment.pk, result=result, source="request", at=NOON)
    attempt = ask_at(PaymentAttempt.objects.get(), NOON + timedelta(minutes=5))
    assert attempt.tries == 2
    assert not OutboxEvent.objects.exists()


def test_a_payment_page_left_open_for_an_hour_is_closed() -> None:
    payment = PaymentFactory()
    with time_machine.travel(NOON, tick=False):
        result = request_payment(payment_id=payment.pk, at=NOON)
    record_result(payment_id=payment.pk, result=result, source="request", at=NOON)
    ask_at(PaymentAttempt.objects.get(), NOON + timedelta(hours=2))
    assert OutboxEvent.objects.get().payload["result"]["outcome"] == "cancelled"


def test_after_very_many_tries_a_person_is_told(in_doubt: PaymentAttempt) -> None:
    PaymentAttempt.objects.update(tries=MOST_TRIES - 1, ask_after=NOON)
    assert ask_at(in_doubt, NOON).ask_after is None
    assert Incident.objects.get(kind="payment-unresolved").subject == f"payment:{in_doubt.payment_id}"
    assert Payment.objects.get().state == Payment.State.UNKNOWN


def test_a_person_may_have_it_asked_again(in_doubt: PaymentAttempt) -> None:
    PaymentAttempt.objects.update(tries=MOST_TRIES - 1, ask_after=NOON)
    ask_at(in_doubt, NOON)

    resume_asking(payment_id=in_doubt.payment_id, at=NOON + timedelta(days=1))

    assert attempts_due(at=NOON + timedelta(days=1)) == [in_doubt.pk]


def test_whoever_brings_the_answer_ends_the_doubt(in_doubt: PaymentAttempt) -> None:
    PaymentAttempt.objects.update(tries=MOST_TRIES - 1, ask_after=NOON)
    ask_at(in_doubt, NOON)

    result = ProviderResult("captured", "ch_1", in_doubt.amount)
    record_result(payment_id=in_doubt.payment_id, result=result, source="webhook:1", at=NOON)

    assert Incident.objects.get(kind="payment-unresolved").resolved_at is not None


def test_somebody_impatient_may_ask_at_once(in_doubt: PaymentAttempt) -> None:
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        ask_again(payment_id=in_doubt.payment_id)
    assert OutboxEvent.objects.get().payload["result"]["outcome"] == "captured"


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_ask_once(in_doubt: PaymentAttempt) -> None:
    later = NOON + timedelta(seconds=20)
    race([lambda: ask(attempt_id=in_doubt.pk, at=later)] * 3)
    in_doubt.refresh_from_db()
    assert in_doubt.tries == 2


def test_waits_double_up_to_an_hour() -> None:
    waits = [patience(tries).total_seconds() for tries in range(1, 12)]
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    assert patience(10_000) == timedelta(hours=1)


def test_asking_happens_outside_transactions(in_doubt: PaymentAttempt) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        ask(attempt_id=in_doubt.pk, at=NOON + timedelta(days=1))
