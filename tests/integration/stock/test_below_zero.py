"""A sale of goods the book doesn't know is recorded, and somebody is told."""

import pytest

from apps.core.models import Incident
from apps.stock.services.allocation import allocate, release
from tests.factories.stock import NOON, figures, sell, stock, take


def open_incidents():
    return list(Incident.objects.filter(resolved_at=None).values_list("kind", "subject", "occurrences"))


@pytest.fixture
def subject(vase, lucca):
    return f"stock:{vase.pk}:{lucca.pk}"


def test_a_sale_below_zero_is_recorded_and_opens_an_incident(vase, lucca, subject):
    stock(vase, lucca, 1)

    sell(vase, lucca, 3)

    assert figures(vase, lucca) == (-2, 0, 0)
    assert open_incidents() == [("stock-below-zero", subject, 1)]
    incident = Incident.objects.get()
    assert incident.location_id == lucca.pk
    assert incident.data["on_hand"] == -2


def test_another_such_sale_counts_on_the_same_incident(vase, lucca, subject):
    sell(vase, lucca, 1)
    sell(vase, lucca, 1)

    assert open_incidents() == [("stock-below-zero", subject, 2)]
    assert Incident.objects.get().data["on_hand"] == -2


def test_goods_that_arrive_end_the_incident(vase, lucca, subject):
    sell(vase, lucca, 2)

    stock(vase, lucca, 1)
    assert open_incidents() == [("stock-below-zero", subject, 1)]

    stock(vase, lucca, 1)
    assert open_incidents() == []
    assert Incident.objects.get().resolved_by == "system"


def test_falling_again_opens_a_new_one(vase, lucca, subject):
    sell(vase, lucca, 1)
    stock(vase, lucca, 1)
    sell(vase, lucca, 1)

    assert open_incidents() == [("stock-below-zero", subject, 1)]
    assert Incident.objects.count() == 2


def test_selling_what_is_promised_to_an_order_is_told_to_the_shop(vase, lucca, subject):
    stock(vase, lucca, 1)
    allocate(takes=[take(vase, lucca, 1)], source_kind="order", at=NOON)

    sell(vase, lucca, 1)

    assert figures(vase, lucca) == (0, 1, 0)
    assert open_incidents() == [("stock-overpromised", subject, 1)]


def test_calling_the_order_off_ends_it(vase, lucca):
    stock(vase, lucca, 1)
    allocate(takes=[take(vase, lucca, 1)], source_kind="order", at=NOON)
    sell(vase, lucca, 1)

    release(source_kind="order", source_ids=["1"])

    assert open_incidents() == []


def test_ordinary_sales_bother_nobody(vase, lucca):
    stock(vase, lucca, 5)
    sell(vase, lucca, 5)

    assert not Incident.objects.exists()
