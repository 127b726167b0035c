"""What is proposed: how much, from where, and why."""

from datetime import timedelta

import pytest

from apps.purchasing.models import ReplenishmentProposal as Proposal
from apps.purchasing.services.drafting import draft_orders
from apps.purchasing.types import Wanted
from apps.stock.services.transfers import dispatch_transfer, draft_transfer
from tests.factories.past_sales import sold_daily
from tests.factories.purchasing import NOON, SupplierFactory, sells, sent
from tests.factories.stock import stock


def only(**facts) -> Proposal:
    return Proposal.objects.get(**facts)


def test_what_runs_out_before_more_can_come_is_to_be_ordered(conti, vase, lucca, look):
    sold_daily(vase, lucca, 4, left=20)
    run = look()
    assert (run.products, run.proposals) == (1, 1)
    proposal = only()
    assert (proposal.product, proposal.location, proposal.supplier) == (vase, lucca, conti)
    assert (proposal.kind, proposal.state, proposal.position) == ("purchase", "open", 20)
    assert proposal.quantity % 6 == 0, "Conti sells packs of six"
    assert proposal.cover_days == pytest.approx(5, rel=0.1)


def test_the_numbers_add_up(conti, vase, lucca, look):
    sold_daily(vase, lucca, [2, 0, 6, 4] * 20, left=20)
    look()
    said = only().explanation
    assert said["rate"] == pytest.approx(3, rel=0.15)
    assert said["mean"] == pytest.approx(said["rate"] * 11, rel=0.01), "ten days and the night's review"
    assert said["reorder_point"] == pytest.approx(said["mean"] + said["safety_stock"], abs=0.1)
    assert said["order_up_to"] == pytest.approx(said["reorder_point"] + said["lot"], abs=1)
    assert said["wanted"] == said["order_up_to"] - said["position"]
    assert said["position"] == said["available"] + said["in_transit"] + said["scheduled"]
    assert said["position"] <= said["reorder_point"]
    assert said["terms"]["quantity"] - said["wanted"] in range(6)


def test_enough_is_not_proposed(conti, vase, bowl, lucca, look):
    sold_daily(vase, lucca, 4, left=200)
    stock(bowl, lucca, 1)
    assert look().proposals == 0


def test_what_is_ordered_counts_as_coming(conti, vase, lucca, look):
    sold_daily(vase, lucca, 4, left=20)
    sent(conti, lucca, {vase: 120})
    assert look().proposals == 0


def test_what_stands_on_a_draft_is_not_proposed_again(conti, vase, lucca, look):
    sold_daily(vase, lucca, 4, left=20)
    draft_orders(wanted=[Wanted(vase.pk, lucca.pk, 120)], actor=None, at=NOON)
    assert look().proposals == 0


def test_goods_on_their_way_count_and_are_gone_where_they_came_from(conti, vase, lucca, como, look):
    sold_daily(vase, lucca, 4, left=20)
    stock(vase, como, 300)
    quantities = {vase.pk: 120}
    places = {"origin_id": como.pk, "destination_id": lucca.pk}
    transfer = draft_transfer(quantities=quantities, actor=None, at=NOON, **places)
    assert look().proposals == 0
    dispatch_transfer(transfer_id=transfer.pk, actor=None, at=NOON)
    assert look().proposals == 0


def test_an_unpunctual_supplier_is_ordered_from_earlier(conti, vase, bowl, lucca, look):
    punctual = SupplierFactory(lead_days=10)
    sells(punctual, vase, "7.00", is_preferred=True)
    sold_daily(vase, lucca, 4, left=20)
    sold_daily(bowl, lucca, 4, left=20)
    from apps.purchasing.services.receiving import receive_order
    from apps.purchasing.types import Arrived

    for supplier, product, late in ((conti, bowl, 12), (punctual, vase, 0)):
        for time in range(4):
            order = sent(supplier, lucca, {product: 1})
            type(order).objects.filter(pk=order.pk).update(sent_at=NOON - timedelta(days=100))
            came = NOON - timedelta(days=90 - late * (time % 2))
            arrived = [Arrived(product.pk, 1)]
            receive_order(order_id=order.pk, arrived=arrived, key=f"{order.pk}", actor=None, at=came)
    look()
    unsure, sure = only(product=bowl).explanation, only(product=vase).explanation
    assert unsure["deliveries"] == sure["deliveries"] == 4
    assert unsure["lead_deviation"] > 2 * sure["lead_deviation"]
    assert unsure["safety_stock"] > sure["safety_stock"]


def test_what_nobody_sells_is_proposed_all_the_same(vase, lucca, look):
    sold_daily(vase, lucca, 4, left=5)
    look()
    assert (only().kind, only().supplier, only().explanation["terms"]) == ("purchase", None, None)


def test_a_run_for_one_location_leaves_the_others(conti, vase, lucca, como, look):
    sold_daily(vase, lucca, 4, left=20)
    sold_daily(vase, como, 4, left=20)
    look()
    before = only(location=como).pk
    assert look(locations=[lucca]).proposals == 1
    assert only(location=como).pk == before


def test_another_run_replaces_what_is_open(conti, vase, lucca, look):
    sold_daily(vase, lucca, 4, left=20)
    look()
    stock(vase, lucca, 10)
    look()
    assert only().position == 30
