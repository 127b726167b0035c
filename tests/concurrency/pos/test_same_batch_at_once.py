"""A till that doesn't hear an answer sends again, perhaps while the first is still being booked."""

from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from django.db import transaction

from apps.catalog.models import Product
from apps.core.ids import uuid7
from apps.core.reconciliation import find_drifts
from apps.orders.models import Order
from apps.orders.services.sales import record_sale
from apps.pos.models import Device, EnvelopeCopy, SaleEnvelope
from apps.pos.services.booking import sweep
from apps.pos.types import Answer
from apps.stock.models import StockLevel
from tests.factories.orders import sale, sale_line
from tests.factories.pos import envelope, line, report
from tests.racing import PATIENCE, race

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_five_copies_of_a_batch_book_once(till: Device, mug: Product) -> None:
    batch = [envelope(line(mug, 2), sequence=number) for number in range(1, 21)]

    results = race([partial(report, till, *batch)] * 5)

    assert Order.objects.count() == 20
    assert StockLevel.objects.get(product=mug).on_hand == -40
    assert {tuple(answer.status for answer in answers) for answers in results} == {("booked",) * 20}
    assert len({tuple(answer.order_number for answer in answers) for answers in results}) == 1
    assert sum(not answer.replayed for answers in results for answer in answers) == 20
    assert not list(find_drifts())


def test_whatever_the_order_of_the_sales(till: Device, mug: Product, plate: Product) -> None:
    goods = ([mug, plate], [plate, mug])
    batch = [envelope(*map(line, goods[number % 2]), sequence=number) for number in range(1, 11)]

    results = race([partial(report, till, *batch), partial(report, till, *reversed(batch))] * 3)

    assert all(answer.status == "booked" for answers in results for answer in answers)
    assert Order.objects.count() == 10
    assert not list(find_drifts())


def test_two_tills_sell_the_same_goods(
    till: Device, other_till: Device, mug: Product, plate: Product
) -> None:
    def batch(device: Device, *goods: Product) -> partial[list[Answer]]:
        sales = [envelope(*map(line, goods), sequence=number) for number in range(1, 11)]
        return partial(report, device, *sales)

    results = race([batch(till, mug, plate), batch(other_till, plate, mug)])

    assert all(answer.status == "booked" for answers in results for answer in answers)
    assert {level.on_hand for level in StockLevel.objects.all()} == {-20}


def test_two_contents_under_one_id_at_once(till: Device, mug: Product) -> None:
    one = envelope(line(mug))
    other = one | {"lines": [line(mug, 2)]}

    results = race([partial(report, till, one), partial(report, till, other)] * 3)

    statuses = [answers[0].status for answers in results]
    assert sorted(statuses) == ["booked"] * 3 + ["conflict"] * 3
    assert (Order.objects.count(), EnvelopeCopy.objects.count()) == (1, 1)


def test_the_sweep_and_the_till_at_once(till: Device, mug: Product) -> None:
    batch = [envelope(line(mug), sequence=number) for number in range(1, 11)]
    report(till, *batch[:5])
    SaleEnvelope.objects.update(state="received", order=None)

    race([sweep, partial(report, till, *batch), sweep])

    assert Order.objects.count() == 10
    assert set(SaleEnvelope.objects.values_list("state", flat=True)) == {"booked"}


def test_control_without_the_tills_id_every_copy_books(till: Device, mug: Product) -> None:
    all_have_looked = Barrier(5, timeout=PATIENCE)
    number = UUID("0193a4c5-0000-7000-8000-000000000001")

    def book() -> None:
        with transaction.atomic():
            known = Order.objects.filter(uuid=number).exists()
            all_have_looked.wait()
            if not known:
                record_sale(sale=sale(till.channel, till.location, sale_line(mug), id=uuid7()))

    race([book] * 5)

    assert Order.objects.count() == 5
