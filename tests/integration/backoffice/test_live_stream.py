"""The stream that live pages follow: topics without data, a few streams a process, one message for a burst."""

from contextlib import ExitStack

import pytest
from django.test import Client
from django.urls import reverse

from apps.backoffice.shell.live.hub import MOST_STREAMS, Ear, Hub, TooManyStreams
from apps.backoffice.shell.live.topics import topics_of
from tests.factories.shop import Shop


def test_a_burst_becomes_one_message() -> None:
    ear = Ear()
    ear.hear(topics_of(["order.confirmed"]))
    ear.hear(topics_of(["stock.changed", "order.recorded"]))

    assert {"orders", "stock", "waiting"} <= ear.fetch(patience=0)
    assert ear.fetch(patience=0) == frozenset()


def test_news_of_other_kinds_wake_nobody() -> None:
    assert topics_of(["assortment.rebuilt", "price.changed"]) == frozenset()


def test_a_process_serves_some_streams_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hub, "_run", lambda self: None)
    hub = Hub()
    with ExitStack() as tabs:
        for _tab in range(MOST_STREAMS):
            tabs.enter_context(hub.ear())
        with pytest.raises(TooManyStreams), hub.ear():
            pass

    with hub.ear() as ear:  # those that left made room
        assert ear.fetch(patience=0) == frozenset()


def test_where_there_are_too_many_the_page_is_told(
    shop: Shop, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.backoffice.shell.live.hub.MOST_STREAMS", 0)

    assert alice.get(reverse("backoffice:live")).status_code == 503


def test_who_was_signed_out_is_led_to_the_door(client: Client, db: None) -> None:
    answer = client.get(reverse("backoffice:orders"), headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith(reverse("backoffice:sign-in"))
