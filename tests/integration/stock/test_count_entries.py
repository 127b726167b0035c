"""Entries: once each, at their own moment, by shelf, found by any code; products that don't belong are taken along."""

from datetime import timedelta

import pytest

from apps.catalog.models import Product
from apps.core import clock
from apps.stock.choices import CountScope, LineDecision
from apps.stock.models import CountEntry, StockLevel
from apps.stock.services.counts.common import UnknownCount, WrongCountStatus
from apps.stock.services.counts.entering import MOST_ENTRIES, TooManyEntries, add_entries, undo_entries
from apps.stock.services.counts.reviewing import cancel_count, decide_lines
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import ProductFactory, bundle
from tests.factories.counts import enter, entry, label, line_of, moments_ago, opened, stocked, typed


@pytest.fixture
def count(vase, lucca):
    stocked(vase, lucca, 5)
    return opened(lucca, CountScope.CYCLE)


def test_scans_add_up_and_stamp_the_line(count, vase):
    last = entry(vase, 3, minutes=10)
    answers = enter(count, entry(vase), last)

    assert [(answer.status, answer.counted) for answer in answers] == [("taken", 4), ("taken", 4)]
    line = line_of(count, vase)
    assert (line.counted, line.counted_at) == (4, last.at)


def test_the_same_entry_sent_again_counts_once(count, vase, cup):
    first = entry(vase, 2)
    enter(count, first)

    again = enter(count, first, entry(vase))

    assert [answer.status for answer in again] == ["known", "taken"]
    assert line_of(count, vase).counted == 3
    assert CountEntry.objects.count() == 2


def test_one_key_twice_in_a_batch_counts_once(count, vase):
    one = entry(vase)

    assert [answer.status for answer in enter(count, one, one)] == ["taken", "known"]
    assert line_of(count, vase).counted == 1


def test_a_quantity_replaces_that_of_its_shelf_and_shelves_add_up(count, vase):
    enter(count, typed(vase, 4, 30, shelf="A"), typed(vase, 9, 29, shelf="B"), typed(vase, 6, 28, shelf="A"))

    assert line_of(count, vase).counted == 15


def test_what_was_counted_earlier_and_arrives_later_takes_its_place(count, vase):
    enter(count, typed(vase, 6, minutes=10))
    enter(count, typed(vase, 2, minutes=20))

    assert line_of(count, vase).counted == 6


def test_a_device_whose_clock_is_wrong_is_put_right(count, vase):
    ahead = timedelta(hours=3)
    told = entry(vase, at=moments_ago(30) + ahead)

    enter(count, told, sent_at=clock.now() + ahead)

    assert abs(line_of(count, vase).counted_at - moments_ago(30)) < timedelta(minutes=1)


def test_a_label_finds_the_product_as_its_sku_does(count, vase):
    label(vase, "04006381333931")

    enter(count, entry("4006381333931"), entry("04006381333931"), entry(str(vase.sku).lower()))

    assert line_of(count, vase).counted == 3


def test_what_does_not_belong_is_taken_along_and_marked(count, vase, cup):
    (answer,) = enter(count, entry(cup))

    assert not answer.in_scope
    assert not line_of(count, cup).in_scope
    assert line_of(count, vase).in_scope


def test_what_lies_on_the_shelf_by_the_book_belongs_even_if_there_is_none(vase, cup, lucca):
    stocked(vase, lucca, 5)
    stocked(cup, lucca, 1)
    StockLevel.objects.update(shelf="3B")
    StockLevel.objects.filter(product=cup).update(on_hand=0)
    count = opened(lucca, CountScope.SHELF, shelf="3B")

    (answer,) = enter(count, entry(cup))

    assert answer.in_scope


def test_the_last_entry_is_taken_back_by_whoever_made_it(count, vase):
    alice, bob = StaffFactory(), StaffFactory()
    first, second = entry(vase), entry(vase)
    enter(count, first, second, actor=alice)

    assert undo_entries(count_id=count.pk, keys=[second.key], actor=bob) == 0
    assert undo_entries(count_id=count.pk, keys=[second.key], actor=alice) == 1
    assert undo_entries(count_id=count.pk, keys=[second.key], actor=alice) == 0
    enter(count, second, actor=alice)

    assert line_of(count, vase).counted == 1


def test_nothing_left_is_not_counted_at_all(count, vase):
    one = entry(vase)
    enter(count, one)
    undo_entries(count_id=count.pk, keys=[one.key], actor=None)

    assert line_of(count, vase).counted is None


def test_a_line_counted_again_forgets_what_was_before(count, vase):
    enter(count, entry(vase, 9))
    decide(count, vase, LineDecision.RECOUNT)
    assert line_of(count, vase).counted is None

    enter(count, entry(vase, 5, minutes=-0.01))

    line = line_of(count, vase)
    assert (line.counted, line.decision) == (5, "")


def test_a_decision_is_void_once_something_new_is_counted(count, vase):
    enter(count, entry(vase, 9))
    decide(count, vase, LineDecision.ACCEPT)
    enter(count, entry(vase))

    assert line_of(count, vase).decision == ""


def decide(count, product, decision):
    line = line_of(count, product)
    decide_lines(count_id=count.pk, line_ids=[line.pk], decision=decision, actor=None, at=clock.now())


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"product": "NOTHING"}, "unknown-code"),
        ({"product": "\0"}, "unknown-code"),
        ({"product": ""}, "unknown-code"),
        ({"product": "family"}, "unknown-code"),
        ({"product": "DOWNLOAD"}, "keeps-no-stock"),
        ({"product": "SET"}, "consists-of-others"),
        ({"quantity": 0}, "wrong-quantity"),
        ({"quantity": -1}, "wrong-quantity"),
        ({"quantity": 1_000_001}, "wrong-quantity"),
        ({"minutes": -10}, "in-the-future"),
        ({"minutes": 90}, "before-opening"),
        ({"key": ""}, "wrong-key"),
        ({"key": "x" * 65}, "wrong-key"),
    ],
)
def test_what_makes_no_sense_is_refused_alone(count, vase, facts, problem):
    ProductFactory(sku="DOWNLOAD", needs_shipping=False)
    ProductFactory(structure=Product.PARENT, sku=None, title="family")
    bundle((vase, 2), sku="SET")
    given = {"product": vase, **facts}
    wrong = entry(given.pop("product"), **given)

    answers = enter(count, wrong, entry(vase))

    assert [(answer.status, answer.problem) for answer in answers] == [("refused", problem), ("taken", "")]
    assert line_of(count, vase).counted == 1
    assert count.lines.count() == 1


def test_zero_can_be_typed(count, vase):
    enter(count, typed(vase, 0))

    assert line_of(count, vase).counted == 0


def test_a_count_that_is_over_takes_nothing(count, vase):
    cancel_count(count_id=count.pk, actor=None)

    with pytest.raises(WrongCountStatus):
        enter(count, entry(vase))
    with pytest.raises(UnknownCount):
        add_entries(count_id=0, entries=[entry(vase)], actor=None, at=clock.now())
    with pytest.raises(TooManyEntries):
        enter(count, *[entry(vase)] * (MOST_ENTRIES + 1))
    assert not CountEntry.objects.exists()


def test_many_entries_take_as_many_queries_as_one(count, vase, cup, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        enter(count, *[entry(product) for product in (vase, cup) for _again in range(100)])
