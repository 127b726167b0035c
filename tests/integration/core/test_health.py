"""Whoever watches the installation learns whether it lives and what keeps it from working."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from apps.core import clock, health
from apps.core.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_a_living_process_says_so_without_touching_the_database(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_all_parts_well_means_ready(client: Client) -> None:
    Heartbeat.objects.create(name="worker", at=clock.now())

    answer = client.get("/readyz")

    assert answer.json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "broker": "ok",
        "worker": "ok",
    }


def test_a_worker_that_was_never_seen_is_told(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["worker"] == "no worker has been seen"


def test_a_worker_that_fell_silent_is_told(client: Client) -> None:
    Heartbeat.objects.create(name="worker", at=clock.now() - health.STALE - timedelta(seconds=1))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["worker"].startswith("silent for 61 seconds")


def test_a_missing_migration_is_told(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'infrastructure' AND name LIKE '0002%'")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["migrations"] == "1 migrations to apply; run manage.py migrate"


def test_a_broker_out_of_reach_is_told_and_nothing_else_suffers(client: Client, monkeypatch) -> None:
    from celery import current_app

    monkeypatch.setitem(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["broker"] == "unreachable"
    assert answer.json()["database"] == "ok"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
