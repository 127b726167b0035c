"""What is called off becomes free again, and only what is still open."""

import pytest

from apps.core.models import OutboxEvent
from apps.stock.services.allocation import allocate, consume, release
from tests.factories.stock import NOON, figures, stock, take


@pytest.fixture
def promised(vase, altopascio, lucca):
    stock(vase, altopascio, 5)
    stock(vase, lucca, 5)
    return allocate(
        takes=[take(vase, altopascio, 2, line="17"), take(vase, lucca, 1, line="17")],
        source_kind="order",
        at=NOON,
    )["17"]


def test_everything_open_becomes_free(promised, vase, altopascio, lucca):
    assert release(source_kind="order", source_ids=["17", "18"]) == 3

    assert figures(vase, altopascio) == figures(vase, lucca) == (5, 0, 0)


def test_again_changes_nothing_and_tells_nobody(promised):
    release(source_kind="order", source_ids=["17"])
    OutboxEvent.objects.all().delete()

    assert release(source_kind="order", source_ids=["17"]) == 0
    assert not OutboxEvent.objects.exists()


def test_what_was_handed_over_stays_so(promised, vase, altopascio):
    consume(allocations=promised[:1], actor=None, at=NOON, source_id="1", quantities={promised[0].pk: 1})

    assert release(source_kind="order", source_ids=["17"]) == 2
    assert figures(vase, altopascio) == (4, 0, 0)


def test_a_part_of_a_line_takes_the_newest_promise_first(promised, vase, altopascio, lucca):
    assert release(source_kind="order", source_ids=["17"], quantities={"17": 2}) == 2

    assert figures(vase, lucca) == (5, 0, 0)
    assert figures(vase, altopascio) == (5, 1, 0)


def test_another_source_kind_of_the_same_id_is_left_alone(promised, vase, altopascio):
    assert release(source_kind="transfer", source_ids=["17"]) == 0

    assert figures(vase, altopascio) == (5, 2, 0)


def test_released_goods_can_be_promised_again_to_the_same_line(promised, vase, altopascio):
    release(source_kind="order", source_ids=["17"])

    [again] = allocate(takes=[take(vase, altopascio, 4, line="17")], source_kind="order", at=NOON)["17"]

    assert again.open_quantity == 4
    assert figures(vase, altopascio) == (5, 4, 0)
