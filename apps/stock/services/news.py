"""What stock tells the rest: which levels changed, to cursors and to subscribers of `stock.changed`."""

from collections.abc import Iterable

from apps.core.changes import record_changes
from apps.core.outbox import Event, publish_all
from apps.core.transactions import transaction_required

from ..types import LevelKey

LEVELS_AN_EVENT = 1_000


@transaction_required
def tell_changed(*, keys: Iterable[LevelKey]) -> None:
    """Announce that something about these levels changed, once each, in key order."""
    ordered = sorted(set(keys))
    if not ordered:
        return
    record_changes(topic="stock", keys=[f"{product_id}:{location_id}" for product_id, location_id in ordered])
    starts = range(0, len(ordered), LEVELS_AN_EVENT)
    parts = [ordered[start : start + LEVELS_AN_EVENT] for start in starts]
    publish_all([Event("stock.changed", "stock", {"levels": part}) for part in parts])
