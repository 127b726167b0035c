"""Goods are confirmed by their code, the wrong ones are refused, what isn't there is said."""

import pytest

from apps.accounts.models import User
from apps.catalog.models import Barcode, Product
from apps.channels.models import Channel, Location
from apps.core.models import Incident
from apps.fulfilment.lifecycle import WrongState
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.picking import (
    AlreadyPicked,
    BeingPicked,
    MoreThanMissing,
    NotAllPicked,
    UnknownCode,
    WrongProduct,
    confirm_pick,
    mark_ready,
    report_missing,
    start_picking,
    undo_pick,
)
from tests.factories.accounts import staff
from tests.factories.catalog import ProductFactory
from tests.factories.fulfilment import picked, planned
from tests.factories.orders import collected, placed
from tests.factories.pricing import NOON
from tests.factories.stock import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(web: Channel, mug: Product, lucca: Location) -> Fulfilment:
    [fulfilment] = planned(placed(web, collected(mug, lucca, 2)))
    return fulfilment


def scan(collection: Fulfilment, code: str, bob: User, quantity: int = 1) -> int:
    line = confirm_pick(fulfilment_id=collection.pk, code=code, actor=bob, at=NOON, quantity=quantity)
    return line.picked


def units(collection: Fulfilment) -> int:
    return collection.lines.get().picked


def test_each_scan_counts_one(collection: Fulfilment, bob: User) -> None:
    assert [scan(collection, "MUG", bob), scan(collection, "mug", bob)] == [1, 2]


def test_a_barcode_counts_like_the_sku(collection: Fulfilment, mug: Product, bob: User) -> None:
    Barcode.objects.create(product=mug, gtin="08001234567897".rjust(14, "0"))
    assert scan(collection, "8001234567897", bob) == 1


def test_the_first_scan_begins_the_picking(collection: Fulfilment, bob: User) -> None:
    scan(collection, "MUG", bob)
    collection.refresh_from_db()
    assert (collection.state, collection.assigned_to) == ("picking", bob)


def test_an_unknown_code_is_refused(collection: Fulfilment, bob: User) -> None:
    with pytest.raises(UnknownCode, match="Nothing is known under 4711"):
        scan(collection, "4711", bob)
    assert Fulfilment.objects.get().state == "to-pick"


def test_a_product_of_another_order_is_refused(collection: Fulfilment, bob: User) -> None:
    ProductFactory(title="Clock", sku="CLOCK")
    with pytest.raises(WrongProduct, match="Clock doesn't belong to this order"):
        scan(collection, "CLOCK", bob)
    assert Fulfilment.objects.get().state == "to-pick"


@pytest.mark.parametrize("quantity", [3, 0, -1])
def test_more_than_ordered_is_refused(collection: Fulfilment, bob: User, quantity: int) -> None:
    with pytest.raises(AlreadyPicked, match="All 2 of Mug"):
        scan(collection, "MUG", bob, quantity)
    assert units(collection) == 0


def test_a_scan_too_many_is_taken_back(collection: Fulfilment, bob: User) -> None:
    scan(collection, "MUG", bob, 2)
    for left in [1, 0, 0]:
        line = undo_pick(fulfilment_id=collection.pk, line_id=collection.lines.get().pk, at=NOON)
        assert line.picked == left


def test_somebody_elses_picking_is_left_alone_unless_taken_over(collection: Fulfilment, bob: User) -> None:
    charlie = staff("fulfilment", first_name="Charlie")
    start_picking(fulfilment_id=collection.pk, actor=bob, at=NOON)
    start_picking(fulfilment_id=collection.pk, actor=bob, at=NOON)
    with pytest.raises(BeingPicked, match="Bob is picking this already"):
        start_picking(fulfilment_id=collection.pk, actor=charlie, at=NOON)
    assert Fulfilment.objects.get().assigned_to == bob
    start_picking(fulfilment_id=collection.pk, actor=charlie, at=NOON, take_over=True)
    assert Fulfilment.objects.get().assigned_to == charlie


def test_what_is_not_on_the_shelf_becomes_an_incident_and_stays_promised(
    collection: Fulfilment, mug: Product, lucca: Location, bob: User
) -> None:
    scan(collection, "MUG", bob)
    line = collection.lines.get()
    report_missing(fulfilment_id=collection.pk, line_id=line.pk, actor=bob, at=NOON)
    incident = Incident.objects.get(kind="pick-missing")
    assert (incident.location_id, incident.data["sku"], incident.data["missing"]) == (lucca.pk, "MUG", 1)
    assert figures(mug, lucca) == (5, 2, 0)
    event = collection.order.events.get(kind="pick-missing")
    assert not event.is_public


def test_goods_found_after_all_close_the_incident(collection: Fulfilment, bob: User) -> None:
    line = collection.lines.get()
    report_missing(fulfilment_id=collection.pk, line_id=line.pk, actor=bob, at=NOON)
    scan(collection, "MUG", bob, 2)
    assert Incident.objects.get().resolved_at is not None


@pytest.mark.parametrize("quantity", [0, 3])
def test_more_missing_than_left_is_refused(collection: Fulfilment, bob: User, quantity: int) -> None:
    line = collection.lines.get()
    with pytest.raises(MoreThanMissing, match="Only 2 of Mug are left"):
        report_missing(fulfilment_id=collection.pk, line_id=line.pk, actor=bob, at=NOON, quantity=quantity)
    assert not Incident.objects.exists()


def test_an_incomplete_collection_is_not_ready(collection: Fulfilment, bob: User) -> None:
    scan(collection, "MUG", bob)
    with pytest.raises(NotAllPicked, match="1 items are not picked yet"):
        mark_ready(fulfilment_id=collection.pk, actor=bob, at=NOON)
    assert Fulfilment.objects.get().state == "picking"


def test_a_complete_collection_waits_under_a_code(collection: Fulfilment, lucca: Location, bob: User) -> None:
    picked(collection, bob)
    waiting = mark_ready(fulfilment_id=collection.pk, actor=bob, at=NOON)
    assert (waiting.state, waiting.ready_at) == ("ready", NOON)
    assert len(waiting.pickup_code) == 7
    assert waiting.keep_until is not None
    assert waiting.keep_until.isoformat() == "2026-11-28T23:59:59+01:00"
    assert collection.order.events.filter(kind="fulfilment-ready", is_public=True).count() == 1


def test_what_is_ready_is_not_picked_again(collection: Fulfilment, bob: User) -> None:
    picked(collection, bob)
    mark_ready(fulfilment_id=collection.pk, actor=bob, at=NOON)
    with pytest.raises(WrongState, match="in state “Ready”"):
        scan(collection, "MUG", bob)
    assert units(collection) == 2
