"""Ledgers refuse changes in two places: the model and, for whoever gets past it, the database."""

import pytest
from django.apps import apps
from django.db import connection

from apps.core.append_only import AppendOnlyModel, AppendOnlyQuerySet, LedgerRewrite

LEDGERS = [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
FIRST = {"StockMovement", "PaymentEntry", "OrderEntry", "AuditEntry"}


def test_the_ledgers_of_the_design_are_ledgers():
    assert {model.__name__ for model in LEDGERS} >= FIRST


@pytest.mark.parametrize("model", LEDGERS, ids=lambda model: model.__name__)
def test_the_model_refuses(model):
    written = model()
    written._state.adding = False

    assert isinstance(model._default_manager.all(), AppendOnlyQuerySet)
    for rewrite in (written.save, written.delete, model.objects.all().update, model.objects.all().delete):
        with pytest.raises(LedgerRewrite):
            rewrite()


@pytest.mark.django_db
@pytest.mark.parametrize("model", LEDGERS, ids=lambda model: model.__name__)
def test_the_database_refuses_each_row_update_and_delete(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE tgrelid = %s::regclass AND proname = 'core_refuse_change' AND tgenabled = 'O'",
            [model._meta.db_table],
        )
        [(kind,)] = cursor.fetchall()

    row, before, delete, update = 1, 2, 8, 16
    assert kind & (row | before | delete | update) == row | before | delete | update
