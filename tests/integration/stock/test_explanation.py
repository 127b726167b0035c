"""Why is it three, and why can't I sell it?"""

from datetime import timedelta

from apps.stock.explanation import explain_level
from apps.stock.selectors import movements_of
from apps.stock.services.allocation import allocate
from apps.stock.services.holds import hold
from apps.stock.services.movements import record_movements
from apps.stock.services.transfers import dispatch_transfer, draft_transfer
from tests.factories.stock import NOON, demand, level, movement, sell, stock, take

DAY = timedelta(days=1)


def test_every_figure_is_accounted_for(web, vase, altopascio):
    stock(vase, altopascio, 10, safety_stock=1)
    sell(vase, altopascio, 2)
    allocate(takes=[take(vase, altopascio, 3, line="17")], source_kind="order", at=NOON)
    hold(demands=[demand(vase, 1)], channel=web, holder="basket:alice", at=NOON)
    until = hold(demands=[demand(vase, 2)], channel=web, holder="basket:bob", at=NOON + DAY)

    why = explain_level(product_id=vase.pk, location_id=altopascio.pk, at=NOON + DAY)

    assert (why.on_hand, why.movements) == (8, {"receipt": 10, "sale": -2})
    assert [(claim.claimant, claim.quantity) for claim in why.allocations] == [("order:17", 3)]
    assert [(claim.claimant, claim.quantity, claim.until) for claim in why.holds] == [
        ("basket:bob", 2, until)
    ]
    assert (why.allocated, why.held, why.safety_stock, why.available) == (3, 2, 1, 2)
    assert why.available == level(vase, altopascio).available


def test_expired_holds_are_shown_apart(web, vase, altopascio):
    stock(vase, altopascio, 10)
    until = hold(demands=[demand(vase, 1)], channel=web, holder="basket:alice", at=NOON)

    why = explain_level(product_id=vase.pk, location_id=altopascio.pk, at=until)

    assert (why.held, why.available) == (0, 10)
    assert [claim.claimant for claim in why.expired_holds] == ["basket:alice"]


def test_goods_on_their_way_are_shown_where_they_go(vase, altopascio, lucca):
    stock(vase, altopascio, 10)
    transfer = draft_transfer(
        origin_id=altopascio.pk, destination_id=lucca.pk, quantities={vase.pk: 4}, actor=None, at=NOON
    )
    dispatch_transfer(transfer_id=transfer.pk, actor=None, at=NOON)

    there = explain_level(product_id=vase.pk, location_id=lucca.pk, at=NOON)
    here = explain_level(product_id=vase.pk, location_id=altopascio.pk, at=NOON)

    assert (there.on_hand, there.in_transit) == (0, 4)
    assert (here.on_hand, here.in_transit) == (6, 0)


def test_where_nothing_ever_was_everything_is_nought(vase, lucca):
    why = explain_level(product_id=vase.pk, location_id=lucca.pk, at=NOON)

    assert (why.on_hand, why.movements, why.available) == (0, {}, 0)


def test_movements_are_listed_newest_first(vase, lucca, como):
    record_movements(
        movements=[
            movement(vase, lucca, 1, at=NOON - DAY),
            movement(vase, lucca, 2, at=NOON),
            movement(vase, como, 3, at=NOON + DAY),
        ]
    )

    def quantities(**where):
        return [row.quantity for row in movements_of(product_id=vase.pk, **where)]

    assert quantities(location_id=lucca.pk) == [2, 1]
    assert quantities() == [3, 2, 1]
