"""Posting: every difference once, at its own moment, while sales go on; by two people where it is worth much."""

from decimal import Decimal

import pytest
from django.db import transaction

from apps.core import clock
from apps.core.models import AuditEntry, OutboxEvent
from apps.core.reconciliation import find_drifts
from apps.stock.choices import CountScope, LineDecision, MovementKind, StockState
from apps.stock.count_types import ConflictKind
from apps.stock.services.counts.common import WrongCountStatus
from apps.stock.services.counts.posting import (
    SamePerson,
    UndecidedLines,
    approve_count,
    post_count,
    send_back,
)
from apps.stock.services.counts.reviewing import (
    NotCounted,
    NothingCounted,
    cancel_count,
    leave_rest,
    resume_count,
    take_rest_for_none,
)
from apps.stock.services.movements import record_movements
from tests.factories.counts import enter, in_the_past, line_of, opened, sold, stocked, typed
from tests.factories.stock import figures, level, movement
from tests.integration.stock.counting import counted_movements, decide, finish, kinds, post


def test_what_is_missing_and_what_was_found_is_booked(count, vase, cup, lucca, alice):
    enter(count, typed(vase, 8, minutes=30), typed(cup, 5, minutes=20))

    posted = post(count, alice)

    assert figures(vase, lucca)[0] == 8
    assert figures(cup, lucca)[0] == 5
    missing, found = counted_movements()
    assert (missing.kind, missing.quantity, missing.actor) == (MovementKind.COUNT_OUT, -2, alice)
    assert (found.kind, found.quantity) == (MovementKind.COUNT_IN, 1)
    line = line_of(posted, vase)
    assert (line.book, line.difference, line.movement, line.counted_at) == (10, -2, missing, missing.at)
    assert OutboxEvent.objects.filter(name="stock.count-posted").count() == 1


def test_the_book_is_that_of_the_moment_however_much_is_sold_afterwards(count, vase, cup, lucca):
    sold(vase, lucca, 1, minutes=40)
    enter(count, typed(vase, 9, minutes=30), typed(cup, 4))
    sold(vase, lucca, 3, minutes=10)

    post(count)

    assert not counted_movements()
    assert figures(vase, lucca)[0] == 6


def test_what_was_counted_right_moves_nothing(count, vase, cup):
    enter(count, typed(vase, 10), typed(cup, 4))

    assert post(count).status == "posted"
    assert not counted_movements()


def test_posting_again_changes_nothing(count, vase, cup):
    enter(count, typed(vase, 8), typed(cup, 4))
    post(count)

    post_count(count_id=count.pk, actor=None, at=clock.now())

    assert len(counted_movements()) == 1
    assert AuditEntry.objects.filter(action="count.posted").count() == 1


def test_goods_in_quarantine_are_counted_by_themselves(vase, lucca):
    with in_the_past(600), transaction.atomic():
        kept = movement(vase, lucca, 3, kind=MovementKind.STATE_IN, state=StockState.QUARANTINE)
        record_movements(movements=[kept])
    count = opened(lucca, state=StockState.QUARANTINE)
    enter(count, typed(vase, 2))

    post(count)

    assert level(vase, lucca).quarantined == 2
    assert figures(vase, lucca)[0] == 0


def test_goods_that_the_book_never_knew(count, vase, cup, como):
    count = opened(como)
    enter(count, typed(vase, 3))

    post(count)

    assert figures(vase, como)[0] == 3


def test_a_full_count_asks_what_about_the_rest(count, vase, cup, lucca):
    enter(count, typed(vase, 10))
    finish(count)

    assert kinds(count, cup) == [ConflictKind.NOT_COUNTED]
    with pytest.raises(UndecidedLines):
        post(count)
    assert take_rest_for_none(count_id=count.pk, actor=None, at=clock.now()) == 1
    post(count)
    assert figures(cup, lucca)[0] == 0


def test_the_rest_may_be_left_as_it_is(count, vase, cup, lucca):
    enter(count, typed(vase, 9))
    finish(count)

    assert leave_rest(count_id=count.pk, actor=None) == 1
    post(count)

    assert figures(cup, lucca)[0] == 4
    assert len(counted_movements()) == 1


def test_a_cycle_count_leaves_the_rest_by_itself(vase, cup, lucca):
    stocked(vase, lucca, 10)
    stocked(cup, lucca, 4)
    count = opened(lucca, CountScope.CYCLE)
    enter(count, typed(vase, 9))

    assert post(count).status == "posted"


def test_what_is_to_be_counted_again_holds_everything_up(count, vase, cup, lucca):
    enter(count, typed(vase, 8), typed(cup, 4))
    finish(count)
    decide(count, [vase], LineDecision.RECOUNT)
    with pytest.raises(UndecidedLines):
        post(count)

    enter(count, typed(vase, 10, minutes=-0.01))
    post(count)

    assert figures(vase, lucca)[0] == 10


def test_what_was_not_counted_cannot_be_accepted(count, vase, cup):
    enter(count, typed(vase, 8))

    with pytest.raises(NotCounted):
        decide(count, [vase, cup], LineDecision.ACCEPT)
    assert line_of(count, vase).decision == ""


def test_nothing_counted_is_not_finished(count):
    with pytest.raises(NothingCounted):
        finish(count)
    assert count.status == "open"


def test_a_finished_count_may_be_taken_up_again(count, vase):
    enter(count, typed(vase, 8))
    finish(count)

    assert resume_count(count_id=count.pk, actor=None).status == "open"


def test_a_count_called_off_books_nothing(count, vase, cup, lucca):
    enter(count, typed(vase, 8), typed(cup, 4))
    cancel_count(count_id=count.pk, actor=None)

    with pytest.raises(WrongCountStatus):
        post_count(count_id=count.pk, actor=None, at=clock.now())
    assert figures(vase, lucca)[0] == 10


class TestApproval:
    """From a value on a second person looks: two vases are missing, at 30 each."""

    @pytest.fixture
    def limit(self, lucca):
        lucca.count_approval_from = Decimal(60)
        lucca.save()

    @pytest.fixture
    def handed_in(self, limit, vase, cup, lucca, alice):
        with in_the_past(600), transaction.atomic():
            record_movements(
                movements=[
                    movement(vase, lucca, 10, unit_cost=Decimal(30)),
                    movement(cup, lucca, 4, unit_cost=Decimal(5)),
                ]
            )
        count = opened(lucca)
        enter(count, typed(vase, 8), typed(cup, 4), actor=alice)
        return post(count, alice)

    def test_nothing_is_booked_before_somebody_else_approves(self, handed_in, vase, lucca, alice, bob):
        assert (handed_in.status, handed_in.difference_value) == ("approval", Decimal(60))
        assert figures(vase, lucca)[0] == 10

        approved = approve_count(count_id=handed_in.pk, actor=bob, at=clock.now())

        assert (approved.status, approved.approved_by) == ("posted", bob)
        assert figures(vase, lucca)[0] == 8
        assert counted_movements()[0].actor == alice
        assert not list(find_drifts())

    def test_not_by_whoever_handed_it_in(self, handed_in, vase, lucca, alice):
        with pytest.raises(SamePerson):
            approve_count(count_id=handed_in.pk, actor=alice, at=clock.now())
        assert figures(vase, lucca)[0] == 10

    def test_approved_twice_is_booked_once(self, handed_in, bob):
        for _again in range(2):
            approve_count(count_id=handed_in.pk, actor=bob, at=clock.now())

        assert len(counted_movements()) == 1

    def test_sent_back_it_is_looked_through_again(self, handed_in, vase, lucca, bob):
        back = send_back(count_id=handed_in.pk, actor=bob, reason="Look behind the counter")

        assert back.status == "review"
        assert figures(vase, lucca)[0] == 10
        assert AuditEntry.objects.get(action="count.sent-back").details["reason"] == "Look behind the counter"

    def test_below_the_value_one_person_is_enough(self, limit, vase, lucca, alice):
        with in_the_past(600), transaction.atomic():
            record_movements(movements=[movement(vase, lucca, 10, unit_cost=Decimal(30))])
        count = opened(lucca)
        enter(count, typed(vase, 9), actor=alice)

        assert post(count, alice).status == "posted"

    def test_what_cannot_be_valued_needs_a_second_person(self, limit, count, vase, cup, alice):
        count.location.refresh_from_db()
        enter(count, typed(vase, 9), typed(cup, 4), actor=alice)

        assert post(count, alice).status == "approval"
