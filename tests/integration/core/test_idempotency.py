"""The same request gets the same answer and has its effect once."""

from collections import Counter
from threading import Event

import pytest
from django.db import transaction

from apps.core.idempotency import IdempotencyConflict, run_once
from apps.core.models import Heartbeat, IdempotencyRecord
from tests.racing import PATIENCE, race, second_connection


def beat(name="once"):
    """Have an effect that can be counted, and answer."""
    return {"beat": Heartbeat.objects.create(name=name, at="2026-11-21T12:00Z").name}


def ask(key="k1", request=None, act=beat):
    with transaction.atomic():
        return run_once(scope="test", key=key, request=request or {"vases": 1}, act=act)


@pytest.mark.django_db
def test_the_second_time_the_first_answer_is_given():
    first, second = ask(), ask(act=lambda: pytest.fail("acted twice"))

    assert (first.value, first.replayed) == ({"beat": "once"}, False)
    assert (second.value, second.replayed) == ({"beat": "once"}, True)


@pytest.mark.django_db
def test_the_order_of_the_requests_fields_does_not_matter():
    ask(request={"a": 1, "b": [2]})

    assert ask(request={"b": [2], "a": 1}).replayed


@pytest.mark.django_db
def test_another_request_with_the_same_key_is_a_conflict():
    ask()

    with pytest.raises(IdempotencyConflict):
        ask(request={"vases": 2})

    assert Heartbeat.objects.count() == 1


@pytest.mark.django_db
def test_keys_of_different_scopes_have_nothing_to_do_with_each_other():
    ask()

    assert not run_once(scope="other", key="k1", request={}, act=lambda: 1).replayed


@pytest.mark.django_db
def test_a_failure_is_not_remembered():
    def fail():
        beat()
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        ask(act=fail)

    assert not Heartbeat.objects.exists()
    assert not IdempotencyRecord.objects.exists()
    assert not ask().replayed


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_ten_at_once_act_once_and_all_get_the_answer():
    answers = race([ask] * 10)

    assert Counter(answer.replayed for answer in answers) == {False: 1, True: 9}
    assert {answer.value["beat"] for answer in answers} == {"once"}
    assert Heartbeat.objects.count() == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_who_waited_for_one_that_failed_acts_instead():
    acting, fail = Event(), Event()

    def stumble():
        acting.set()
        fail.wait(PATIENCE)
        raise RuntimeError("power cut")

    with second_connection() as bob, second_connection() as alice:
        failing = bob.start(lambda: ask(act=stumble))
        acting.wait(PATIENCE)
        waiting = alice.start(ask)
        fail.set()

        assert isinstance(failing.exception(PATIENCE), RuntimeError)
        assert not waiting.result(PATIENCE).replayed
    assert Heartbeat.objects.count() == 1
