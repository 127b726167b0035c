"""Sale envelopes by version. A version, once published, is read for good: tills update when they can. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from ..types import Envelope, Fault
from . import v1
from .fields import Fields, Malformed

READERS: dict[int, Callable[[Fields], Envelope]] = {1: v1.read}
CURRENT_VERSION = max(READERS)


class UnknownVersion(ValueError):
    """The envelope's version isn't one that this server reads."""


def read_envelope(content: Any) -> Envelope:
    """Return the sale that a decoded envelope states. Raises UnknownVersion or Malformed."""
    if not isinstance(content, Mapping):
        raise Malformed([Fault("", "not-object")])
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Malformed([Fault("version", "missing" if version is None else "not-whole")])
    if version not in READERS:
        raise UnknownVersion(version)
    fields = Fields(content)
    envelope = READERS[version](fields)
    if fields.faults:
        raise Malformed(fields.faults)
    return envelope
