"""The audit page: what was compared, what differs, and a repair that somebody stands by."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.core import clock
from apps.core.models import AuditEntry, AuditRun, Incident, OutboxEvent
from apps.core.self_audit import KIND
from apps.core.tasks import audit_ledgers
from apps.stock.models import StockLevel
from tests.factories.shop import Shop
from tests.factories.stock import figures


@pytest.fixture
def drifting(shop: Shop) -> Shop:
    """The mugs of Como are 99 by the counter and 10 by the ledger."""
    StockLevel.objects.filter(product=shop.mug, location=shop.como).update(on_hand=99)
    audit_ledgers()
    return shop


def page(client: Client) -> str:
    return client.get(reverse("backoffice:audit")).content.decode()


def repair(client: Client, shop: Shop, **typed: str) -> int:
    url = reverse("backoffice:audit-repair", args=[shop.mug.pk, shop.como.pk])
    return client.post(url, {"seen": "on_hand:10", "reason": "A crash"} | typed).status_code


def test_a_clean_audit_says_so(shop: Shop, alice: Client) -> None:
    assert "Nothing was compared yet" in page(alice)

    audit_ledgers()

    assert "Every counter agrees with its ledger" in page(alice)
    assert "Shop window" in page(alice)


def test_what_differs_is_named_with_its_figures(drifting: Shop, alice: Client) -> None:
    words = page(alice)

    assert "stock.on-hand" in words
    assert "Stock: On hand" in words
    assert "Half-dip mug · Como" in words
    assert reverse("backoffice:audit-repair", args=[drifting.mug.pk, drifting.como.pk]) in words
    assert reverse("backoffice:audit") in alice.get(reverse("backoffice:exceptions")).content.decode()


def test_rows_of_the_shop_window_are_named_too(drifting: Shop, alice: Client) -> None:
    rows = [[f"{drifting.web.code}:{drifting.mug.pk}", "1167.0000", "1136.5000"], ["none:7", "True", None]]
    now = clock.now()
    facts = {"kind": KIND, "subject": "assortment.available", "opened_at": now, "seen_at": now}
    Incident.objects.create(**facts, data={"total": 2, "rows": rows})

    words = page(alice)

    assert "Shop window: Available" in words
    assert "Half-dip mug · Web shop" in words
    assert "1,167<" in words
    assert "1,136.5<" in words
    assert "none:7" in words


def test_it_can_be_run_now(shop: Shop, alice: Client) -> None:
    assert alice.post(reverse("backoffice:audit-run")).status_code == 302

    assert OutboxEvent.objects.filter(name="audit.requested").count() == 1
    assert AuditRun.objects.get().finished_at is None
    assert "A comparison is running" in page(alice)


def test_who_looks_after_some_locations_does_not_see_all_of_them(drifting: Shop, charlie: Client) -> None:
    assert charlie.get(reverse("backoffice:audit")).status_code == 403
    assert charlie.post(reverse("backoffice:audit-run")).status_code == 403


def test_a_counter_is_set_to_its_ledger_for_a_reason(drifting: Shop, charlie: Client) -> None:
    preview = charlie.get(reverse("backoffice:audit-repair", args=[drifting.mug.pk, drifting.como.pk]))
    assert "99 → <b>10</b>" in preview.content.decode()

    assert repair(charlie, drifting) == 302

    assert figures(drifting.mug, drifting.como) == (10, 0, 0)
    entry = AuditEntry.objects.get(action="stock.rebuilt")
    assert entry.details == {"reason": "A crash", "counters": {"on_hand": [99, 10]}}
    audit_ledgers()
    assert AuditRun.objects.order_by("pk").last().found == 0


@pytest.mark.parametrize(
    "typed", [{"reason": ""}, {"reason": " "}, {"seen": "on_hand:11"}, {"seen": "x"}, {"seen": "on_hand:²"}]
)
def test_what_makes_no_sense_changes_nothing(drifting: Shop, charlie: Client, typed: dict[str, str]) -> None:
    assert repair(charlie, drifting, **typed) in {302, 422}

    assert figures(drifting.mug, drifting.como) == (99, 0, 0)
    assert not AuditEntry.objects.filter(action="stock.rebuilt").exists()


def test_not_at_other_locations(drifting: Shop, charlie: Client) -> None:
    url = reverse("backoffice:audit-repair", args=[drifting.mug.pk, drifting.lucca.pk])

    assert charlie.get(url).status_code == 404
