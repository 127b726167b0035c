"""What of a transfer arrives: in parts, broken, not at all, or more than was sent."""

import pytest

from apps.core.models import Incident
from apps.core.reconciliation import find_drifts
from apps.stock.models import StockLevel, StockMovement, Transfer, TransferReceipt
from apps.stock.selectors import in_transit
from apps.stock.services.checks import ReasonRequired, WrongQuantity
from apps.stock.services.receiving import MoreLostThanOpen, NothingArrived, NotOnTransfer, receive_transfer
from apps.stock.services.transfers import (
    WrongTransferState,
    cancel_transfer,
    dispatch_transfer,
    draft_transfer,
)
from apps.stock.types import Arrival
from tests.factories.stock import NOON, figures, stock

State = Transfer.State


@pytest.fixture
def sent(vase, altopascio, lucca):
    """Three vases of five, on their way from the warehouse to Lucca."""
    stock(vase, altopascio, 5)
    transfer = draft_transfer(
        origin_id=altopascio.pk, destination_id=lucca.pk, quantities={vase.pk: 3}, actor=None, at=NOON
    )
    return dispatch_transfer(transfer_id=transfer.pk, actor=None, at=NOON)


def receive(transfer, product, key="1", **arrival):
    arrivals = {product.pk: Arrival(**arrival)}
    return receive_transfer(transfer_id=transfer.pk, arrivals=arrivals, key=key, actor=None, at=NOON)


def lying(location):
    """Return what lies there: sellable, in quarantine, on its way there."""
    level = StockLevel.objects.get(location=location)
    return level.on_hand, level.quarantined, level.in_transit


def test_in_parts_until_nothing_is_on_its_way(sent, vase, lucca):
    assert receive(sent, vase, good=2).state == State.PARTLY_RECEIVED
    assert lying(lucca) == (2, 0, 1)
    assert [goods.quantity for goods in in_transit(product_ids=[vase.pk])[vase.pk]] == [1]

    done = receive(sent, vase, key="2", good=1)

    assert (done.state, done.received_at) == (State.RECEIVED, NOON)
    assert lying(lucca) == (3, 0, 0)
    assert not list(find_drifts())


def test_the_same_receipt_twice_is_one(sent, vase, lucca):
    receive(sent, vase, good=2)

    assert receive(sent, vase, good=2).state == State.PARTLY_RECEIVED

    assert lying(lucca) == (2, 0, 1)
    assert TransferReceipt.objects.count() == 1


def test_what_broke_goes_into_quarantine_for_a_reason(sent, vase, lucca):
    receive(sent, vase, good=2, damaged=1, reason="Wet box")

    assert lying(lucca) == (2, 1, 0)
    broken = StockMovement.objects.get(state="quarantine")
    assert (broken.kind, broken.quantity, broken.reason) == ("state-in", 1, "Wet box")
    assert sent.lines.get().received == 3
    assert not list(find_drifts())


def test_what_was_lost_is_written_off_for_a_reason(sent, vase, lucca):
    assert receive(sent, vase, good=2, lost=1, reason="Not on the van").state == State.RECEIVED

    assert lying(lucca) == (2, 0, 0)
    lost = StockMovement.objects.get(kind="write-off")
    assert (lost.state, lost.quantity, lost.reason) == ("in-transit", -1, "Not on the van")
    line = sent.lines.get()
    assert (line.received, line.lost, line.discrepancy_reason) == (2, 1, "Not on the van")
    assert not list(find_drifts())


def test_where_more_arrived_the_origin_had_sent_more(sent, vase, altopascio, lucca):
    assert receive(sent, vase, good=4, reason="Miscounted").state == State.RECEIVED

    assert (figures(vase, altopascio), lying(lucca)) == ((1, 0, 0), (4, 0, 0))
    assert StockMovement.objects.filter(kind="transfer-out", reason="Miscounted").get().quantity == -1
    assert not list(find_drifts())


def test_more_than_the_origin_had_by_the_book_is_a_fact_that_it_hears_of(sent, vase, altopascio, lucca):
    receive(sent, vase, good=6, reason="Miscounted")

    assert figures(vase, altopascio) == (-1, 0, 0)
    assert Incident.objects.get(kind="stock-below-zero").location_id == altopascio.pk
    assert not list(find_drifts())


def test_the_rest_of_a_part_can_be_called_off(sent, vase, altopascio, lucca):
    receive(sent, vase, good=1)

    cancel_transfer(transfer_id=sent.pk, actor=None, at=NOON)

    assert (figures(vase, altopascio), lying(lucca)) == ((4, 0, 0), (1, 0, 0))
    line = sent.lines.get()
    assert (line.received, line.returned, line.open_quantity) == (1, 2, 0)
    assert not list(find_drifts())


@pytest.mark.parametrize(
    ("arrival", "refusal"),
    [
        ({"good": 2, "lost": 1}, ReasonRequired),
        ({"good": 2, "damaged": 1}, ReasonRequired),
        ({"good": 4}, ReasonRequired),
        ({"good": 2, "lost": 2, "reason": "Gone"}, MoreLostThanOpen),
        ({"lost": 4, "reason": "Gone"}, MoreLostThanOpen),
        ({"good": -1}, WrongQuantity),
        ({"good": 2, "damaged": -1, "reason": "Odd"}, WrongQuantity),
        ({"good": 1_000_001, "reason": "Many"}, WrongQuantity),
        ({}, NothingArrived),
    ],
)
def test_what_makes_no_sense_changes_nothing(sent, vase, lucca, arrival, refusal):
    with pytest.raises(refusal):
        receive(sent, vase, **arrival)

    assert lying(lucca) == (0, 0, 3)
    assert Transfer.objects.get().state == State.DISPATCHED
    assert not TransferReceipt.objects.exists()


def test_what_is_not_on_the_transfer_is_refused(sent, cup, lucca):
    with pytest.raises(NotOnTransfer):
        receive(sent, cup, good=1)

    assert lying(lucca) == (0, 0, 3)


def test_after_the_end_nothing_arrives(sent, vase, lucca):
    receive(sent, vase, good=3)

    with pytest.raises(WrongTransferState):
        receive(sent, vase, key="2", good=1, reason="One more")

    assert lying(lucca) == (3, 0, 0)
