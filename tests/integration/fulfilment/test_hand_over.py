"""A collection goes to whoever brings its code; what isn't paid is paid first."""

from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.models import AuditEntry
from apps.core.reconciliation import find_drifts
from apps.fulfilment.lifecycle import WrongState
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.handing_over import (
    NotACollection,
    OverrideNotAllowed,
    PaymentDue,
    WrongPickupCode,
    hand_over,
)
from apps.orders.models import Order
from apps.payments.models import Payment
from apps.payments.services.collecting import TerminalReferenceMissing
from tests.factories.accounts import staff
from tests.factories.fulfilment import planned, ready
from tests.factories.orders import collected, delivered, placed
from tests.factories.pricing import NOON
from tests.factories.stock import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(web: Channel, mug: Product, lucca: Location, bob: User) -> Fulfilment:
    [fulfilment] = planned(placed(web, collected(mug, lucca, 2)))
    return ready(fulfilment, bob)


@pytest.fixture
def unpaid(web: Channel, mug: Product, lucca: Location, bob: User) -> Fulfilment:
    order = placed(
        web, collected(mug, lucca, 2), payment_method="on-collection", payment_provider="on_collection"
    )
    [fulfilment] = planned(order)
    return ready(fulfilment, bob)


def give(collection: Fulfilment, actor: User, code: str | None = None, **facts: str) -> Fulfilment:
    typed = collection.pickup_code if code is None else code
    return hand_over(fulfilment_id=collection.pk, code=typed, actor=actor, at=NOON, **facts)


def nothing_happened(collection: Fulfilment, mug: Product, lucca: Location) -> bool:
    return Fulfilment.objects.get(pk=collection.pk).state == "ready" and figures(mug, lucca) == (5, 2, 0)


def test_with_the_code_the_goods_change_hands_and_the_order_is_completed(
    collection: Fulfilment, mug: Product, lucca: Location, bob: User
) -> None:
    assert give(collection, bob).state == "handed-over"
    assert figures(mug, lucca) == (3, 0, 0)
    assert Order.objects.get().status == "completed"
    assert list(find_drifts()) == []


def test_the_code_may_be_typed_in_any_way(collection: Fulfilment, bob: User) -> None:
    spoken = collection.pickup_code.replace("-", " ").lower()
    assert give(collection, bob, f" {spoken} ").state == "handed-over"


@pytest.mark.parametrize("code", ["", "WRONG1", " "])
def test_another_code_is_refused(
    collection: Fulfilment, mug: Product, lucca: Location, bob: User, code: str
) -> None:
    with pytest.raises(WrongPickupCode, match="isn't the code"):
        give(collection, bob, code)
    assert nothing_happened(collection, mug, lucca)


def test_a_manager_may_do_without_the_code_for_a_reason_that_is_kept(
    collection: Fulfilment, lucca: Location
) -> None:
    manager = staff("manager", lucca, first_name="Charlie")
    with pytest.raises(WrongPickupCode):
        give(collection, manager, "")
    give(collection, manager, "", override_reason="Phone broken, showed her passport")
    act = AuditEntry.objects.get(action="fulfilment.handed-over-without-code")
    assert (act.actor_id, act.details) == (manager.pk, {"reason": "Phone broken, showed her passport"})


def test_others_may_not(
    collection: Fulfilment, mug: Product, lucca: Location, como: Location, bob: User
) -> None:
    for actor in [bob, staff("manager", como)]:
        with pytest.raises(OverrideNotAllowed, match="Only a manager"):
            give(collection, actor, "", override_reason="I know her")
    assert nothing_happened(collection, mug, lucca)
    assert not AuditEntry.objects.exists()


def test_an_unpaid_collection_waits_for_its_money(
    unpaid: Fulfilment, mug: Product, lucca: Location, bob: User
) -> None:
    with pytest.raises(PaymentDue, match=r"24\.40 EUR are still to be paid"):
        give(unpaid, bob)
    assert nothing_happened(unpaid, mug, lucca)


def test_money_and_goods_change_hands_together(
    unpaid: Fulfilment, mug: Product, lucca: Location, bob: User
) -> None:
    give(unpaid, bob, payment_method="cash")
    payment = Payment.objects.get()
    assert (payment.method, payment.captured_amount) == ("cash", Decimal("24.40"))
    assert figures(mug, lucca) == (3, 0, 0)
    assert Order.objects.get().events.get(kind="paid").data["method"] == "cash"
    assert list(find_drifts()) == []


def test_without_the_terminals_reference_nothing_changes_hands(
    unpaid: Fulfilment, mug: Product, lucca: Location, bob: User
) -> None:
    with pytest.raises(TerminalReferenceMissing):
        give(unpaid, bob, payment_method="terminal")
    assert nothing_happened(unpaid, mug, lucca)
    assert Payment.objects.get().captured_amount == 0


def test_goods_are_handed_over_once(collection: Fulfilment, mug: Product, lucca: Location, bob: User) -> None:
    give(collection, bob)
    with pytest.raises(WrongState):
        give(collection, bob)
    assert figures(mug, lucca) == (3, 0, 0)


def test_a_parcel_is_not_handed_over(web: Channel, mug: Product, bob: User) -> None:
    [parcel] = planned(placed(web, delivered(mug)))
    with pytest.raises(NotACollection, match="shipped, not collected"):
        give(ready(parcel, bob), bob)
    assert Fulfilment.objects.get().state == "ready"
