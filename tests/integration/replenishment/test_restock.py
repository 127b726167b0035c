"""Getting what is low in one click."""

import pytest

from apps.purchasing.models import PurchaseOrder
from apps.purchasing.services.restocking import NothingLow, order_low, send_to_low
from apps.stock.models import LowStockRule, Transfer
from tests.factories.purchasing import NOON
from tests.factories.stock import stock


@pytest.fixture
def low(conti, vase, lucca):
    """Vases are low in Lucca: two are left, of which five should always be there."""
    LowStockRule.objects.create(threshold=5)
    stock(vase, lucca, 2)
    return {"keys": [(vase.pk, lucca.pk)], "actor": None, "at": NOON}


def test_what_is_low_is_ordered_up_to_twice_the_threshold(low, vase):
    (order,) = order_low(**low).orders
    assert order.lines.get(product=vase).quantity == 12, "eight, in packs of six"


def test_what_is_low_is_sent_from_the_nearest_that_keeps_enough(low, vase, lucca, como, altopascio):
    stock(vase, como, 100)
    stock(vase, altopascio, 18)
    sent = send_to_low(origin_ids=[como.pk, altopascio.pk], **low)
    (transfer,) = sent.transfers
    assert (transfer.origin, transfer.destination) == (altopascio, lucca)
    assert transfer.lines.get().quantity == 8


def test_where_nobody_has_enough_nothing_is_sent(low, vase, como):
    stock(vase, como, 17)
    sent = send_to_low(origin_ids=[como.pk], **low)
    assert (sent.transfers, sent.nowhere_over) == ([], [vase.pk])


def test_sending_twice_sends_once(low, vase, como):
    stock(vase, como, 100)
    send_to_low(origin_ids=[como.pk], **low)
    with pytest.raises(NothingLow):
        send_to_low(origin_ids=[como.pk], **low)
    assert Transfer.objects.count() == 1


def test_what_is_not_low_any_more_is_refused(low, vase, lucca):
    stock(vase, lucca, 10)
    with pytest.raises(NothingLow):
        order_low(**low)
    assert not PurchaseOrder.objects.exists()
