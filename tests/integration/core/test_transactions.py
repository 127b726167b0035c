"""The three meanings of atomic."""

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.models import Heartbeat
from apps.core.transactions import TransactionRequired, after_commit, durable, savepoint, transaction_required

pytestmark = pytest.mark.django_db(transaction=True)


def beat(name):
    Heartbeat.objects.create(name=name, at=timezone.now())


def names():
    return set(Heartbeat.objects.values_list("name", flat=True))


def test_durable_work_is_committed_and_cannot_be_nested():
    with durable():
        beat("a")
        with pytest.raises(RuntimeError, match="durable"), durable():
            beat("b")

    assert names() == {"a"}


def test_a_savepoint_fails_by_itself():
    def stumble():
        with savepoint():
            beat("b")
            raise ValueError("no")

    with durable():
        beat("a")
        with pytest.raises(ValueError, match="no"):
            stumble()
        beat("c")

    assert names() == {"a", "c"}


def test_a_savepoint_needs_a_transaction():
    with pytest.raises(TransactionRequired), savepoint():
        pytest.fail("got in")


def test_a_ledger_function_refuses_to_stand_alone():
    @transaction_required
    def post():
        """Post."""
        return connection.in_atomic_block

    with pytest.raises(TransactionRequired, match="post must be called inside a transaction"):
        post()
    with durable():
        assert post()
    assert (post.__name__, post.__doc__) == ("post", "Post.")


def test_after_the_commit_and_only_then():
    done = []

    def stumble():
        with durable():
            after_commit(lambda: done.append("rolled back"))
            raise ValueError("no")

    with durable():
        after_commit(lambda: done.append("committed"))
        assert done == []
    with pytest.raises(ValueError, match="no"):
        stumble()

    assert done == ["committed"]
