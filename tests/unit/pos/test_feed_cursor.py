"""A cursor says where a till stands, and survives being written down."""

import pytest

from apps.pos.feeds.cursor import (
    TOPICS,
    FeedCursor,
    InvalidFeedCursor,
    UnknownTopic,
    parse_cursor,
    parse_topics,
)

PLACE = FeedCursor(True, 3, 7, ("price", "stock"), "0123456789abcdef", 512, "770.9223372036854775807")


def test_there_and_back() -> None:
    assert parse_cursor(str(PLACE), channel_id=3, location_id=7) == PLACE


@pytest.mark.parametrize(
    "text", ["", "~", str(PLACE)[1:], str(PLACE) + "0" * 20, str(PLACE).replace("7", "٧")]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidFeedCursor):
        parse_cursor(text, channel_id=3, location_id=7)


def test_topics_have_one_order() -> None:
    assert parse_topics(["stock", " price"]) == ("price", "stock")
    assert parse_topics([""]) == TOPICS


def test_unknown_topics_are_named() -> None:
    with pytest.raises(UnknownTopic, match="weather"):
        parse_topics(["weather", "price"])
