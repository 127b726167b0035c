"""One incident stays open per kind and subject, however often it recurs."""

import pytest
from django.db import transaction

from apps.core.incidents import Finding, open_incident, open_incidents, resolve_all, resolve_incidents
from apps.core.models import Incident
from tests.racing import race

pytestmark = pytest.mark.django_db


def open_one(**data):
    open_incident(kind="vase-broken", subject="vase:1", location_id=7, data=data)


def test_it_says_what_and_where():
    open_one(pieces=3)

    incident = Incident.objects.get()
    assert (incident.location_id, incident.data, incident.occurrences) == (7, {"pieces": 3}, 1)
    assert incident.resolved_at is None


def test_again_is_counted_and_the_figures_are_the_latest():
    open_one(pieces=3)
    open_one(pieces=5)
    open_one()

    incident = Incident.objects.get()
    assert (incident.occurrences, incident.data) == (3, {"pieces": 5})
    assert incident.seen_at > incident.opened_at


def test_once_resolved_it_can_happen_anew():
    open_one()

    assert resolve_incidents(kind="vase-broken", subject="vase:1", by="Alice", resolution="Glued") == 1
    assert resolve_incidents(kind="vase-broken", subject="vase:1", by="Alice", resolution="Glued") == 0
    open_one()

    first, second = Incident.objects.order_by("pk")
    assert (first.resolved_by, first.resolution) == ("Alice", "Glued")
    assert (second.resolved_at, second.occurrences) == (None, 1)


def test_many_at_once_take_one_statement(django_assert_num_queries):
    open_one(pieces=3)
    findings = [Finding(f"vase:{number}", data={"pieces": number}) for number in range(20)]

    with django_assert_num_queries(1):
        open_incidents(kind="vase-broken", findings=findings)

    assert Incident.objects.count() == 20
    assert Incident.objects.get(subject="vase:1").occurrences == 2
    assert resolve_all(kind="vase-broken", subjects=["vase:1", "vase:2", "x"], by="Bob", resolution="") == 2


def test_nothing_found_is_nothing_done(django_assert_num_queries):
    with django_assert_num_queries(0):
        open_incidents(kind="vase-broken", findings=[])


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_many_who_notice_at_once_open_one():
    def notice():
        with transaction.atomic():
            open_one()

    assert race([notice] * 8) == [None] * 8
    assert Incident.objects.get().occurrences == 8
