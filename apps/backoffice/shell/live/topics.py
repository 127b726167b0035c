"""Which parts of a page an event concerns."""

from collections.abc import Iterable

ALL = frozenset({"orders", "work", "stock", "tills", "exceptions", "imports", "waiting"})
WAITS = frozenset({"work", "tills", "exceptions"})

TOPICS: dict[str, frozenset[str]] = {
    "order": frozenset({"orders", "work", "exceptions"}),
    "return": frozenset({"orders", "exceptions"}),
    "payment": frozenset({"orders", "exceptions"}),
    "refund": frozenset({"orders", "exceptions"}),
    "fulfilment": frozenset({"orders", "work", "exceptions"}),
    "stock": frozenset({"stock", "exceptions"}),
    "till": frozenset({"tills", "exceptions"}),
    "import": frozenset({"imports"}),
}
"""By the first word of the event's name."""


def topics_of(names: Iterable[str]) -> frozenset[str]:
    """Return what of a page may have changed; events of other kinds change nothing one looks at here."""
    found: frozenset[str] = frozenset()
    for name in names:
        found |= TOPICS.get(name.partition(".")[0], frozenset())
    return found | {"waiting"} if found & WAITS else found
