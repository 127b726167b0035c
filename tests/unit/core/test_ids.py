"""Identifiers that sort by age, and codes that can be read out over the phone."""

import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from apps.core.ids import normalize_code, speakable_code, uuid7


def test_a_uuid_is_of_version_seven_and_carries_its_time():
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before <= made.int >> 80 <= after


def test_a_later_uuid_sorts_later(monkeypatch):
    moments = iter([10**18, 10**18 + 10**6])
    monkeypatch.setattr(time, "time_ns", lambda: next(moments))

    earlier, later = uuid7(), uuid7()

    assert earlier < later
    assert str(earlier) < str(later)


def test_uuids_of_one_millisecond_differ(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 10**18)

    assert len({uuid7() for _ in range(1000)}) == 1000


@given(st.integers(1, 20), st.integers(1, 6))
def test_a_code_has_only_symbols_that_nobody_confuses(length, group):
    code = speakable_code(length=length, group=group)

    symbols = code.replace("-", "")
    assert len(symbols) == length
    assert not set(symbols) & set("01OIL")
    assert all(len(part) <= group for part in code.split("-"))


@given(st.integers(1, 20))
def test_a_code_is_recognised_however_it_is_typed(length):
    code = speakable_code(length=length)

    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert normalize_code(typed) == code


def test_letters_that_look_like_digits_become_them():
    assert normalize_code("oO iI lL") == "0011-11"
