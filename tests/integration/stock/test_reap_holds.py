"""Expired holds are cleared away, and what became free is announced."""

from datetime import timedelta

import pytest
import time_machine

from apps.core.models import OutboxEvent
from apps.stock.models import Hold
from apps.stock.services import holds
from apps.stock.services.holds import hold, reap_expired_holds
from apps.stock.tasks import reap_expired_holds as reap_task
from tests.factories.stock import NOON, demand, figures, stock

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def held(web, vase, cup, altopascio):
    stock(vase, altopascio, 2)
    stock(cup, altopascio, 2)
    hold(demands=[demand(vase, 1)], channel=web, holder="basket:alice", at=NOON)
    hold(demands=[demand(cup, 1)], channel=web, holder="basket:bob", at=LATER)
    OutboxEvent.objects.all().delete()


def test_only_what_has_expired_goes(held, vase, cup, altopascio):
    assert reap_expired_holds(at=LATER) == 1

    assert figures(vase, altopascio) == (2, 0, 0)
    assert figures(cup, altopascio) == (2, 0, 1)
    assert OutboxEvent.objects.get().payload == {"levels": [[vase.pk, altopascio.pk]]}


def test_several_batches(held, monkeypatch):
    monkeypatch.setattr(holds, "LEVELS_A_BATCH", 1)

    assert reap_expired_holds(at=LATER + timedelta(hours=1)) == 2
    assert not Hold.objects.exists()


def test_nothing_expired_is_nothing_announced(held):
    assert reap_expired_holds(at=NOON) == 0
    assert not OutboxEvent.objects.exists()


def test_the_periodic_task_does_it(held, vase, altopascio):
    with time_machine.travel(LATER, tick=False):
        reap_task()

    assert figures(vase, altopascio) == (2, 0, 0)
