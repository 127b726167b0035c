"""Tasks that listen to events of the tests."""

from typing import Any

from celery import shared_task

from apps.core import outbox

heard: list[dict[str, Any]] = []

SUBSCRIPTIONS = {
    "vase.sold": ["tests.listeners.hear", "tests.listeners.hear"],
    "vase.broken": ["tests.listeners.hear", "tests.listeners.stumble"],
    "vase.lost": ["tests.listeners.nobody"],
    "vase.echoed": ["tests.listeners.hear_and_relay"],
}


@shared_task(name="tests.listeners.hear")
def hear(*, event: dict[str, Any]) -> None:
    heard.append(event)


@shared_task(name="tests.listeners.hear_and_relay")
def hear_and_relay(*, event: dict[str, Any]) -> None:
    heard.append(event)
    outbox.relay()


@shared_task(name="tests.listeners.stumble")
def stumble(*, event: dict[str, Any]) -> None:
    raise RuntimeError("dropped it")
