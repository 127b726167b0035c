"""Auditors see stock in the admin and can change nothing there."""

import pytest
from django.apps import apps

from apps.stock.services.allocation import allocate
from apps.stock.services.holds import hold
from apps.stock.services.transfers import draft_transfer
from tests.factories.accounts import StaffFactory
from tests.factories.stock import NOON, demand, stock, take

PAGES = ("stocklevel", "stockmovement", "allocation", "hold", "transfer")


@pytest.fixture
def auditor(client, web, vase, altopascio, lucca):
    stock(vase, altopascio, 10)
    allocate(takes=[take(vase, altopascio, 3)], source_kind="order", at=NOON)
    hold(demands=[demand(vase, 2)], channel=web, holder="basket:bob", at=NOON)
    draft_transfer(
        origin_id=altopascio.pk, destination_id=lucca.pk, quantities={vase.pk: 1}, actor=None, at=NOON
    )
    client.force_login(StaffFactory(is_superuser=True))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_lists_and_details_are_shown(auditor, page):
    shown = auditor.get(f"/admin/stock/{page}/", {"q": "x"})
    assert shown.status_code == 200

    rows = auditor.get(f"/admin/stock/{page}/").context["cl"].result_list
    assert auditor.get(f"/admin/stock/{page}/{rows[0].pk}/change/").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nothing_can_be_added_changed_or_deleted(auditor, page):
    model = apps.get_model("stock", page)
    before = list(model.objects.values())

    for path in ("add/", f"{before[0]['id']}/change/", f"{before[0]['id']}/delete/"):
        assert auditor.post(f"/admin/stock/{page}/{path}", {"post": "yes"}).status_code == 403

    assert list(model.objects.values()) == before
