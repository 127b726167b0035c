"""A bundle from the order to the parcel and back: its components are picked, sent, called off and brought back."""

from collections.abc import Callable

import pytest

from apps.accounts.models import User
from apps.catalog.models import BundleComponent, Product
from apps.channels.models import Channel, Location
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.selectors import ordered_units
from apps.fulfilment.services.picking import AlreadyPicked, confirm_pick, mark_ready
from apps.fulfilment.services.shipping import ship
from apps.orders.models import Order
from apps.orders.services.cancellation import cancel_order
from apps.orders.services.returning import returnable
from apps.orders.services.returns import take_back
from apps.orders.types import TakenBack
from tests.factories.fulfilment import planned
from tests.factories.orders import delivered, drifts, mug_at, placed
from tests.factories.pricing import NOON
from tests.factories.stock import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def breakfast(web: Channel, mug: Product, vase: Product) -> Product:
    made = mug_at("36.60", title="Breakfast for two", sku="BREAKFAST")
    for component, quantity in ((mug, 2), (vase, 1)):
        BundleComponent.objects.create(bundle=made, component=component, quantity=quantity)
    return made


@pytest.fixture
def order(web: Channel, breakfast: Product, mug: Product) -> Order:
    """Two breakfasts and a mug besides."""
    return placed(web, delivered(breakfast, 2), delivered(mug))


@pytest.fixture
def parcel(order: Order) -> Fulfilment:
    [fulfilment] = planned(order)
    return fulfilment


def scan(parcel: Fulfilment, bob: User, code: str, quantity: int = 1) -> None:
    confirm_pick(fulfilment_id=parcel.pk, code=code, actor=bob, at=NOON, quantity=quantity)


def picked(parcel: Fulfilment) -> list[tuple[str, int, int]]:
    return sorted((line.sku, line.picked, line.quantity) for line in parcel.lines.all())


def test_its_components_are_picked_for_it(parcel: Fulfilment) -> None:
    assert picked(parcel) == [("MUG", 0, 1), ("MUG", 0, 4), ("VASE", 0, 2)]
    assert sorted(ordered_units(parcel.lines.all()).values()) == [1, 2]


def test_scans_count_components_or_whole_bundles(parcel: Fulfilment, bob: User) -> None:
    scan(parcel, bob, "BREAKFAST")
    assert sum(units for _sku, units, _of in picked(parcel)) == 3
    scan(parcel, bob, "VASE")
    for _scan in range(3):
        scan(parcel, bob, "MUG")

    assert picked(parcel) == [("MUG", 1, 1), ("MUG", 4, 4), ("VASE", 2, 2)]
    for code in ("BREAKFAST", "MUG", "VASE"):
        with pytest.raises(AlreadyPicked):
            scan(parcel, bob, code)


def test_what_is_sent_leaves_as_components_and_comes_back_as_such(
    order: Order,
    parcel: Fulfilment,
    bob: User,
    mug: Product,
    vase: Product,
    altopascio: Location,
    lucca: Location,
) -> None:
    for code, units in (("BREAKFAST", 2), ("MUG", 1)):
        scan(parcel, bob, code, units)
    mark_ready(fulfilment_id=parcel.pk, actor=bob, at=NOON)
    ship(fulfilment_id=parcel.pk, carrier="Post", actor=bob, at=NOON)

    assert (figures(mug, altopascio), figures(vase, altopascio)) == ((5, 0, 0), (8, 0, 0))
    line = order.lines.get(partner_sku="BREAKFAST")
    order.refresh_from_db()
    assert returnable(order=order)[line.pk] == 2
    back = TakenBack(line_id=line.pk, quantity=1, disposition="sellable", reason="")
    take_back(order_id=order.pk, lines=[back], location=lucca, actor=bob, at=NOON, source_id="1")
    assert (figures(mug, lucca), figures(vase, lucca)) == ((7, 0, 0), (6, 0, 0))
    assert drifts() == []


def test_calling_one_off_frees_its_components(
    order: Order,
    parcel: Fulfilment,
    bob: User,
    mug: Product,
    vase: Product,
    altopascio: Location,
    deliver_events: Callable[[], None],
) -> None:
    line = order.lines.get(partner_sku="BREAKFAST")
    cancel_order(order_id=order.pk, actor=bob, reason="Too many", at=NOON, quantities={line.pk: 1})
    deliver_events()

    assert (figures(mug, altopascio), figures(vase, altopascio)) == ((10, 3, 0), (10, 1, 0))
    assert picked(parcel) == [("MUG", 0, 1), ("MUG", 0, 2), ("VASE", 0, 1)]
    cancel_order(order_id=order.pk, actor=bob, reason="All of it", at=NOON)
    assert figures(mug, altopascio) == (10, 0, 0)
