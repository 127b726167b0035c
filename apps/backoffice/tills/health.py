"""How a till is, from what it last said."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from apps.pos.models import Device
from apps.pos.selectors import sequence_gaps
from apps.pos.types import Gap

SILENT = timedelta(minutes=10)
"""A till says that it is there every few minutes."""
SKEWED_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Health:
    """A till, its state in a word, and the numbers that never arrived."""

    device: Device
    code: str
    words: str
    gaps: list[Gap]

    @property
    def missing(self) -> int:
        return sum(gap.missing for gap in self.gaps)

    @property
    def clock_is_off(self) -> bool:
        return abs(self.device.clock_skew_seconds or 0) > SKEWED_SECONDS


def health_of(*, devices: Sequence[Device], at: datetime) -> list[Health]:
    """Return how each till is, with one query for all."""
    gaps: dict[int, list[Gap]] = defaultdict(list)
    for gap in sequence_gaps(device_ids=[device.pk for device in devices]):
        gaps[gap.device_id].append(gap)
    return [Health(device, *state_of(device, at), gaps[device.pk]) for device in devices]


def state_of(device: Device, at: datetime) -> tuple[str, str]:
    """Return the till's state as a code and in words."""
    if device.revoked_at:
        return "revoked", _("Revoked")
    if device.enrolled_at is None:
        return "waiting", _("Not enrolled yet")
    if device.last_seen_at is None or device.last_seen_at < at - SILENT:
        return "offline", _("Offline")
    return "online", _("Online")
