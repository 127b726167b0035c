"""What happened happened: nothing about shop, people, goods or clock keeps a sale out of the books."""

from datetime import date, timedelta

from apps.accounts.models import User
from apps.catalog.models import Barcode, Product
from apps.core.models import Incident
from apps.orders.models import Order
from apps.pos.models import Device
from apps.stock.models import StockLevel
from tests.factories.channels import LocationFactory
from tests.factories.goods import ProductFactory
from tests.factories.pos import envelope, line, report
from tests.factories.pricing import NOON


def test_more_than_there_is(till: Device, mug: Product) -> None:
    [answer] = report(till, envelope(line(mug, 3)))

    assert answer.status == "booked"
    assert StockLevel.objects.get(product=mug).on_hand == -3
    assert Incident.objects.filter(kind="stock-below-zero").exists()


def test_a_closed_shop_and_a_closed_channel(till: Device, mug: Product) -> None:
    till.location.is_active = till.channel.is_active = False
    till.location.save()
    till.channel.save()

    [answer] = report(till, envelope(line(mug)))

    assert answer.status == "booked"
    assert {found["code"] for found in answer.differences} == {"location-closed", "channel-closed"}


def test_a_product_that_was_deleted_and_made_anew(till: Device, mug: Product) -> None:
    reborn = ProductFactory(title="Mug", sku="NEW-MUG")

    [answer] = report(till, envelope(line(reborn, product_id=987_654)))

    assert answer.status == "booked"
    assert Order.objects.get().lines.get().product == reborn


def test_a_product_known_by_its_barcode_alone(till: Device, mug: Product) -> None:
    Barcode.objects.create(product=mug, gtin="08001234567897")

    [answer] = report(till, envelope(line(None, title="Mug", gtin="8001234567897")))

    assert answer.status == "booked"
    assert Order.objects.get().lines.get().product == mug


def test_a_service_needs_no_product(till: Device, mug: Product) -> None:
    report(till, envelope(line(mug), line(None, title="Gift wrapping", kind="service", unit_price="2.00")))

    lines = Order.objects.get().lines.order_by("position")
    assert [(line.kind, line.product, line.title) for line in lines] == [
        ("goods", mug, "Mug"),
        ("service", None, "Gift wrapping"),
    ]


def test_customer_and_cashier_are_found_by_what_the_till_knows(till: Device, mug: Product) -> None:
    alice = User.objects.create_user(
        "alice@lumaca.example", first_name="Alice", last_name="Neri", is_staff=True
    )
    bob = User.objects.create_user("bob@example.com", phone="+393331234567")

    [answer] = report(
        till, envelope(line(mug), customer={"phone": "0039 333 123-4567"}, cashier={"name": "Alice Neri"})
    )

    order = Order.objects.get()
    assert (order.user, order.actor, answer.differences) == (bob, alice, ())


def test_a_customer_is_no_cashier(till: Device, mug: Product) -> None:
    bob = User.objects.create_user("bob@example.com")

    [answer] = report(till, envelope(line(mug), cashier={"id": bob.pk}))

    assert Order.objects.get().actor is None
    assert [found["code"] for found in answer.differences] == ["unknown-cashier"]


def test_a_wrong_clock(till: Device, mug: Product) -> None:
    report(till, envelope(line(mug), sold_at="1970-01-01T00:00:07+00:00"))

    order = Order.objects.get()
    assert (order.date_placed, order.business_date) == (NOON, date(2026, 11, 21))


def test_a_day_offline(till: Device, mug: Product) -> None:
    yesterday = NOON - timedelta(days=1)

    [answer] = report(till, envelope(line(mug), sold_at=yesterday.isoformat()))

    order = Order.objects.get()
    assert (order.date_placed, order.business_date) == (yesterday, date(2026, 11, 20))
    assert answer.differences == ()


def test_the_tills_own_business_day_counts(till: Device, mug: Product) -> None:
    past_midnight = NOON.replace(hour=23, minute=30)

    report(
        till,
        envelope(line(mug), sold_at=past_midnight.isoformat(), business_date="2026-11-21"),
        at=past_midnight,
    )

    assert Order.objects.get().business_date == date(2026, 11, 21)


def test_a_sale_made_before_the_till_was_moved(till: Device, mug: Product) -> None:
    lucca, como = till.location, LocationFactory(name="Como", code="como")
    till.location = como
    till.save()

    report(till, envelope(line(mug), location=lucca.code))

    assert Order.objects.get().location == lucca


def test_nothing_to_pay(till: Device, mug: Product) -> None:
    free = line(mug, unit_price="12.20", discount="12.20", discount_reason="gift")

    [answer] = report(till, envelope(free, tenders=[]))

    assert (answer.status, answer.differences) == ("booked", ())


def test_texts_that_no_database_holds(till: Device, mug: Product) -> None:
    [answer] = report(till, envelope(line(mug, title="Mug\x00 \ud83d"), customer={"name": "\x00"}))

    assert answer.status == "booked"
    assert Order.objects.get().lines.get().title == "Mug\ufffd \ufffd"
