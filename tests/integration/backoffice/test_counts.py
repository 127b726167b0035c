"""Counts in the back office: opened, scanned, looked through, posted, each shop by its own people."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core import clock
from apps.stock.models import CountEntry, StockCount, StockMovement
from apps.stock.services.counts.late import watch_posted_counts
from tests.factories.accounts import staff
from tests.factories.counts import enter, line_of, opened, sold, stocked, typed
from tests.factories.goods import ProductFactory
from tests.factories.shop import Shop
from tests.factories.stock import figures
from tests.integration.backoffice.counting import go, page_of, scanned, send, url


@pytest.fixture
def count(shop: Shop) -> StockCount:
    """A blind count of everything in Como: ten mugs and ten vases by the book."""
    return opened(shop.como, at=clock.now())


def test_a_count_is_opened(shop: Shop, alice: Client) -> None:
    typed_in = {
        "mark": "one",
        "location": shop.lucca.pk,
        "scope": "full",
        "state": "sellable",
        "is_blind": "on",
        "note": "Before Christmas",
    }
    size = alice.get(reverse("backoffice:count-size"), typed_in).content.decode()
    assert "2 products to find" in size

    assert alice.post(reverse("backoffice:count-new"), typed_in).status_code == 302
    assert alice.post(reverse("backoffice:count-new"), typed_in).status_code == 422, "a second click"

    count = StockCount.objects.get()
    assert (count.scope, count.is_blind, count.opened_by, count.lines.count()) == (
        "full",
        True,
        shop.alice,
        2,
    )


@pytest.mark.parametrize(
    "typed_in",
    [
        {"scope": "shelf"},
        {"scope": "category"},
        {"scope": "shelf", "shelf": "9Z"},
        {"location": "0"},
        {"state": "x"},
    ],
)
def test_a_count_of_nothing_is_refused(shop: Shop, alice: Client, typed_in: dict[str, str]) -> None:
    values = {"mark": "one", "location": str(shop.lucca.pk), "scope": "full", "state": "sellable"}

    assert alice.post(reverse("backoffice:count-new"), values | typed_in).status_code == 422
    assert not StockCount.objects.exists()


def test_what_was_typed_for_another_scope_does_not_matter(shop: Shop, alice: Client) -> None:
    values = {"mark": "one", "location": str(shop.lucca.pk), "scope": "full", "state": "sellable"}

    assert alice.post(reverse("backoffice:count-new"), values | {"most": "-5"}).status_code == 302
    again = {"mark": "two", "scope": "cycle", "most": "-5"}
    assert alice.post(reverse("backoffice:count-new"), values | again).status_code == 422
    assert StockCount.objects.count() == 1


def test_a_cashier_counts_at_her_own_shop_only(shop: Shop, bob: Client) -> None:
    values = {"mark": "one", "location": str(shop.lucca.pk), "scope": "full", "state": "sellable"}
    elsewhere = opened(shop.lucca, at=clock.now())

    assert bob.post(reverse("backoffice:count-new"), values).status_code == 422
    assert bob.get(url("count", elsewhere)).status_code == 404
    assert elsewhere.code not in bob.get(reverse("backoffice:counts")).content.decode()


def test_scans_are_taken_and_answered(shop: Shop, bob: Client, count: StockCount) -> None:
    status, told = send(bob, count, scanned("a"), scanned("b", quantity=3), scanned("c", code="NOTHING"))

    assert status == 200
    assert [(each["status"], each["counted"]) for each in told["answers"]] == [
        ("taken", 4),
        ("taken", 4),
        ("refused", None),
    ]
    assert told["answers"][0]["name"] == "Half-dip mug"
    assert told["answers"][2]["message"]
    assert told["progress"] == {"counted": 1, "total": 2}
    assert CountEntry.objects.first().by == shop.bob  # type: ignore[union-attr]


def test_a_scan_is_taken_back(shop: Shop, bob: Client, count: StockCount) -> None:
    send(bob, count, scanned("a"), scanned("b"))
    send(bob, count, {"undo": "b"})

    assert line_of(count, shop.mug).counted == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"sent_at": "x", "entries": []}',
        '{"sent_at": "2026-11-21T12:00:00Z", "entries": [1]}',
        "null",
    ],
)
def test_what_cannot_be_read_is_refused(bob: Client, count: StockCount, body: str) -> None:
    answer = bob.post(url("count-entries", count), body, content_type="application/json")

    assert answer.status_code == 400
    assert not CountEntry.objects.exists()


@pytest.mark.parametrize("quantity", [1.5, "1", True, None])
def test_a_quantity_is_a_number(bob: Client, count: StockCount, quantity: object) -> None:
    assert send(bob, count, scanned("a", quantity=quantity))[0] == 400


def test_a_blind_count_does_not_show_the_book(shop: Shop, bob: Client, count: StockCount) -> None:
    open_count = opened(shop.como, is_blind=False, at=clock.now())

    assert "Book then" not in page_of(bob, count)
    assert "Book then" in page_of(bob, open_count)
    assert f"also in {open_count.code}" in page_of(bob, count)
    assert "attachment" not in bob.get(url("count", count) + "?export=csv").headers.get(
        "Content-Disposition", ""
    )


def test_names_for_a_page_without_network(bob: Client, count: StockCount) -> None:
    assert bob.get(url("count-goods", count)).json()["goods"]["MUG-BLUE"] == "Half-dip mug"


def test_looked_through_and_posted(shop: Shop, bob: Client, count: StockCount) -> None:
    send(bob, count, scanned("a", quantity=8, source="typed"))
    assert go(bob, "count-finish", count) == 302
    assert count.status == "review"
    page = page_of(bob, count)
    assert "Not counted, though the book says 10." in page
    assert "1 line waits for your decision" in page

    go(bob, "count-post", count)
    assert count.status == "review", "not before somebody decides"
    go(bob, "count-rest", count, rest="leave")
    go(bob, "count-post", count)

    assert count.status == "posted"
    assert figures(shop.mug, shop.como)[0] == 8
    assert figures(shop.vase, shop.como)[0] == 10
    assert "Posted" in page_of(bob, count)
    export = bob.get(url("count", count) + "?export=csv").getvalue().decode()
    assert "MUG-BLUE" in export


def test_lines_are_decided_one_by_one_or_many(shop: Shop, bob: Client, count: StockCount) -> None:
    enter(count, typed(shop.mug, 8, 0), typed(shop.vase, 9, 0))
    go(bob, "count-finish", count)
    mug, vase = line_of(count, shop.mug), line_of(count, shop.vase)

    go(bob, "count-decide", count, decision=f"recount:{mug.pk}")
    go(bob, "count-decide", count, decision="skip", chosen=[vase.pk])
    assert (line_of(count, shop.mug).decision, line_of(count, shop.vase).decision) == ("recount", "skip")

    go(bob, "count-decide", count, decision="nonsense", chosen=[vase.pk, "x"])
    assert line_of(count, shop.vase).decision == "skip"


def test_taken_up_again_and_called_off(shop: Shop, bob: Client, count: StockCount) -> None:
    enter(count, typed(shop.mug, 8, 0))
    go(bob, "count-finish", count)
    go(bob, "count-resume", count)
    assert count.status == "open"
    go(bob, "count-cancel", count)

    assert count.status == "cancelled"
    assert send(bob, count, scanned("late"))[0] == 409
    assert not StockMovement.objects.filter(kind__startswith="count").exists()


class TestApproval:
    @pytest.fixture
    def handed_in(self, shop: Shop, bob: Client, count: StockCount) -> StockCount:
        shop.como.count_approval_from = Decimal(1)
        shop.como.save()
        enter(count, typed(shop.mug, 8, 0), typed(shop.vase, 10, 0))
        go(bob, "count-finish", count)
        go(bob, "count-post", count)
        assert count.status == "approval"
        return count

    def test_the_manager_approves(self, shop: Shop, charlie: Client, handed_in: StockCount) -> None:
        assert "Approve and post" in page_of(charlie, handed_in)
        go(charlie, "count-approve", handed_in)

        assert (handed_in.status, handed_in.approved_by) == ("posted", shop.charlie)
        assert figures(shop.mug, shop.como)[0] == 8

    def test_the_cashier_may_not(self, bob: Client, handed_in: StockCount) -> None:
        assert "Approve and post" not in page_of(bob, handed_in)
        assert go(bob, "count-approve", handed_in) == 403
        assert handed_in.status == "approval"

    def test_a_manager_from_elsewhere_may_not(
        self, shop: Shop, sign_in: object, handed_in: StockCount
    ) -> None:
        other = sign_in(staff("manager", shop.lucca))  # type: ignore[operator]

        assert go(other, "count-approve", handed_in) == 404

    def test_it_is_sent_back_with_a_word(self, charlie: Client, handed_in: StockCount) -> None:
        go(charlie, "count-send-back", handed_in, reason="Look behind the counter")

        assert handed_in.status == "review"
        assert "Look behind the counter" in page_of(charlie, handed_in)


def test_before_it_is_called_off_it_is_said_what_is_forgotten(
    shop: Shop, bob: Client, count: StockCount
) -> None:
    send(bob, count, scanned("a"))

    words = bob.get(url("count-cancel", count)).content.decode()

    assert "1 product is counted. That is forgotten then" in words
    count.refresh_from_db()
    assert count.status == "open"


def test_what_is_told_late_is_corrected_with_one_click(shop: Shop, bob: Client, charlie: Client) -> None:
    stocked(shop.mug, shop.como, 1)
    count = opened(shop.como)
    enter(count, typed(shop.mug, 11, 0), typed(shop.vase, 10, 0))
    go(bob, "count-finish", count)
    go(bob, "count-post", count)
    sold(shop.mug, shop.como, 2, minutes=5, told=0)
    watch_posted_counts(keys=[(shop.mug.pk, shop.como.pk)], at=clock.now())

    assert url("count", count) in charlie.get(reverse("backoffice:exceptions")).content.decode()
    assert "Told late" in page_of(bob, count)
    line = line_of(count, shop.mug)
    assert go(bob, "count-correct", count, line.pk, reason="Till 2 was offline") == 302

    assert figures(shop.mug, shop.como)[0] == 11
    assert "Told late" not in page_of(bob, count)


def test_a_sheet_for_print(bob: Client, count: StockCount) -> None:
    assert "Half-dip mug" in bob.get(url("count-sheet", count)).content.decode()


@pytest.mark.parametrize("stage", ["open", "review"])
def test_pages_ask_no_more_for_more_lines(shop: Shop, bob: Client, stage: str) -> None:
    def queries() -> int:
        count = opened(shop.como, at=clock.now())
        enter(count, *(typed(line.product, 9, 0) for line in count.lines.select_related("product")))
        if stage == "review":
            go(bob, "count-finish", count)
        page_of(bob, count)
        with CaptureQueriesContext(connection) as counted:
            page_of(bob, count, "?tab=")
        go(bob, "count-cancel", count)
        return len(counted)

    few = queries()
    for _each in range(5):
        stocked(ProductFactory(), shop.como, 3)

    assert queries() <= few
