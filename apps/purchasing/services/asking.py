"""Asking for new proposals without waiting for the night."""

from collections.abc import Collection

from apps.core.audit import Actor, record_act
from apps.core.outbox import publish
from apps.core.transactions import durable


def ask_for_proposals(*, location_ids: Collection[int], actor: Actor | None) -> None:
    """Have a worker look through the locations as soon as it can."""
    keys = sorted(location_ids)
    with durable():
        record_act(
            actor=actor, action="proposals.asked-for", subject="replenishment", details={"locations": keys}
        )
        publish(name="replenishment.requested", subject="replenishment", payload={"location_ids": keys})
