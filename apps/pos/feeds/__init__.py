"""What a till keeps to sell without us: everything once in pages, then what changed, never skipping anything."""

from .reading import read_feed

__all__ = ["read_feed"]
