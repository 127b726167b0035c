"""Who did what is kept by key and by name, for people leave and facts stay."""

import pytest

from apps.core.audit import record_act
from apps.core.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_act_of_a_person():
    alice = UserFactory(first_name="Alice", last_name="Bianchi")

    record_act(actor=alice, action="order.cancelled", subject="order:17", details={"reason": "twice"})

    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_name) == (alice.pk, "Alice Bianchi")
    assert (entry.action, entry.subject, entry.details) == (
        "order.cancelled",
        "order:17",
        {"reason": "twice"},
    )


def test_a_person_without_a_name_is_known_by_their_address():
    record_act(actor=UserFactory(first_name="", email="bob@example.com"), action="x", subject="y")

    assert AuditEntry.objects.get().actor_name == "bob@example.com"


def test_an_act_of_the_system():
    record_act(actor=None, action="order.expired", subject="order:17")

    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_name) == (None, "system")
