"""A location keeps some units back, and says from when on it runs low."""

import pytest

from apps.core.models import AuditEntry, OutboxEvent
from apps.stock.models import StockLevel
from apps.stock.selectors import available_quantity
from apps.stock.services.checks import NotStocked, UnknownLocation, WrongQuantity
from apps.stock.services.limits import set_limits
from tests.factories.stock import NOON, level, stock


def limit(vase, lucca, **facts):
    given = {"product_id": vase.pk, "location_id": lucca.pk, "safety_stock": 2, "low_stock_threshold": 5}
    set_limits(actor=None, **{**given, **facts})


def test_what_is_kept_back_is_not_available(web, vase, lucca):
    stock(vase, lucca, 5)
    OutboxEvent.objects.all().delete()

    limit(vase, lucca)

    assert available_quantity(channel=web, product_ids=[vase.pk], at=NOON) == {vase.pk: 3}
    assert level(vase, lucca).low_stock_threshold == 5
    assert OutboxEvent.objects.get().name == "stock.changed"
    assert AuditEntry.objects.get().action == "stock.limited"


def test_limits_can_come_before_the_goods(vase, lucca):
    limit(vase, lucca, low_stock_threshold=None)

    assert (level(vase, lucca).on_hand, level(vase, lucca).safety_stock) == (0, 2)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"safety_stock": -1}, WrongQuantity),
        ({"low_stock_threshold": 1_000_001}, WrongQuantity),
        ({"product_id": 0}, NotStocked),
        ({"location_id": 0}, UnknownLocation),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(vase, lucca, facts, refusal):
    with pytest.raises(refusal):
        limit(vase, lucca, **facts)

    assert not StockLevel.objects.exists()
    assert not AuditEntry.objects.exists()
