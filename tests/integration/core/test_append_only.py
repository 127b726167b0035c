"""A ledger row is written once: the model refuses to change it, and so does the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from apps.core.append_only import LedgerRewrite
from apps.core.audit import record_act
from apps.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    record_act(actor=None, action="vase.broken", subject="vase:1")
    return AuditEntry.objects.get()


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(action="vase.mended"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["action"]),
    ],
    ids=["save", "delete", "update", "delete all", "bulk update"],
)
def test_the_model_refuses(entry, rewrite):
    entry.action = "vase.mended"

    with pytest.raises(LedgerRewrite), transaction.atomic():
        rewrite(entry)

    assert AuditEntry.objects.get().action == "vase.broken"


@pytest.mark.parametrize(
    "statement", ["UPDATE core_auditentry SET action = 'x'", "DELETE FROM core_auditentry"]
)
def test_the_database_refuses(entry, statement):
    with (
        pytest.raises(DatabaseError, match="is a ledger"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.get().action == "vase.broken"
