"""Goods go from one location to another: dispatched, on the way, received."""

from datetime import timedelta

import pytest

from apps.core.models import AuditEntry
from apps.core.reconciliation import find_drifts
from apps.stock.models import StockLevel, Transfer
from apps.stock.selectors import in_transit
from apps.stock.services import transfers
from apps.stock.services.allocation import allocate
from apps.stock.services.checks import NotStocked, ReasonRequired, UnknownLocation, WrongQuantity
from apps.stock.services.holds import hold
from apps.stock.services.receiving import receive_transfer
from apps.stock.services.transfers import (
    NothingToTransfer,
    OutOfStock,
    SameLocation,
    UnknownTransfer,
    WrongTransferState,
)
from apps.stock.types import Arrival
from tests.factories.channels import ChannelFactory
from tests.factories.stock import NOON, demand, figures, stock, take

State = Transfer.State


@pytest.fixture
def draft(vase, altopascio, lucca):
    stock(vase, altopascio, 5)
    return transfers.draft_transfer(
        origin_id=altopascio.pk, destination_id=lucca.pk, quantities={vase.pk: 3}, actor=None, at=NOON
    )


def dispatch(transfer, at=NOON):
    return transfers.dispatch_transfer(transfer_id=transfer.pk, actor=None, at=at)


def receive(transfer, product, units):
    arrivals = {product.pk: Arrival(good=units)}
    return receive_transfer(transfer_id=transfer.pk, arrivals=arrivals, key="1", actor=None, at=NOON)


def cancel(transfer, **facts):
    return transfers.cancel_transfer(transfer_id=transfer.pk, actor=None, at=NOON, **facts)


def on_the_way(location):
    return StockLevel.objects.get(location=location).in_transit


def test_a_draft_moves_nothing(draft, vase, altopascio):
    assert draft.state == State.DRAFT
    assert figures(vase, altopascio) == (5, 0, 0)
    assert in_transit(product_ids=[vase.pk]) == {vase.pk: []}


def test_dispatched_goods_are_on_their_way(draft, vase, altopascio, lucca):
    dispatch(draft)

    assert figures(vase, altopascio) == (2, 0, 0)
    assert figures(vase, lucca) == (0, 0, 0)
    assert on_the_way(lucca) == 3
    [goods] = in_transit(product_ids=[vase.pk], destination_id=lucca.pk)[vase.pk]
    assert (goods.quantity, goods.origin_id, goods.code) == (3, altopascio.pk, draft.code)


def test_received_goods_are_on_hand(draft, vase, lucca):
    dispatch(draft)

    assert receive(draft, vase, 3).state == State.RECEIVED

    assert figures(vase, lucca) == (3, 0, 0)
    assert in_transit(product_ids=[vase.pk]) == {vase.pk: []}
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "transfer.drafted",
        "transfer.dispatched",
        "transfer.received",
    ]
    assert not list(find_drifts())


def test_sending_twice_sends_once(draft, vase, altopascio, lucca):
    dispatch(draft)
    dispatch(draft)

    assert figures(vase, altopascio) == (2, 0, 0)
    assert on_the_way(lucca) == 3


def test_called_off_on_the_way_the_goods_come_back(draft, vase, altopascio, lucca):
    dispatch(draft)

    assert cancel(draft).state == State.CANCELLED

    assert figures(vase, altopascio) == (5, 0, 0)
    assert on_the_way(lucca) == 0
    assert draft.lines.get().returned == 3
    assert not list(find_drifts())


def test_called_off_and_lost_the_goods_are_written_off_for_a_reason(draft, altopascio, vase, lucca):
    dispatch(draft)

    with pytest.raises(ReasonRequired):
        cancel(draft, goods="lost")
    assert (Transfer.objects.get().state, on_the_way(lucca)) == (State.DISPATCHED, 3)

    assert cancel(draft, goods="lost", reason="The van burnt out").state == State.CANCELLED

    line = draft.lines.get()
    assert (line.lost, line.discrepancy_reason) == (3, "The van burnt out")
    assert (figures(vase, altopascio), on_the_way(lucca)) == ((2, 0, 0), 0)
    assert not list(find_drifts())


def test_what_has_arrived_cannot_be_called_off(draft, vase):
    dispatch(draft)
    receive(draft, vase, 3)

    with pytest.raises(WrongTransferState) as refusal:
        cancel(draft)

    assert draft.code in str(refusal.value)


def test_a_draft_called_off_moves_nothing(draft, vase, altopascio):
    cancel(draft)

    assert figures(vase, altopascio) == (5, 0, 0)
    with pytest.raises(WrongTransferState):
        dispatch(draft)


def test_promised_goods_stay_where_they_are(draft, vase, altopascio):
    allocate(takes=[take(vase, altopascio, 3)], source_kind="order", at=NOON)

    with pytest.raises(OutOfStock) as refusal:
        dispatch(draft)

    assert (refusal.value.wanted, refusal.value.available) == (3, 2)
    assert figures(vase, altopascio) == (5, 3, 0)
    assert Transfer.objects.get().state == State.DRAFT


def test_what_a_shopper_has_on_hold_stays_until_it_expires(draft, vase, altopascio):
    web = ChannelFactory(sells_from=[altopascio], hold_minutes=20)
    hold(demands=[demand(vase, 3)], channel=web, holder="basket:alice", at=NOON)

    with pytest.raises(OutOfStock) as refusal:
        dispatch(draft)
    assert (refusal.value.wanted, refusal.value.available) == (3, 2)
    assert figures(vase, altopascio) == (5, 0, 3)

    dispatch(draft, at=NOON + timedelta(minutes=20))
    assert figures(vase, altopascio) == (2, 0, 0)


def test_safety_stock_may_be_moved(draft, vase, altopascio):
    stock(vase, altopascio, 1, safety_stock=6)

    dispatch(draft)

    assert figures(vase, altopascio) == (3, 0, 0)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"quantities": {}}, NothingToTransfer),
        ({"quantities": {0: 1}}, NotStocked),
        ({"destination_id": 0}, UnknownLocation),
    ],
)
def test_a_nonsensical_draft_is_refused(vase, altopascio, lucca, facts, refusal):
    given = {"origin_id": altopascio.pk, "destination_id": lucca.pk, "quantities": {vase.pk: 1}, **facts}

    with pytest.raises(refusal):
        transfers.draft_transfer(actor=None, at=NOON, **given)

    assert not Transfer.objects.exists()


@pytest.mark.parametrize("quantity", [0, -1, 1_000_001])
def test_a_nonsensical_quantity_is_refused(vase, altopascio, lucca, quantity):
    with pytest.raises(WrongQuantity):
        transfers.draft_transfer(
            origin_id=altopascio.pk,
            destination_id=lucca.pk,
            quantities={vase.pk: quantity},
            actor=None,
            at=NOON,
        )
    assert not Transfer.objects.exists()


def test_goods_are_not_sent_to_where_they_are(vase, lucca):
    with pytest.raises(SameLocation):
        transfers.draft_transfer(
            origin_id=lucca.pk, destination_id=lucca.pk, quantities={vase.pk: 1}, actor=None, at=NOON
        )


def test_an_unknown_transfer_is_refused(db):
    with pytest.raises(UnknownTransfer):
        dispatch(Transfer(pk=0))
