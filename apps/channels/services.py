"""What happens when a shopkeeper changes a channel or a location."""

from apps.core.changes import record_changes
from apps.core.outbox import publish
from apps.core.transactions import transaction_required


@transaction_required
def announce_settings(*, subject: str) -> None:
    """Tell tills and other readers that the settings of, say, `location:3` have to be read again."""
    record_changes(topic="settings", keys=[subject])
    publish(name="settings.changed", subject=subject)
