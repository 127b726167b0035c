"""News inside the system that couldn't be delivered: somebody sees it and has it tried again."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from apps.core.incidents import open_incident
from apps.core.models import AuditEntry, Incident, OutboxEvent
from apps.core.outbox import MAX_ATTEMPTS, UNDELIVERED, publish
from tests.factories.shop import Shop


@pytest.fixture
def undelivered(shop: Shop) -> OutboxEvent:
    """News of an order that nobody took in fifty tries."""
    with transaction.atomic():
        publish(name="vase.dusted", subject="vase:1")
        event = OutboxEvent.objects.get(name="vase.dusted")
        OutboxEvent.objects.filter(pk=event.pk).update(attempts=MAX_ATTEMPTS)
        open_incident(kind=UNDELIVERED, subject=f"event:{event.pk}", data={"event": event.name})
    return event


def retry(client: Client) -> int:
    return client.post(reverse("backoffice:retry", args=[Incident.objects.get().pk])).status_code


def test_the_owner_sees_it_and_has_it_tried_again(alice: Client, undelivered: OutboxEvent) -> None:
    page = alice.get(reverse("backoffice:exceptions")).content.decode()
    assert "vase.dusted" in page
    assert "Try again" in page

    retry(alice)

    undelivered.refresh_from_db()
    assert undelivered.attempts == 0
    assert Incident.objects.get().resolved_at is not None
    assert (
        AuditEntry.objects.filter(action="incident.retried", subject=f"event:{undelivered.pk}").count() == 1
    )


def test_a_second_time_it_is_settled_already(alice: Client, undelivered: OutboxEvent) -> None:
    retry(alice)
    OutboxEvent.objects.filter(pk=undelivered.pk).update(attempts=3)

    retry(alice)

    undelivered.refresh_from_db()
    assert undelivered.attempts == 3


def test_the_manager_of_one_shop_cannot(charlie: Client, undelivered: OutboxEvent) -> None:
    assert retry(charlie) in {403, 404}

    undelivered.refresh_from_db()
    assert undelivered.attempts == MAX_ATTEMPTS


def test_another_kind_of_incident_cannot_be_tried_again(alice: Client, shop: Shop) -> None:
    with transaction.atomic():
        open_incident(kind="drift", subject="stock:1")

    retry(alice)

    assert Incident.objects.get().resolved_at is None
