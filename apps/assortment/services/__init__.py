"""Keeping the shop window true; `refresh` is the door."""

from .popularity import recount_popularity
from .rebuild import follow_settings, rebuild
from .refresh import refresh, refresh_offers

__all__ = ["follow_settings", "rebuild", "recount_popularity", "refresh", "refresh_offers"]
