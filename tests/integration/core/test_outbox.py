"""News is committed with the change it tells of, and reaches every subscriber at least once."""

import pytest
import time_machine
from django.db import transaction
from kombu.exceptions import OperationalError

from apps.core import outbox
from apps.core.models import Incident, OutboxEvent
from apps.core.transactions import TransactionRequired
from tests.integration.core import listeners


@pytest.fixture(autouse=True)
def subscriptions(settings):
    settings.OUTBOX_SUBSCRIPTIONS = "tests.integration.core.listeners.SUBSCRIPTIONS"
    listeners.heard.clear()


def publish(name="vase.sold", **facts):
    outbox.publish(name=name, subject="vase:1", payload={"quantity": 2}, **facts)


@pytest.mark.django_db
def test_every_subscriber_hears_it(deliver_events):
    publish()

    deliver_events()

    event = OutboxEvent.objects.get()
    assert (
        listeners.heard
        == [
            {
                "id": str(event.event_id),
                "name": "vase.sold",
                "subject": "vase:1",
                "payload": {"quantity": 2},
                "occurred_at": event.occurred_at.isoformat(),
            }
        ]
        * 2
    )
    assert (event.delivered_at is not None, event.attempts) == (True, 1)


@pytest.mark.django_db
def test_what_was_delivered_is_not_delivered_again(deliver_events):
    publish()
    deliver_events()
    deliver_events()

    assert len(listeners.heard) == 2


@pytest.mark.django_db
def test_news_nobody_listens_to_is_done_with(deliver_events):
    publish("vase.dusted")
    deliver_events()

    assert OutboxEvent.objects.get().delivered_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["vase.broken", "vase.lost"])
def test_news_that_cannot_be_handed_over_waits_and_says_why(deliver_events, name):
    publish(name)
    publish("vase.sold")

    deliver_events()

    event = OutboxEvent.objects.get(name=name)
    assert (event.delivered_at, event.attempts) == (
        None,
        1,
    )  # not at once again: what is wrong may need a while
    with time_machine.travel(event.claimed_until):
        deliver_events()
    event.refresh_from_db()
    assert (event.delivered_at, event.attempts) == (None, 2)
    assert "dropped it" in event.last_error or "nobody" in event.last_error
    assert OutboxEvent.objects.get(name="vase.sold").delivered_at is not None


@pytest.mark.django_db(transaction=True)
def test_news_of_what_was_rolled_back_never_was():
    def change_my_mind():
        with transaction.atomic():
            publish()
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        change_my_mind()

    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_news_needs_a_transaction_to_be_part_of():
    with pytest.raises(TransactionRequired):
        publish()


@pytest.mark.django_db
def test_many_events_are_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        outbox.publish_all([outbox.Event("vase.sold", f"vase:{number}") for number in range(50)])


@pytest.mark.django_db
def test_a_broker_that_is_away_costs_the_news_no_try(deliver_events, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr("celery.app.task.Task.apply_async", refuse)
    publish()
    with pytest.raises(OperationalError):
        outbox.relay()
    monkeypatch.undo()

    event = OutboxEvent.objects.get()
    assert (event.delivered_at, event.attempts) == (None, 0)
    deliver_events()
    assert listeners.heard == []  # it is in the first relay's hand until that is taken for dead
    with time_machine.travel(event.claimed_until):
        deliver_events()
    assert [heard["name"] for heard in listeners.heard] == ["vase.sold", "vase.sold"]


@pytest.mark.django_db
def test_another_relay_leaves_alone_what_one_has_in_hand(deliver_events):
    publish("vase.echoed")  # whoever hears of it has a second relay look for news meanwhile

    deliver_events()

    assert [heard["name"] for heard in listeners.heard] == ["vase.echoed"]
    assert OutboxEvent.objects.get().attempts == 1


@pytest.mark.django_db
def test_news_that_failed_too_often_opens_an_incident_and_can_be_tried_again(deliver_events, monkeypatch):
    publish("vase.lost")
    OutboxEvent.objects.update(attempts=outbox.MAX_ATTEMPTS - 1)

    deliver_events()
    deliver_events()

    event, incident = OutboxEvent.objects.get(), Incident.objects.get()
    assert (event.attempts, event.delivered_at) == (outbox.MAX_ATTEMPTS, None)
    assert (incident.kind, incident.subject) == (outbox.UNDELIVERED, f"event:{event.pk}")
    assert (incident.data["event"], incident.data["about"]) == ("vase.lost", "vase:1")
    assert "nobody" in incident.data["error"]

    monkeypatch.setitem(listeners.SUBSCRIPTIONS, "vase.lost", ["tests.listeners.hear"])
    outbox.try_again(event_id=event.pk)
    deliver_events()
    assert [heard["name"] for heard in listeners.heard] == ["vase.lost"]
