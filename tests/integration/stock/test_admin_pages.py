"""Auditors see stock in the admin and can change nothing there."""

import pytest
from django.apps import apps

from apps.stock.services.allocation import allocate
from apps.stock.services.holds import hold
from apps.stock.services.transfers import draft_transfer
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import bundle
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


def rule(auditor, kind, **typed):
    """Fill in a rule; return how many there are then."""
    model = apps.get_model("stock", kind)
    auditor.post(f"/admin/stock/{kind}/add/", {"quantity": "2", **typed})
    return model.objects.count()


@pytest.mark.parametrize("kind", ["channelreserve", "channelbuffer"])
def test_a_rule_is_kept_of_what_lies_somewhere_where_the_channel_sells(auditor, web, vase, como, lucca, kind):
    of_vase = {"channel": web.pk, "product": vase.pk}

    assert rule(auditor, kind, **of_vase, location=como.pk) == 0, "the web doesn't sell from Como"
    assert rule(auditor, kind, channel=web.pk, product=bundle((vase, 1)).pk, location=lucca.pk) == 0
    assert rule(auditor, kind, **of_vase, location=lucca.pk) == 1


def test_levels_lead_to_their_reasons(auditor, vase, altopascio):
    page = auditor.get("/admin/stock/stocklevel/").content.decode()

    assert f"/admin/catalogue/product/{vase.pk}/stock/?location={altopascio.pk}" in page
