"""What can't be booked is kept with its reason until a person settles it."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.core.models import AuditEntry, Incident
from apps.orders.models import Order
from apps.pos.models import Device, SaleEnvelope
from apps.pos.services.resolution import (
    ActionUnsuitable,
    ChoiceUnsuitable,
    NotWaiting,
    ReasonNeeded,
    StillUnbookable,
    resolve_envelope,
)
from tests.factories.channels import LocationFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import envelope, line, report


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_user("alice@lumaca.example", first_name="Alice", is_staff=True)


@pytest.fixture
def waiting(till: Device, mug: Product) -> SaleEnvelope:
    """A sale of a mug and of something that nobody knows."""
    report(till, envelope(line(mug), line(None, title="Teapot", sku="TEAPOT")))
    return SaleEnvelope.objects.get()


def open_incidents() -> int:
    return Incident.objects.filter(kind="till-sale-attention", resolved_at=None).count()


def test_an_unknown_product_waits_for_a_person(waiting: SaleEnvelope, till: Device) -> None:
    assert (waiting.state, waiting.problem_code) == ("attention", "unknown-product")
    assert [(found["line"], found["sku"]) for found in waiting.problem["lines"]] == [(2, "TEAPOT")]
    assert not Order.objects.exists()
    assert Incident.objects.get(kind="till-sale-attention").location_id == till.location_id


def test_alice_chooses_the_product(waiting: SaleEnvelope, mug: Product, alice: User) -> None:
    teapot = ProductFactory(title="Teapot", sku="TP-1")

    settled = resolve_envelope(
        envelope_id=waiting.pk, action="book-with-product", mapping={2: teapot.pk}, actor=alice
    )

    assert (settled.state, settled.resolved_by) == ("booked", alice)
    products = Order.objects.get().lines.order_by("position").values_list("product", flat=True)
    assert list(products) == [mug.pk, teapot.pk]
    assert open_incidents() == 0
    assert AuditEntry.objects.filter(action="till-sale.resolved", actor_id=alice.pk).exists()


def test_alice_books_it_by_its_title(waiting: SaleEnvelope, alice: User) -> None:
    resolve_envelope(envelope_id=waiting.pk, action="book-without-product", actor=alice)

    teapot = Order.objects.get().lines.get(title="Teapot")
    assert (teapot.product, teapot.partner_sku) == (None, "TEAPOT")


def test_it_books_by_itself_once_the_product_is_there(waiting: SaleEnvelope, alice: User) -> None:
    ProductFactory(title="Teapot", sku="TEAPOT")

    assert resolve_envelope(envelope_id=waiting.pk, action="retry", actor=alice).state == "booked"


def test_alice_dismisses_a_test_sale(waiting: SaleEnvelope, alice: User) -> None:
    settled = resolve_envelope(
        envelope_id=waiting.pk, action="dismiss", reason="Training of Bob", actor=alice
    )

    assert (settled.state, settled.resolution) == ("dismissed", "dismiss: Training of Bob")
    assert open_incidents() == 0
    assert not Order.objects.exists()


def test_a_replay_tells_how_it_stands_now(
    waiting: SaleEnvelope, till: Device, mug: Product, alice: User
) -> None:
    sale = envelope(line(mug), line(None, title="Teapot", sku="TEAPOT"), sale_id=str(waiting.sale_id))
    resolve_envelope(envelope_id=waiting.pk, action="book-without-product", actor=alice)

    [answer] = report(till, sale)

    assert (answer.status, answer.replayed) == ("booked", True)
    assert answer.order_number == Order.objects.get().number


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        ({"action": "dismiss"}, ReasonNeeded),
        ({"action": "dismiss", "reason": "  "}, ReasonNeeded),
        ({"action": "retry"}, StillUnbookable),
        ({"action": "book-copy"}, ActionUnsuitable),
        ({"action": "burn"}, ActionUnsuitable),
        ({"action": "book-with-product"}, ChoiceUnsuitable),
        ({"action": "book-with-product", "mapping": {2: 0}}, ChoiceUnsuitable),
        ({"action": "book-with-product", "mapping": {1: 1, 2: 1}}, ChoiceUnsuitable),
    ],
)
def test_a_decision_that_cant_be_carried_out_changes_nothing(
    waiting: SaleEnvelope, alice: User, decision: dict[str, Any], refusal: type[Exception]
) -> None:
    before = SaleEnvelope.objects.values().get()

    with pytest.raises(refusal):
        resolve_envelope(envelope_id=waiting.pk, actor=alice, **decision)

    assert SaleEnvelope.objects.values().get() == before
    assert not Order.objects.exists()
    assert open_incidents() == 1


def test_a_parent_of_variants_cant_be_chosen(waiting: SaleEnvelope, alice: User) -> None:
    parent = ProductFactory(structure="parent", sku=None)

    with pytest.raises(ChoiceUnsuitable):
        resolve_envelope(
            envelope_id=waiting.pk, action="book-with-product", mapping={2: parent.pk}, actor=alice
        )


def test_nothing_is_settled_twice(waiting: SaleEnvelope, alice: User) -> None:
    resolve_envelope(envelope_id=waiting.pk, action="book-without-product", actor=alice)

    with pytest.raises(NotWaiting):
        resolve_envelope(envelope_id=waiting.pk, action="dismiss", reason="again", actor=alice)

    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"currency": "CHF"}, "wrong-currency"),
        ({"version": 99}, "unknown-version"),
        ({"version": "1"}, "malformed"),
        ({"lines": []}, "malformed"),
        ({"sold_at": "2026-11-21T12:00:00"}, "malformed"),
        ({"totals": None}, "malformed"),
        ({"sequence": 0}, "malformed"),
    ],
)
def test_other_reasons_to_look(till: Device, mug: Product, changes: dict[str, Any], problem: str) -> None:
    [answer] = report(till, envelope(line(mug)) | changes)

    assert (answer.status, answer.problem) == ("attention", problem)
    assert SaleEnvelope.objects.get().state == "attention"
    assert open_incidents() == 1


def test_the_right_currency_lets_it_through(till: Device, mug: Product, alice: User) -> None:
    report(till, envelope(line(mug), currency="CHF"))
    till.channel.currency = "CHF"
    till.channel.save()

    settled = resolve_envelope(envelope_id=SaleEnvelope.objects.get().pk, action="retry", actor=alice)

    assert settled.state == "booked"


def test_one_that_makes_booking_fail_is_set_aside(till: Device, mug: Product) -> None:
    broken = envelope(line(mug), sequence=1, location="nowhere")
    LocationFactory(code="nowhere", time_zone="Atlantis/Capital")

    answers = report(till, broken, envelope(line(mug), sequence=2))

    assert [(a.status, a.problem) for a in answers] == [("attention", "booking-failed"), ("booked", "")]
    assert Order.objects.count() == 1
