"""One id, two contents: the first stands, the second is kept, a person decides."""

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.core.models import Incident
from apps.orders.models import Order
from apps.pos.models import Device, EnvelopeCopy, SaleEnvelope
from apps.pos.services.resolution import (
    NotWaiting,
    ReasonNeeded,
    book_as_another,
    keep_first,
    resolve_envelope,
)
from tests.factories.pos import DeviceFactory, envelope, line, raw_sales, report


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice@lumaca.example", first_name="Alice", is_staff=True)


@pytest.fixture
def copy(till: Device, mug: Product) -> EnvelopeCopy:
    sale = envelope(line(mug))
    report(till, sale)
    report(till, envelope(line(mug, 2), sale_id=sale["sale_id"]))
    return EnvelopeCopy.objects.get()


def open_incidents() -> int:
    return Incident.objects.filter(kind="till-sale-conflict", resolved_at=None).count()


def test_the_first_stands_and_the_second_is_kept(till: Device, mug: Product) -> None:
    sale = envelope(line(mug))
    other = sale | {"lines": [line(mug, 5)]}

    report(till, sale)
    [answer] = report(till, other)

    assert (answer.status, answer.order_number) == ("conflict", None)
    assert EnvelopeCopy.objects.get().raw == raw_sales(other)[0].raw
    assert [line.quantity for line in Order.objects.get().lines.all()] == [1]
    assert open_incidents() == 1


def test_both_in_one_batch(till: Device, mug: Product) -> None:
    sale = envelope(line(mug))

    answers = report(till, sale, sale | {"note": "else"}, sale)

    assert [(a.status, a.replayed) for a in answers] == [
        ("booked", False),
        ("conflict", True),
        ("booked", True),
    ]
    assert Order.objects.count() == 1


def test_the_order_of_keys_is_no_contradiction(till: Device, mug: Product) -> None:
    sale = envelope(line(mug))

    report(till, sale)
    [answer] = report(till, dict(reversed(sale.items())))

    assert (answer.status, answer.replayed) == ("booked", True)
    assert not EnvelopeCopy.objects.exists()


def test_a_contradiction_that_is_repeated_is_kept_once(till: Device, mug: Product) -> None:
    sale = envelope(line(mug))
    for _time in range(3):
        report(till, sale)
        report(till, sale | {"note": "else"})

    assert EnvelopeCopy.objects.count() == 1
    assert Incident.objects.get(kind="till-sale-conflict").occurrences == 1


def test_it_is_shown_where_the_first_was_sold(till: Device, mug: Product) -> None:
    como = DeviceFactory(token="till_of-como", code="como-1")
    sale = envelope(line(mug))
    report(till, sale)

    report(como, sale | {"note": "else"})

    assert Incident.objects.get(kind="till-sale-conflict").location_id == till.location_id


def test_alice_keeps_the_first(copy: EnvelopeCopy, till: Device, alice: User) -> None:
    keep_first(copy_id=copy.pk, reason="Bob pressed twice", actor=alice)

    assert open_incidents() == 0
    assert Order.objects.count() == 1
    with pytest.raises(NotWaiting):
        keep_first(copy_id=copy.pk, reason="again", actor=alice)


def test_alice_says_that_it_was_another_sale(copy: EnvelopeCopy, till: Device, alice: User) -> None:
    settled = book_as_another(copy_id=copy.pk, reason="both were paid", actor=alice)

    assert Order.objects.count() == 2
    assert open_incidents() == 0
    assert settled.booked_as
    assert settled.booked_as.state == "booked"


def test_a_replay_of_the_other_sale_finds_its_order(till: Device, mug: Product, alice: User) -> None:
    sale = envelope(line(mug))
    other = sale | {"lines": [line(mug, 2)]}
    report(till, sale)
    report(till, other)
    settled = book_as_another(copy_id=EnvelopeCopy.objects.get().pk, reason="both were paid", actor=alice)

    [answer] = report(till, other)

    assert settled.booked_as
    assert settled.booked_as.order
    assert (answer.status, answer.order_number) == ("booked", settled.booked_as.order.number)


@pytest.mark.parametrize("settle", [keep_first, book_as_another])
def test_a_reason_is_needed(copy: EnvelopeCopy, alice: User, settle: object) -> None:
    with pytest.raises(ReasonNeeded):
        settle(copy_id=copy.pk, reason=" ", actor=alice)  # type: ignore[operator]

    assert open_incidents() == 1
    assert SaleEnvelope.objects.count() == 1


def test_a_readable_copy_replaces_one_that_couldnt_be_read(till: Device, mug: Product, alice: User) -> None:
    sale = envelope(line(mug))
    report(till, sale | {"sold_at": "noon"})
    report(till, sale)
    first, copy = SaleEnvelope.objects.get(), EnvelopeCopy.objects.get()

    settled = resolve_envelope(envelope_id=first.pk, action="book-copy", mapping={0: copy.pk}, actor=alice)
    [answer] = report(till, sale)

    assert (settled.state, answer.status) == ("booked", "booked")
    assert "noon" in SaleEnvelope.objects.get().raw
    assert Incident.objects.filter(resolved_at=None, kind__startswith="till-sale").count() == 0
