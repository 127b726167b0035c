"""A sale that happened is booked once, as it happened, whatever is odd about it."""

from decimal import Decimal

import pytest

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.models import OutboxEvent
from apps.core.transactions import TransactionRequired, durable
from apps.orders.facts import UnbookableSale
from apps.orders.models import Line, Order, OrderEntry, OrderEvent
from apps.orders.services.sales import record_sale, record_sales
from apps.orders.types import Tender
from apps.payments.models import Payment
from apps.stock.models import StockLevel, StockMovement
from tests.factories.channels import LocationFactory, TillChannelFactory
from tests.factories.goods import ProductFactory
from tests.factories.orders import sale, sale_line

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def lucca() -> Location:
    return LocationFactory()


@pytest.fixture
def tills(lucca: Location) -> Channel:
    return TillChannelFactory(sells_from=[lucca])


@pytest.fixture
def mug() -> Product:
    return ProductFactory()


def test_a_sale_is_an_order_with_goods_money_and_news(tills: Channel, lucca: Location, mug: Product) -> None:
    order = record_sale(sale=sale(tills, lucca, sale_line(mug, 3, discount="1.60"), number="7-0042"))

    assert (order.number, order.status, order.location) == ("7-0042", "completed", lucca)
    assert (order.total_incl_tax, order.total_excl_tax) == (D("35.00"), D("28.69"))
    assert StockLevel.objects.get().on_hand == -3
    payment = Payment.objects.get(order_payment__order=order)
    assert (payment.method, payment.captured_amount) == ("cash", D("35.00"))
    assert OutboxEvent.objects.get(name="order.recorded").payload == {
        "order_id": order.pk,
        "number": "7-0042",
        "channel_id": tills.pk,
        "location_id": lucca.pk,
    }
    assert OrderEvent.objects.get().kind == "recorded"


def test_a_line_is_frozen_as_it_was_charged(tills: Channel, lucca: Location, mug: Product) -> None:
    record_sale(sale=sale(tills, lucca, sale_line(mug, 2, discount="2.44")))

    line = Line.objects.get()
    assert (line.unit_price, line.discount, line.tax_rate) == (D("12.20"), D("2.44"), D("0.22"))
    assert (line.line_price_incl_tax, line.line_price_excl_tax) == (D("21.96"), D("18.00"))
    assert (line.line_price_before_discounts_incl_tax, line.unit_price_excl_tax) == (D("24.40"), D("10.00"))


def test_the_ledger_sums_to_the_total(tills: Channel, lucca: Location, mug: Product) -> None:
    wrapping = sale_line(None, unit_price="2.44", kind="service", title="Gift wrapping")
    order = record_sale(sale=sale(tills, lucca, sale_line(mug), wrapping, rounding=D("0.01")))

    entries = OrderEntry.objects.order_by("pk")
    assert [entry.kind for entry in entries] == ["sale", "service", "rounding"]
    assert sum(entry.gross for entry in entries) == order.total_incl_tax == D("14.65")


def test_a_service_moves_no_goods(tills: Channel, lucca: Location, mug: Product) -> None:
    record_sale(sale=sale(tills, lucca, sale_line(mug, kind="service")))

    assert not StockMovement.objects.exists()


def test_the_same_sale_again_is_answered_with_its_order(
    tills: Channel, lucca: Location, mug: Product
) -> None:
    sold = sale(tills, lucca, sale_line(mug))

    first, second = (record_sale(sale=sold) for _ in range(2))

    assert first == second
    assert (Order.objects.count(), StockLevel.objects.get().on_hand) == (1, -1)


def test_the_same_sale_twice_in_one_batch_is_booked_once(
    tills: Channel, lucca: Location, mug: Product
) -> None:
    sold = sale(tills, lucca, sale_line(mug))

    first, second = record_sales(sales=[sold, sold])

    assert first == second
    assert Payment.objects.count() == 1


def test_a_sale_known_by_its_source_is_not_booked_under_another_id(
    tills: Channel, lucca: Location, mug: Product
) -> None:
    first = record_sale(sale=sale(tills, lucca, sale_line(mug), source_id="till-3:17"))
    second = record_sale(sale=sale(tills, lucca, sale_line(mug), source_id="till-3:17"))

    assert first == second


def test_a_batch_is_answered_in_its_own_order(tills: Channel, lucca: Location, mug: Product) -> None:
    sales = [sale(tills, lucca, sale_line(mug, quantity)) for quantity in (3, 1, 2)]
    record_sale(sale=sales[1])

    orders = record_sales(sales=sales)

    assert [order.uuid for order in orders] == [sold.id for sold in sales]
    assert StockLevel.objects.get().on_hand == -6


def test_two_sales_with_one_number_are_both_booked(tills: Channel, lucca: Location, mug: Product) -> None:
    orders = record_sales(sales=[sale(tills, lucca, sale_line(mug), number="0001") for _ in range(2)])

    plain, ended = sorted(order.number for order in orders)
    assert plain == "0001"
    assert ended.startswith("0001-")


def test_what_the_catalogue_does_not_know_is_booked_by_its_title(tills: Channel, lucca: Location) -> None:
    order = record_sale(sale=sale(tills, lucca, sale_line(Product(pk=404, title="Old lamp"))))

    line = order.lines.get()
    assert (line.product, line.title, line.line_price_incl_tax) == (None, "Old lamp", D("12.20"))
    assert not StockMovement.objects.exists()


def test_an_unknown_customer_and_a_cashier_who_left_do_not_block_a_sale(
    tills: Channel, lucca: Location, mug: Product
) -> None:
    order = record_sale(sale=sale(tills, lucca, sale_line(mug), customer_id=404, actor_id=405))

    assert (order.user, order.actor) == (None, None)


def test_money_paid_out_and_several_tenders_are_booked(tills: Channel, lucca: Location, mug: Product) -> None:
    tenders = (
        Tender("terminal", D("30.00"), "slip 7"),
        Tender("cash", D("-17.80")),
        Tender("sodexo", D("0")),
    )
    order = record_sale(sale=sale(tills, lucca, sale_line(mug), tenders=tenders))

    paid = Payment.objects.filter(order_payment__order=order).order_by("-amount")
    assert [(payment.method, payment.amount) for payment in paid] == [
        ("terminal", D("30.00")),
        ("cash", D("-17.80")),
    ]


def test_a_tender_nobody_knows_was_paid_elsewhere(tills: Channel, lucca: Location, mug: Product) -> None:
    record_sale(sale=sale(tills, lucca, sale_line(mug), tenders=(Tender("sodexo", D("12.20"), "A1"),)))

    payment = Payment.objects.get()
    assert (payment.method, payment.reference) == ("external", "sodexo A1")


def test_a_sale_without_a_place_moves_no_goods(tills: Channel, mug: Product) -> None:
    order = record_sale(sale=sale(tills, None, sale_line(mug)))

    assert order.location is None
    assert not StockMovement.objects.exists()


def test_goods_that_were_booked_elsewhere_are_not_moved_again(
    tills: Channel, lucca: Location, mug: Product
) -> None:
    record_sale(sale=sale(tills, lucca, sale_line(mug)), stock=False)

    assert not StockMovement.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"source_id": ""},
        {"source_kind": "x" * 25},
        {"number": "9" * 129},
        {"lines": (sale_line(None, quantity=0),)},
        {"lines": (sale_line(None, net=D("NaN")),)},
        {"lines": (sale_line(None, tax_rate=D(-1)),)},
        {"rounding": D(10) ** 10},
    ],
)
def test_what_cannot_be_a_sale_is_refused_with_its_batch(
    tills: Channel, lucca: Location, mug: Product, nonsense: dict[str, object]
) -> None:
    good, bad = (
        sale(tills, lucca, sale_line(mug)),
        sale(tills, lucca, **{"lines": (sale_line(mug),)} | nonsense),
    )

    with pytest.raises(UnbookableSale, match=str(bad.id)):
        record_sales(sales=[good, bad])

    assert not Order.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_sale_is_booked_in_its_callers_transaction(tills: Channel, lucca: Location, mug: Product) -> None:
    with pytest.raises(TransactionRequired):
        record_sale(sale=sale(tills, lucca, sale_line(mug)))
    with durable():
        record_sale(sale=sale(tills, lucca, sale_line(mug)))

    assert Order.objects.count() == 1


def test_a_hundred_sales_take_no_more_statements_than_one(
    tills: Channel, lucca: Location, mug: Product, django_assert_max_num_queries: object
) -> None:
    for size in (1, 100):
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            record_sales(sales=[sale(tills, lucca, sale_line(mug, 2)) for _ in range(size)])
