"""Every worker carries news by itself, from its start to its end, whatever happens meanwhile."""

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from apps.core import outbox, relay
from apps.core.models import OutboxEvent
from tests.waiting import eventually


@pytest.fixture
def worker(monkeypatch):
    monkeypatch.setattr(relay, "TROUBLED", 0.05)
    step = relay.OutboxRelay(parent=None)
    step.start(parent=None)
    yield step
    step.stop(parent=None)


def publish(subject):
    with transaction.atomic():
        outbox.publish(name="vase.dusted", subject=subject)


def waiting():
    return OutboxEvent.objects.filter(delivered_at=None).count()


@pytest.mark.django_db(transaction=True)
def test_news_is_carried_without_being_asked_for(worker):
    publish("vase:1")

    eventually(lambda: not waiting())


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_comes_back_is_found(worker, monkeypatch):
    tried = []

    def refuse(*, limit=100):
        tried.append(limit)
        raise OperationalError("no broker")

    with monkeypatch.context() as trouble:
        trouble.setattr(outbox, "relay", refuse)
        publish("vase:1")
        eventually(lambda: len(tried) > 1)
        assert waiting() == 1

    eventually(lambda: not waiting())


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_ends_carries_nothing_more(worker):
    worker.stop(parent=None)
    publish("vase:1")

    assert not worker._thread.is_alive()
    assert waiting() == 1
