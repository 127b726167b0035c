"""A return that happened is booked once, against its sale where that is known, blind where not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.catalog.models import Product
from apps.channels.models import Channel, Location
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.orders.facts import UnbookableReturn
from apps.orders.models import Order, OrderEntry, Return, ReturnLine
from apps.orders.services.returns import record_returns
from apps.orders.services.sales import record_sale
from apps.orders.types import ReturnedLine, ReturnFact, Tender
from apps.payments.models import Payment
from apps.stock.models import StockMovement
from tests.factories.orders import drifts, mug_at, sale, sale_line
from tests.factories.pricing import NOON

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def mug(db: None) -> Product:
    return mug_at("12.20")


@pytest.fixture
def sold(tills: Channel, lucca: Location, mug: Product) -> Order:
    return record_sale(sale=sale(tills, lucca, sale_line(mug, 2)))


def came_back(mug: Product | None, quantity: int = 1, **facts: Any) -> ReturnedLine:
    values: dict[str, Any] = {
        "product_id": mug.pk if mug else None,
        "title": "Mug",
        "quantity": quantity,
        "unit_price": D("12.20"),
        "gross": D("12.20") * quantity,
        "net": D("10.00") * quantity,
        "tax_rate": D("0.22"),
        "tax_category": "standard",
    }
    return ReturnedLine(**(values | facts))


def fact(tills: Channel, lucca: Location, *lines: ReturnedLine, **facts: Any) -> ReturnFact:
    key = facts.pop("id", uuid7())
    values: dict[str, Any] = {
        "id": key,
        "code": f"C-{key}",
        "channel": tills,
        "location": lucca,
        "at": NOON,
        "business_date": date(2026, 11, 22),
        "currency": "EUR",
        "customer_id": None,
        "actor_id": None,
        "source_kind": "till-return",
        "source_id": str(key),
        "lines": lines,
        "tenders": (Tender("cash", -sum((line.gross for line in lines), D(0))),),
    }
    return ReturnFact(**(values | facts))


def test_a_return_of_a_known_sale_takes_it_back(
    tills: Channel, lucca: Location, mug: Product, sold: Order
) -> None:
    line = came_back(mug, order_line_id=sold.lines.get().pk)
    (handed_in,) = record_returns(returns=[fact(tills, lucca, line)])

    sold.refresh_from_db()
    assert (handed_in.order, sold.total_incl_tax, sold.lines.get().returned_quantity) == (
        sold,
        D("12.20"),
        1,
    )
    assert Payment.objects.get(amount__lt=0).order_payment.order == sold
    assert StockMovement.objects.get(kind="return").quantity == 1
    assert OutboxEvent.objects.get(name="return.settled").payload["order_id"] == sold.pk
    assert drifts() == []


def test_a_blind_return_is_booked_on_its_own(tills: Channel, lucca: Location, mug: Product) -> None:
    (handed_in,) = record_returns(returns=[fact(tills, lucca, came_back(mug))])

    entry = OrderEntry.objects.get()
    assert (handed_in.order, entry.order, entry.gross) == (None, None, D("-12.20"))
    assert Payment.objects.get().subject == f"return:{handed_in.pk}"
    assert drifts() == []


def test_what_exceeds_the_sale_is_blind(tills: Channel, lucca: Location, mug: Product, sold: Order) -> None:
    line = came_back(mug, 3, order_line_id=sold.lines.get().pk)
    record_returns(returns=[fact(tills, lucca, line)])

    parts = ReturnLine.objects.order_by("position").values_list("quantity", "gross", "order_line")
    assert list(parts) == [(2, D("24.40"), sold.lines.get().pk), (1, D("12.20"), None)]
    assert drifts() == []


def test_the_same_return_again_is_answered_with_the_first(
    tills: Channel, lucca: Location, mug: Product
) -> None:
    returned = fact(tills, lucca, came_back(mug))
    same_source = fact(tills, lucca, came_back(mug), source_id=returned.source_id)

    first, second = (record_returns(returns=[each])[0] for each in (returned, same_source))

    assert first == second
    assert Payment.objects.count() == 1


def test_a_code_that_is_taken_gets_an_ending(tills: Channel, lucca: Location, mug: Product) -> None:
    returns = record_returns(returns=[fact(tills, lucca, came_back(mug), code="C1") for _ in range(2)])

    plain, ended = sorted(each.code for each in returns)
    assert plain == "C1"
    assert ended.startswith("C1-")


def test_a_sale_whose_line_is_not_known_here_is_blind(tills: Channel, lucca: Location, mug: Product) -> None:
    record_returns(returns=[fact(tills, lucca, came_back(mug, order_line_id=404))])

    assert ReturnLine.objects.get().order_line is None


@pytest.mark.parametrize("nonsense", [{"quantity": 0}, {"gross": D("NaN")}, {"tax_rate": D(-1)}])
def test_what_cannot_be_a_return_is_refused_with_its_batch(
    tills: Channel, lucca: Location, mug: Product, nonsense: dict[str, Any]
) -> None:
    good, bad = fact(tills, lucca, came_back(mug)), fact(tills, lucca, came_back(mug, **nonsense), tenders=())

    with pytest.raises(UnbookableReturn, match=str(bad.id)):
        record_returns(returns=[good, bad])

    assert not Return.objects.exists()
