"""Keeping the shop window true; `refresh` is the door."""

from .popularity import recount_popularity
from .rebuild import rebuild
from .refresh import refresh, refresh_offers

__all__ = ["rebuild", "recount_popularity", "refresh", "refresh_offers"]
