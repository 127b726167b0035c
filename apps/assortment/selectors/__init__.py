"""Reading the shop window: lists, search, suggestions while typing, codes."""

from .browse import browse
from .codes import find_by_code
from .suggest import suggest

__all__ = ["browse", "find_by_code", "suggest"]
