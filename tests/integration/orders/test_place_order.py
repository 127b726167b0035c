"""An order is placed as the shopper saw it, with its goods reserved and its payment written down."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.channels.models import Channel, Location
from apps.core.models import OutboxEvent
from apps.orders.models import Order, OrderEntry
from apps.orders.services import placement
from apps.orders.services.placement import place_order
from apps.payments.models import Payment
from apps.pricing.types import Charge
from apps.stock.models import Allocation, StockLevel
from tests.factories.channels import LocationFactory
from tests.factories.orders import ALICE_AT_HOME, collected, command, delivered, mug_at, placed
from tests.factories.pricing import NOON, PriceFactory, PriceListFactory

pytestmark = pytest.mark.django_db
D = Decimal
POST = Charge("post", "Post", D("4.88"), "standard")


def test_an_order_awaits_its_payment_with_its_goods_reserved(web: Channel, altopascio: Location) -> None:
    mug = mug_at("12.20", (altopascio, 5))

    order = placed(web, delivered(mug, 2), charges=(POST,))

    assert (order.status, order.total_incl_tax, order.shipping_incl_tax) == (
        "awaiting-payment",
        D("29.28"),
        D("4.88"),
    )
    assert StockLevel.objects.get().allocated == 2
    payment = Payment.objects.get(order_payment__order=order)
    assert (payment.state, payment.amount, payment.subject) == ("pending", D("29.28"), f"order:{order.pk}")
    assert [event.name for event in OutboxEvent.objects.filter(subject=f"order:{order.pk}")] == [
        "order.placed"
    ]


def test_lines_are_frozen_as_they_were_quoted(web: Channel, altopascio: Location) -> None:
    mug = mug_at("12.20", (altopascio, 5), title="Mug", sku="MUG")

    goods, post = placed(web, delivered(mug, 2), charges=(POST,)).lines.order_by("position")

    assert (goods.title, goods.partner_sku, goods.method, goods.kind) == ("Mug", "MUG", "delivery", "goods")
    assert (goods.unit_price, goods.line_price_incl_tax, goods.line_price_excl_tax) == (
        D("12.20"),
        D("24.40"),
        D("20.00"),
    )
    assert (post.title, post.kind, post.method) == ("Post", "delivery", "none")


def test_the_ledger_sums_to_the_order(web: Channel, altopascio: Location) -> None:
    order = placed(web, delivered(mug_at("12.20", (altopascio, 5)), 2), charges=(POST,))

    entries = OrderEntry.objects.filter(order=order).order_by("pk")
    assert [entry.kind for entry in entries] == ["sale", "delivery"]
    assert sum(entry.gross for entry in entries) == order.total_incl_tax


def test_the_customer_is_kept_as_given(web: Channel, altopascio: Location) -> None:
    order = placed(web, delivered(mug_at("12.20", (altopascio, 1))), email=" Alice@Example.com ")

    assert (order.email, order.contact_name, order.language) == ("alice@example.com", "Alice Bianchi", "en")
    assert (order.shipping_address.line4, order.shipping_address.country_id) == ("Pisa", "IT")
    assert order.source_kind == "basket"


def test_a_mixed_order_takes_each_line_from_its_place(
    web: Channel, altopascio: Location, lucca: Location
) -> None:
    mug = mug_at("12.20", (altopascio, 5), (lucca, 5))

    placed(web, delivered(mug, 2), collected(mug, lucca, 3))

    taken = {allocation.level.location: allocation.quantity for allocation in Allocation.objects.all()}
    assert taken == {altopascio: 2, lucca: 3}


def test_an_order_paid_on_collection_is_confirmed_at_once(web: Channel, lucca: Location) -> None:
    mug = mug_at("12.20", (lucca, 5))

    order = placed(
        web, collected(mug, lucca), payment_method="on-collection", payment_provider="on_collection"
    )

    assert (order.status, order.confirmed_at) == ("confirmed", NOON)
    assert Payment.objects.get().state == "pending"
    assert OutboxEvent.objects.filter(name="order.confirmed").count() == 1


def test_an_order_for_nothing_needs_no_payment(web: Channel, altopascio: Location) -> None:
    order = placed(web, delivered(mug_at("0", (altopascio, 1))))

    assert order.status == "confirmed"
    assert not Payment.objects.exists()


def test_what_is_no_thing_needs_no_stock(web: Channel) -> None:
    voucher = mug_at("25.00", needs_shipping=False)

    assert placed(web, delivered(voucher)).lines.get().method == "none"
    assert not Allocation.objects.exists()


def test_the_same_submission_again_is_the_same_order(web: Channel, altopascio: Location) -> None:
    wished = command(web, delivered(mug_at("12.20", (altopascio, 5))))

    first, second = (place_order(command=wished, at=NOON) for _ in range(2))

    assert first == second
    assert (Order.objects.count(), Payment.objects.count(), StockLevel.objects.get().allocated) == (1, 1, 1)


def nothing_was_written() -> bool:
    return not (Order.objects.exists() or Payment.objects.exists() or Allocation.objects.exists())


def test_a_price_that_changed_meanwhile_is_shown_first(web: Channel, altopascio: Location) -> None:
    mug = mug_at("12.20", (altopascio, 5))
    wished = command(web, delivered(mug))
    PriceFactory(product=mug, amount="13.00", price_list=PriceListFactory(priority=1))

    with pytest.raises(placement.PriceChanged, match=r"13\.00 EUR") as refusal:
        place_order(command=wished, at=NOON)

    assert refusal.value.quote.total_gross == D("13.00")
    assert nothing_was_written()


def test_more_than_there_is_is_refused(web: Channel, altopascio: Location, lucca: Location) -> None:
    mug = mug_at("12.20", (altopascio, 1), (lucca, 1))

    with pytest.raises(placement.OutOfStock) as refusal:
        placed(web, delivered(mug, 3))

    assert (refusal.value.wanted, refusal.value.available) == (3, 2)
    assert nothing_was_written()


def test_a_shop_that_does_not_ship_serves_no_deliveries(web: Channel, lucca: Location) -> None:
    lucca.ships = False
    lucca.save()

    with pytest.raises(placement.OutOfStock):
        placed(web, delivered(mug_at("12.20", (lucca, 5))))


def test_an_empty_cart_is_refused(web: Channel) -> None:
    with pytest.raises(placement.EmptyCart):
        placed(web)


@pytest.mark.parametrize("missing", [{"line1": ""}, {"line4": " "}, {"country": ""}, {"country": "XX"}])
def test_a_delivery_needs_an_address(web: Channel, altopascio: Location, missing: dict[str, str]) -> None:
    with pytest.raises(placement.NothingToDeliverTo):
        placed(web, delivered(mug_at("12.20", (altopascio, 1))), shipping_address=ALICE_AT_HOME | missing)

    assert nothing_was_written()


def test_a_delivery_to_another_country_than_priced_is_refused(web: Channel, altopascio: Location) -> None:
    with pytest.raises(placement.AddressElsewhere):
        placed(
            web,
            delivered(mug_at("12.20", (altopascio, 1))),
            shipping_address=ALICE_AT_HOME | {"country": "FR"},
        )


def test_a_collection_needs_no_address(web: Channel, lucca: Location) -> None:
    order = placed(web, collected(mug_at("12.20", (lucca, 1)), lucca), shipping_address=None)

    assert order.shipping_address is None


def test_a_shop_that_the_channel_has_not_or_that_offers_no_collection_is_refused(
    web: Channel, altopascio: Location
) -> None:
    for place in (LocationFactory(name="Como"), altopascio):
        with pytest.raises(placement.NoCollectionThere):
            placed(web, collected(mug_at("12.20", (place, 5)), place))

    assert nothing_was_written()


def test_a_delivery_is_not_paid_on_collection(web: Channel, altopascio: Location) -> None:
    with pytest.raises(placement.CollectionOnly):
        placed(
            web,
            delivered(mug_at("12.20", (altopascio, 5))),
            payment_method="on-collection",
            payment_provider="on_collection",
        )


def test_goods_taken_along_are_sold_at_the_till(web: Channel, lucca: Location) -> None:
    mug = mug_at("12.20", (lucca, 5))

    with pytest.raises(placement.TakenAlong):
        placed(web, replace(collected(mug, lucca), method="carry-out"))

    assert nothing_was_written()


def test_a_collection_that_names_no_shop_is_refused(web: Channel, lucca: Location) -> None:
    mug = mug_at("12.20", (lucca, 5))

    with pytest.raises(placement.NoCollectionThere):
        placed(web, replace(collected(mug, lucca), location_id=None))
