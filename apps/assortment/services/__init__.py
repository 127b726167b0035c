"""Keeping the shop window true; `refresh` is the door."""

from .rebuild import rebuild
from .refresh import refresh, refresh_offers

__all__ = ["rebuild", "refresh", "refresh_offers"]
