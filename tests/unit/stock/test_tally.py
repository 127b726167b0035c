"""Entries come to what lies there, in whatever order they arrive."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from apps.stock.tally import Disagreement, Entry, tally

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def minute(number: int) -> datetime:
    return NOON + timedelta(minutes=number)


def scan(quantity: int, at: int, *, shelf: str = "", by: str = "Alice") -> Entry:
    return Entry(shelf, quantity, minute(at), by)


def typed(quantity: int, at: int, *, shelf: str = "", by: str = "Alice") -> Entry:
    return Entry(shelf, quantity, minute(at), by, sets=True)


def test_nothing_counted_is_not_zero() -> None:
    assert tally([]) is None
    assert tally([typed(0, 1)]).counted == 0  # type: ignore[union-attr]


def test_scans_and_shelves_add_up() -> None:
    found = tally([scan(1, 1, shelf="A"), scan(3, 2, shelf="A"), typed(5, 3, shelf="B")])

    assert found
    assert (found.counted, found.shelves) == (9, {"A": 4, "B": 5})
    assert (found.first_at, found.last_at) == (minute(1), minute(3))
    assert not found.disagreements


def test_a_quantity_replaces_what_was_counted_on_its_shelf() -> None:
    found = tally([scan(4, 1), typed(6, 2), scan(1, 3)])

    assert found
    assert (found.counted, found.first_at) == (7, minute(2))
    assert not found.disagreements, "one person may change their mind"


def test_it_matters_when_it_was_counted_not_when_it_arrived() -> None:
    entries = [scan(4, 1), typed(6, 2), scan(1, 3), scan(2, 4, shelf="B")]

    assert {tally(order).counted for order in permutations(entries)} == {9}  # type: ignore[union-attr]


def test_a_line_counted_again_starts_anew() -> None:
    entries = [scan(4, 1), scan(9, 2, shelf="B"), scan(3, 6)]

    assert tally(entries, since=minute(5)).counted == 3  # type: ignore[union-attr]
    assert tally(entries, since=minute(7)) is None


def test_two_people_who_found_something_different() -> None:
    found = tally([typed(5, 1, shelf="A"), typed(6, 2, shelf="A", by="Bob")])

    assert found
    assert found.counted == 6
    assert found.disagreements == [Disagreement("A", {"Alice": 5, "Bob": 6})]


def test_two_people_who_found_the_same_agree() -> None:
    found = tally([typed(5, 1, shelf="A"), typed(5, 2, shelf="A", by="Bob")])

    assert found
    assert (found.counted, found.disagreements) == (5, [])


def test_two_people_scanning_one_shelf_may_have_scanned_the_same() -> None:
    found = tally([scan(5, 1, shelf="A"), scan(4, 2, shelf="A", by="Bob")])

    assert found
    assert found.counted == 9
    assert found.disagreements == [Disagreement("A", {"Alice": 5, "Bob": 4})]


def test_two_people_in_a_shop_without_shelves_share_the_work() -> None:
    assert not tally([scan(5, 1), scan(4, 2, by="Bob")]).disagreements  # type: ignore[union-attr]


entries = st.lists(
    st.builds(
        Entry,
        st.sampled_from(["", "A", "B"]),
        st.integers(0, 20),
        st.integers(0, 10_000).map(lambda seconds: NOON + timedelta(seconds=seconds)),
        st.sampled_from(["Alice", "Bob"]),
        st.booleans(),
    ),
    unique_by=lambda entry: entry.at,
)


@given(entries)
def test_shelves_always_add_up_and_nothing_is_negative(given_entries: list[Entry]) -> None:
    found = tally(given_entries)

    if found:
        assert found.counted == sum(found.shelves.values())
        assert min(found.shelves.values()) >= 0
        assert found.first_at <= found.last_at
    else:
        assert not given_entries
