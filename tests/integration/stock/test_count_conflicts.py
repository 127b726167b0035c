"""What speaks against a line of a count, said line by line, and decided by a person."""

import pytest

from apps.stock.choices import CountScope, LineDecision
from apps.stock.count_types import ConflictKind
from apps.stock.counting_selectors import review
from apps.stock.services.counts.posting import (
    UndecidedLines,
)
from apps.stock.services.counts.reviewing import (
    cancel_count,
)
from tests.factories.counts import enter, entry, opened, sold, typed
from tests.factories.stock import figures, level
from tests.integration.stock.counting import counted_movements, decide, finish, kinds, post


def conflict_of(count, product):
    return [kind for kind in kinds(count, product) if kind != ConflictKind.NOT_COUNTED]


def test_sold_between_the_first_and_the_last_scan(count, vase, lucca):
    enter(count, entry(vase, 5, minutes=30), entry(vase, 4, minutes=20))
    sold(vase, lucca, 1, minutes=25)

    assert conflict_of(count, vase) == [ConflictKind.MOVED]


def test_sold_before_and_told_after(count, vase, lucca):
    enter(count, typed(vase, 9, minutes=30))
    sold(vase, lucca, 1, minutes=35, told=10)

    assert conflict_of(count, vase) == [ConflictKind.TOLD_LATE]
    (line,) = [line for line in review(count=count) if line.line.product_id == vase.pk]
    assert line.difference == 0, "the sale is in the book by now"


def test_two_people_and_two_results(count, vase, alice, bob):
    enter(count, typed(vase, 9, 30, shelf="A"), actor=alice)
    enter(count, typed(vase, 8, 20, shelf="A"), actor=bob)

    assert conflict_of(count, vase) == [ConflictKind.TWO_PEOPLE]


def test_promised_goods_are_missing(count, vase, lucca):
    level(vase, lucca).__class__.objects.filter(product=vase).update(allocated=5)
    enter(count, typed(vase, 3))

    assert conflict_of(count, vase) == [ConflictKind.PROMISED]


def test_counted_in_another_count_too(count, vase, lucca):
    other = opened(lucca, CountScope.CYCLE)
    enter(count, typed(vase, 10))

    assert conflict_of(count, vase) == [ConflictKind.OPEN_ELSEWHERE]
    cancel_count(count_id=other.pk, actor=None)
    assert conflict_of(count, vase) == []


def test_counted_and_posted_in_another_count_meanwhile(count, vase, cup, lucca):
    enter(count, typed(vase, 9, minutes=30))
    other = opened(lucca, CountScope.CYCLE)
    enter(other, typed(vase, 8, minutes=20))
    post(other)

    assert conflict_of(count, vase) == [ConflictKind.COUNTED_LATER]


@pytest.mark.parametrize(("decision", "left"), [(LineDecision.ACCEPT, 8), (LineDecision.SKIP, 9)])
def test_a_conflict_is_decided(count, vase, cup, lucca, decision, left):
    enter(count, entry(vase, 5, minutes=30), entry(vase, 3, minutes=20), typed(cup, 4))
    sold(vase, lucca, 1, minutes=25)
    finish(count)
    with pytest.raises(UndecidedLines):
        post(count)
    assert not counted_movements()

    decide(count, [vase], decision)
    post(count)

    assert figures(vase, lucca)[0] == left
