"""The till's place in its feed, as a short text that it hands back.

A cursor belongs to a channel and a location: a till that was moved starts again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError

TOPICS = ("product", "price", "stock", "settings")

_CURSOR = re.compile(
    r"(?P<phase>[ab])~(?P<channel>\d{1,18})~(?P<location>\d{1,18})~(?P<topics>[a-z.]{1,40})"
    r"~(?P<settings>[0-9a-f]{0,16})~(?P<after>\d{1,18})~(?P<since>[0-9]{1,19}\.[0-9]{1,19})",
    re.ASCII,
)


class InvalidFeedCursor(DomainError):
    code = "invalid-cursor"
    message = _("This cursor isn't one of ours. Start again without a cursor.")


class OutdatedCursor(DomainError):
    code = "cursor-outdated"
    message = _("The till was moved to another location or channel. Start again without a cursor.")


class UnknownTopic(DomainError):
    code = "unknown-topic"
    message = _("%(topic)s isn't a topic. Choose from %(topics)s.")


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """Reading everything (`after` is the last product read) or only changes; `since` is the place in them."""

    everything: bool
    channel_id: int
    location_id: int
    topics: tuple[str, ...]
    settings: str
    after: int
    since: str

    def __str__(self) -> str:
        phase = "a" if self.everything else "b"
        parts = (phase, self.channel_id, self.location_id, ".".join(self.topics), self.settings)
        return "~".join(map(str, (*parts, self.after, self.since)))


def parse_cursor(text: str, *, channel_id: int, location_id: int) -> FeedCursor:
    """Return the place that a cursor names. Raises InvalidFeedCursor or OutdatedCursor."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise InvalidFeedCursor
    cursor = FeedCursor(
        everything=match["phase"] == "a",
        channel_id=int(match["channel"]),
        location_id=int(match["location"]),
        topics=parse_topics(match["topics"].split(".")),
        settings=match["settings"],
        after=int(match["after"]),
        since=match["since"],
    )
    if (cursor.channel_id, cursor.location_id) != (channel_id, location_id):
        raise OutdatedCursor
    return cursor


def parse_topics(names: Iterable[str]) -> tuple[str, ...]:
    """Return the topics in their own order, all of them for none. Raises UnknownTopic."""
    wanted = {name.strip() for name in names} - {""}
    for name in sorted(wanted - set(TOPICS)):
        raise UnknownTopic(topic=name, topics=", ".join(TOPICS))
    return tuple(topic for topic in TOPICS if not wanted or topic in wanted)
