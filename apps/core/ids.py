"""Identifiers: time-ordered UUIDs for machines, short speakable codes for people."""

import secrets
import time
import uuid

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without the pairs that people confuse (0/O, 1/I/L, U/V)."""


def uuid7() -> uuid.UUID:
    """Return a UUID whose order is the order of creation (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def speakable_code(*, length: int = 8, group: int = 4) -> str:
    """Return a random code to read out or type, such as `B7K2-4K2M` (30 symbols a place)."""
    symbols = [secrets.choice(_ALPHABET) for _ in range(length)]
    return "-".join("".join(symbols[start : start + group]) for start in range(0, length, group))


def normalize_code(text: str) -> str:
    """Return the code as stored, from whatever a person typed: case, spaces and dashes forgiven."""
    symbols = "".join(character for character in text.upper() if character.isalnum())
    symbols = symbols.replace("O", "0").replace("I", "1").replace("L", "1")
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))
