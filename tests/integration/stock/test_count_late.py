"""A till's sale from before a count arrives after it was posted: the book is wrong by it, and that is said."""

import pytest

from apps.core import clock
from apps.core.models import Incident
from apps.core.reconciliation import find_drifts
from apps.stock.counting_selectors import late_arrivals
from apps.stock.models import StockMovement
from apps.stock.services.checks import ReasonRequired
from apps.stock.services.counts.late import COUNT_LATE, NothingLate, correct_late, watch_posted_counts
from apps.stock.services.counts.posting import post_count
from apps.stock.services.counts.reviewing import finish_count
from tests.factories.counts import enter, in_the_past, line_of, opened, sold, stocked, typed
from tests.factories.stock import figures


def posted(lucca, vase, counted, minutes=30):
    count = opened(lucca)
    enter(count, typed(vase, counted, minutes))
    finish_count(count_id=count.pk, actor=None, at=clock.now())
    return post_count(count_id=count.pk, actor=None, at=clock.now())


def late(count=None, **facts):
    return late_arrivals(at=clock.now(), count=count, **facts)


def open_incidents():
    return Incident.objects.filter(kind=COUNT_LATE, resolved_at=None)


@pytest.fixture
def wrong(vase, lucca):
    """Nine vases counted of ten by the book; then a till tells that it had sold one before."""
    stocked(vase, lucca, 10)
    count = posted(lucca, vase, 9)
    sold(vase, lucca, 1, minutes=45, told=0)
    return count


def test_it_is_found_and_said(wrong, vase, lucca):
    (found,) = late(wrong)

    assert (found.line, found.units) == (line_of(wrong, vase), 1)
    assert figures(vase, lucca)[0] == 8, "nothing is repaired silently"
    assert watch_posted_counts(keys=[(vase.pk, lucca.pk)], at=clock.now()) == 1
    assert open_incidents().get().location_id == lucca.pk


def test_the_news_of_changed_stock_finds_it(wrong, vase, lucca, deliver_events):
    deliver_events()

    assert open_incidents().count() == 1


def test_one_click_puts_it_right_once(wrong, vase, lucca):
    watch_posted_counts(keys=[(vase.pk, lucca.pk)], at=clock.now())
    line = line_of(wrong, vase)

    assert correct_late(line_id=line.pk, reason="Till 2 was offline", actor=None, at=clock.now()) == 1

    assert figures(vase, lucca)[0] == 9
    assert StockMovement.objects.get(reason="Till 2 was offline").at == line.counted_at
    assert not late(wrong)
    assert not open_incidents().exists()
    assert not list(find_drifts())
    with pytest.raises(NothingLate):
        correct_late(line_id=line.pk, reason="Again", actor=None, at=clock.now())


def test_a_correction_needs_a_reason(wrong, vase, lucca):
    with pytest.raises(ReasonRequired):
        correct_late(line_id=line_of(wrong, vase).pk, reason=" ", actor=None, at=clock.now())
    assert figures(vase, lucca)[0] == 8


def test_what_happens_afterwards_is_no_contradiction(vase, lucca):
    stocked(vase, lucca, 10)
    count = posted(lucca, vase, 9)
    sold(vase, lucca, 2, minutes=10)

    assert not late(count)
    assert watch_posted_counts(keys=[(vase.pk, lucca.pk)], at=clock.now()) == 0


def test_a_line_that_was_right_can_become_wrong_too(vase, lucca):
    stocked(vase, lucca, 10)
    count = posted(lucca, vase, 10)
    sold(vase, lucca, 1, minutes=45, told=0)

    assert [found.units for found in late(count)] == [1]


def test_of_two_counts_the_older_is_corrected_and_with_it_the_newer(vase, lucca):
    stocked(vase, lucca, 10)
    with in_the_past(25):
        older = posted(lucca, vase, 9, minutes=5)
    newer = posted(lucca, vase, 9, minutes=20)
    sold(vase, lucca, 1, minutes=45, told=0)

    (found,) = late(keys=[(vase.pk, lucca.pk)])
    assert found.count == older
    correct_late(line_id=found.line.pk, reason="Till 2 was offline", actor=None, at=clock.now())

    assert not late(older)
    assert not late(newer)
    assert figures(vase, lucca)[0] == 9
