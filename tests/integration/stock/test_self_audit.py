"""The audit that runs by itself: its runs are kept, a counter that differs has one incident until it agrees."""

import pytest

from apps.accounts.models import User
from apps.core import self_audit
from apps.core.models import AuditRun, Incident, OutboxEvent
from apps.core.tasks import audit_as_requested, audit_cheaply, audit_ledgers
from apps.stock.models import StockLevel
from apps.stock.services.allocation import allocate
from tests.factories.stock import NOON, figures, stock, take


@pytest.fixture
def busy(vase, cup, altopascio):
    for product in (vase, cup):
        stock(product, altopascio, 10)
        allocate(takes=[take(product, altopascio, 3)], source_kind=f"order-{product.pk}", at=NOON)


def drifting():
    return {each.subject: each.data for each in Incident.objects.filter(kind="drift", resolved_at=None)}


def test_a_clean_shop_has_a_run_and_no_incident(busy):
    audit_ledgers()

    run = AuditRun.objects.get()
    assert (run.is_full, run.found, run.requested_by) == (True, 0, "")
    assert run.finished_at
    assert all(result["found"] == 0 and result["seconds"] >= 0 for result in run.results)
    assert drifting() == {}


def test_it_tells_of_a_counter_with_its_rows_and_repairs_nothing(busy, vase, altopascio):
    StockLevel.objects.filter(product=vase).update(on_hand=99)

    audit_ledgers()
    audit_ledgers()

    rows = [[f"stock:{vase.pk}:{altopascio.pk}", 99, 10]]
    check = "apps.stock.reconciliation.levels"
    assert drifting() == {"stock.on-hand": {"total": 1, "check": check, "rows": rows}}
    assert Incident.objects.get(kind="drift").occurrences == 2
    assert figures(vase, altopascio)[0] == 99


def test_of_many_rows_some_are_kept_and_all_are_counted(busy, monkeypatch):
    monkeypatch.setattr(self_audit, "MOST_ROWS", 1)
    StockLevel.objects.update(on_hand=99)

    audit_ledgers()

    data = drifting()["stock.on-hand"]
    assert (data["total"], len(data["rows"])) == (2, 1)


def test_it_closes_when_the_counter_agrees_again(busy):
    StockLevel.objects.update(allocated=9)
    audit_cheaply()
    assert set(drifting()) == {"stock.allocated"}

    StockLevel.objects.update(allocated=3)
    audit_cheaply()

    assert drifting() == {}


def test_the_hourly_one_leaves_alone_what_it_does_not_compare(busy):
    StockLevel.objects.update(on_hand=99)
    audit_ledgers()

    audit_cheaply()

    assert set(drifting()) == {"stock.on-hand"}
    assert AuditRun.objects.filter(is_full=False).get().found == 0


def test_asked_for_by_hand_it_runs_once(busy, db):
    alice = User.objects.create_user("alice@example.com", first_name="Alice")
    run = self_audit.request_audit(actor=alice)
    assert self_audit.request_audit(actor=alice) == run

    event = {"payload": OutboxEvent.objects.get(name="audit.requested").payload}
    audit_as_requested(event=event)
    finished = AuditRun.objects.get().finished_at
    audit_as_requested(event=event)

    assert AuditRun.objects.get().finished_at == finished
    assert AuditRun.objects.get().requested_by == str(alice)


def test_old_runs_are_forgotten(busy, monkeypatch):
    monkeypatch.setattr(self_audit, "KEPT_RUNS", 2)
    for _turn in range(4):
        audit_cheaply()

    assert AuditRun.objects.count() == 2
